"""Teachers: taggers of long short-term memory, read from both ends, that see whole sentences."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from benchmarks.name_model.averages import Average, descend, set_rate
from benchmarks.name_model.data import Text
from benchmarks.name_model.recurrent_features import FEATURES
from benchmarks.name_model.tags import TAGS, UNLABELLED, loss_of_sets
from kijiyomi.model_store import read_model

_EMBEDDED, _HIDDEN, _SECOND = 96, 160, 128
_DROPOUT, _WORDS_DROPPED, _VECTORS_DROPPED = 0.4, 0.25, 0.1
_LONGEST_SENTENCE, _SORTED_TOGETHER = 256, 1024
_RATE, _LEAST = 1e-3, -15.0
# What names a word outright is what unknown words lack.
NAMING = frozenset({"surface", "lemma", "first_two", "last_two"})
OF_MORPHEMES = [feature for feature in FEATURES if feature.of_morpheme]


class Sentence(NamedTuple):
    """A sentence of a text.

    Attributes:
        text: Index of the text.
        first: Index of its first token.
        features: int64 ``(tokens, features + 1)``: rows of the tables, and at last of the word vectors.
        tags: int64 ``(tokens,)``: bits of the right tags.
    """

    text: int
    first: int
    features: np.ndarray
    tags: np.ndarray


class Teacher(nn.Module):
    """A tagger with two layers.

    Args:
        vectors: float32 ``(words + 1, p)``: word vectors, the first one 0.
        folder: Model of the earlier format to begin with.
    """

    def __init__(self, vectors: np.ndarray, folder: Path | None = None) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(1 << f.bits, _EMBEDDED) for f in FEATURES)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.05)
        self.vectors = nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=True)
        inputs = _EMBEDDED + vectors.shape[1]
        self.first = nn.LSTM(inputs, _HIDDEN, batch_first=True, bidirectional=True)
        self.second = nn.LSTM(2 * _HIDDEN + inputs, _SECOND, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * _SECOND, TAGS)
        self.drop = nn.Dropout(_DROPOUT)
        if folder is not None:
            self._begin_with(read_model(folder, "kijiyomi-names")[2])

    def forward(self, features: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Return float32 ``(sentences, tokens, tags)``."""
        shape = (*features.shape[:2], 1)
        kept, kept_vectors = (
            (torch.rand(shape) > share).float() if self.training else torch.ones(())
            for share in (_WORDS_DROPPED, _VECTORS_DROPPED)
        )
        total: torch.Tensor | float = 0.0
        for column, (feature, table) in enumerate(zip(FEATURES, self.tables, strict=True)):
            embedded = table(features[:, :, column] & (len(table.weight) - 1))
            total = total + (embedded * kept if feature.name in NAMING else embedded)
        inputs = self.drop(torch.cat([total, self.vectors(features[:, :, -1]) * kept_vectors], -1))
        hidden = self._read(self.first, inputs, lengths)
        hidden = self._read(self.second, torch.cat([self.drop(hidden), inputs], -1), lengths)
        scores: torch.Tensor = self.out(self.drop(hidden))
        return scores

    def _read(self, layer: nn.LSTM, inputs: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        packed = nn.utils.rnn.pack_padded_sequence(inputs, lengths, batch_first=True, enforce_sorted=False)
        read, _ = nn.utils.rnn.pad_packed_sequence(
            layer(packed)[0], batch_first=True, total_length=inputs.shape[1]
        )
        return read

    def _begin_with(self, arrays: dict[str, np.ndarray]) -> None:
        with torch.no_grad():
            for feature, table in zip(FEATURES, self.tables, strict=True):
                name = feature.name
                table.weight.copy_(torch.tensor(arrays[f"embedding_{name}"] * arrays[f"scale_{name}"]))
            for number, layer in enumerate((self.first, self.second), 1):
                for direction, suffix in (("forward", ""), ("backward", "_reverse")):
                    weight, bias = (arrays[f"{part}_{number}_{direction}"] for part in ("weight", "bias"))
                    units = len(bias) // 4
                    # There the cell's gate comes last, here third.
                    order = np.r_[: 2 * units, 3 * units : 4 * units, 2 * units : 3 * units]
                    weight = torch.tensor(weight.astype(np.float32)[:, order].T)
                    getattr(layer, f"weight_ih_l0{suffix}").copy_(weight[:, :-units])
                    getattr(layer, f"weight_hh_l0{suffix}").copy_(weight[:, -units:])
                    getattr(layer, f"bias_ih_l0{suffix}").copy_(torch.tensor(bias[order]))
                    getattr(layer, f"bias_hh_l0{suffix}").zero_()
            self.out.weight.copy_(torch.tensor(arrays["weight_out"].astype(np.float32).T))
            self.out.bias.copy_(torch.tensor(arrays["bias_out"]))


def sentences_of(texts: Sequence[Text], features: np.ndarray, rows: np.ndarray) -> list[Sentence]:
    """Return the sentences of texts, long ones cut.

    Args:
        texts: The texts.
        features: int32 ``(morphemes, features)``: of the features that depend on morphemes.
        rows: int32 ``(morphemes,)``: their word vectors.
    """
    found = []
    for index, text in enumerate(texts):
        spaces = text.gaps > 0
        spaces[:1] = False
        of_text = (text.companies, spaces, rows[text.morphemes])
        table = np.column_stack((features[text.morphemes], *of_text)).astype(np.int64)
        first = 0
        for length in text.sentences.tolist():
            for start in range(first, first + length, _LONGEST_SENTENCE):
                part = slice(start, min(start + _LONGEST_SENTENCE, first + length))
                found.append(Sentence(index, start, table[part], text.tags[part]))
            first += length
    return found


def learn_names(teacher: Teacher, sentences: Sequence[Sentence], epochs: int) -> None:
    """Train on what people labelled."""
    parameters = [p for p in teacher.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, weight_decay=1e-3)
    average = Average(teacher, 0.03)
    teacher.train()
    for epoch in range(epochs):
        jobs = _batches(sentences, 1500)
        random.shuffle(jobs)
        for step, chosen in enumerate(jobs):
            features, tags, lengths = _tensors([sentences[index] for index in chosen])
            scores = torch.log_softmax(teacher(features, lengths), -1).flatten(0, 1)
            labelled = (tags != UNLABELLED).sum().clamp(min=1)
            loss = loss_of_sets(scores, tags.flatten()).sum() / labelled
            done = (epoch + step / len(jobs)) / epochs
            warm = min(1, (epoch * len(jobs) + step + 1) / 50)
            set_rate(optimiser, _RATE * warm * max(0.02, 1 - done))
            descend(teacher, optimiser, loss)
            if step % 5 == 0:
                average.update()
    average.apply()


def said_by(
    teachers: Sequence[Teacher], texts: Sequence[Text], sentences: Sequence[Sentence]
) -> list[np.ndarray]:
    """Return float16 ``(tokens, tags)`` per text: the logarithm of each tag's probability."""
    said = [np.zeros((len(text.morphemes), TAGS), dtype=np.float16) for text in texts]
    for teacher in teachers:
        teacher.eval()
    with torch.no_grad():
        for chosen in _batches(sentences, 8000):
            features, _, lengths = _tensors([sentences[index] for index in chosen])
            scores = torch.stack([teacher(features, lengths) for teacher in teachers]).mean(0)
            for index, row in zip(chosen, torch.log_softmax(scores, -1).clamp(min=_LEAST), strict=True):
                sentence = sentences[index]
                stop = sentence.first + len(sentence.tags)
                said[sentence.text][sentence.first : stop] = row[: len(sentence.tags)].numpy()
    return said


def _batches(sentences: Sequence[Sentence], tokens: int) -> list[list[int]]:
    """Return indices of sentences of like length, about ``tokens`` tokens together."""
    order = list(range(len(sentences)))
    random.shuffle(order)
    found = []
    for first in range(0, len(order), _SORTED_TOGETHER):
        batch: list[int] = []
        for index in sorted(order[first : first + _SORTED_TOGETHER], key=lambda i: len(sentences[i].tags)):
            if batch and len(sentences[index].tags) * (len(batch) + 1) > tokens:
                found.append(batch)
                batch = []
            batch.append(index)
        found.append(batch)
    return found


def _tensors(sentences: Sequence[Sentence]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    lengths = [len(sentence.tags) for sentence in sentences]
    features = np.zeros((len(sentences), max(lengths), sentences[0].features.shape[1]), dtype=np.int64)
    tags = np.full(features.shape[:2], UNLABELLED, dtype=np.int64)
    for row, sentence in enumerate(sentences):
        features[row, : lengths[row]], tags[row, : lengths[row]] = sentence.features, sentence.tags
    return torch.tensor(features), torch.tensor(tags), torch.tensor(lengths)
