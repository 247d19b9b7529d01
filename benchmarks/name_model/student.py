"""The network that ships: convolutions over tokens, taught by labels and by what the teachers say."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from benchmarks.name_model.averages import Average, descend, set_rate
from benchmarks.name_model.data import Text
from benchmarks.name_model.tags import TAGS, agreement, loss_of_sets
from benchmarks.name_model.teacher import NAMING, OF_MORPHEMES, Teacher
from kijiyomi.entities.ner_model.token_stream import GAPS

OFFSETS = ((-1, 0, 1), (-2, 0, 2))
WINDOW = 7
_WIDTH, _UNITS, _HIDDEN = 128, 128, 256
_DROPOUT, _WORDS_DROPPED, _VECTORS_DROPPED = 0.1, 0.15, 0.1
_RATE, _TOKENS = 3e-3, 6000
BOUNDARIES = 16
"""Between texts; more than the network reaches."""


class MorphemeInputs(NamedTuple):
    """What the student is given of each morpheme: from tables of the first teacher, which stay as they are.

    Attributes:
        full: float32 ``(morphemes, a + b)``: the sum of its embeddings beside its word vector.
        bare: The same without the embeddings that name a word outright.
        listed: int64 ``(morphemes,)``: whether it is a listed company.
    """

    full: torch.Tensor
    bare: torch.Tensor
    listed: torch.Tensor

    @staticmethod
    def of(teacher: Teacher, features: np.ndarray, rows: np.ndarray, listed: np.ndarray) -> MorphemeInputs:
        with torch.no_grad():
            vectors = teacher.vectors(torch.tensor(rows).long())
            full, bare = torch.zeros(2, len(features), teacher.tables[0].embedding_dim)
            for column, feature in enumerate(OF_MORPHEMES):
                table = teacher.tables[column]
                embedded = table(torch.tensor(features[:, column] & (len(table.weight) - 1)).long())
                full = full + embedded
                bare = bare if feature.name in NAMING else bare + embedded
        inputs = (torch.cat([table, vectors], 1) for table in (full, bare))
        return MorphemeInputs(*inputs, torch.tensor(listed).long())


class Student(nn.Module):
    """What :class:`~kijiyomi.entities.ner_model.network.Network` computes, to be trained.

    Args:
        embedded: Width of the embeddings.
        inputs: Width of embeddings and word vectors together.
    """

    def __init__(self, embedded: int, inputs: int) -> None:
        super().__init__()
        self.embedded = embedded
        self.listed = nn.Embedding(4, embedded)
        nn.init.normal_(self.listed.weight, std=0.02)
        self.hidden, self.skip = nn.Linear(inputs, _HIDDEN), nn.Linear(inputs, _WIDTH, bias=False)
        self.embedding = nn.Linear(_HIDDEN, _WIDTH)
        self.first = nn.Linear(WINDOW * _WIDTH, _UNITS)
        self.gaps = nn.Embedding((WINDOW - 1) * GAPS, _UNITS)
        nn.init.normal_(self.gaps.weight, std=0.02)
        self.convolutions = nn.ModuleList(nn.Linear(len(o) * _UNITS, _UNITS) for o in OFFSETS)
        self.out = nn.Linear(_UNITS, TAGS)
        self.drop = nn.Dropout(_DROPOUT)

    def embeddings(self, inputs: torch.Tensor, listed: torch.Tensor) -> torch.Tensor:
        """Return float32 ``(morphemes, d)``."""
        added, vectors = inputs[:, : self.embedded], inputs[:, self.embedded :]
        if self.training:
            vectors = vectors * (torch.rand(len(inputs), 1) > _VECTORS_DROPPED).float()
        inputs = torch.cat([added + self.listed(listed), vectors], 1)
        found: torch.Tensor = self.embedding(torch.relu(self.hidden(inputs))) + self.skip(inputs)
        return found

    def forward(
        self, inputs: torch.Tensor, listed: torch.Tensor, words: torch.Tensor, gaps: torch.Tensor
    ) -> torch.Tensor:
        """Return float32 ``(tokens, tags)`` for a stream of tokens.

        Args:
            inputs: Of every distinct morpheme.
            listed: Whether it is a listed company.
            words: int64 ``(tokens,)``: which of them each token has.
            gaps: int64 ``(tokens,)``: what stands before it.
        """
        embedded = self.drop(self.embeddings(inputs, listed))[words]
        reach = WINDOW // 2
        hidden = self.first(_read_at(embedded, range(-reach, reach + 1)))
        padded = F.pad(gaps, (reach, reach))
        for row, offset in enumerate(range(1 - reach, reach + 1)):
            here = padded[reach + offset : reach + offset + len(gaps)]
            hidden = hidden + self.gaps(here + GAPS * row)
        hidden = torch.relu(hidden)
        for layer, offsets in zip(self.convolutions, OFFSETS, strict=True):
            hidden = torch.relu(layer(_read_at(hidden, offsets))) + hidden
        scores: torch.Tensor = self.out(hidden)
        return scores


def _read_at(layer: torch.Tensor, offsets: Sequence[int]) -> torch.Tensor:
    farthest = max(map(abs, offsets))
    padded = F.pad(layer, (0, 0, farthest, farthest))
    return torch.cat([padded[farthest + o : farthest + o + len(layer)] for o in offsets], 1)


class Stream(NamedTuple):
    """Texts one after the other, boundaries between them.

    Attributes:
        morphemes: int64 ``(n,)``.
        gaps: int64 ``(n,)``.
        is_token: bool ``(n,)``: no boundary.
    """

    morphemes: torch.Tensor
    gaps: torch.Tensor
    is_token: torch.Tensor

    @staticmethod
    def of(texts: Sequence[Text]) -> Stream:
        nothing = np.zeros(BOUNDARIES, dtype=np.int64)
        morphemes, gaps, is_token = [nothing], [nothing], [nothing]
        for text in texts:
            morphemes += (text.morphemes, nothing)
            gaps += (text.gaps, nothing)
            is_token += (np.ones(len(text.gaps), dtype=np.int64), nothing)
        columns = (torch.tensor(np.concatenate(c).astype(np.int64)) for c in (morphemes, gaps, is_token))
        first, second, third = columns
        return Stream(first, second, third.bool())


def learn(
    student: Student,
    known: MorphemeInputs,
    texts: Sequence[tuple[Text, np.ndarray]],
    epochs: float,
    most_steps: int | None = None,
) -> None:
    """Train on what people labelled and on what the teachers say.

    Args:
        student: The network.
        known: What it is given of morphemes.
        texts: Texts with what the teachers say; those that count several times are given as often.
        epochs: How often each is seen.
        most_steps: No more steps than that, to try the command.
    """
    optimiser = torch.optim.AdamW(student.parameters(), weight_decay=1e-3)
    average = Average(student, 0.02)
    total = int(sum(len(text.gaps) + BOUNDARIES for text, _ in texts) / _TOKENS * epochs)
    total = min(total, most_steps or total)
    student.train()
    for step, batch in zip(range(total), _endless(texts), strict=False):
        stream = Stream.of([text for text, _ in batch])
        morphemes, words = torch.unique(stream.morphemes, return_inverse=True)
        is_named = (torch.rand(len(morphemes), 1) > _WORDS_DROPPED).float()
        inputs = known.full[morphemes] * is_named + known.bare[morphemes] * (1 - is_named)
        with torch.autocast("cpu", torch.bfloat16):
            scores = student(inputs, known.listed[morphemes], words, stream.gaps)
        found = torch.log_softmax(scores.float()[stream.is_token], -1)
        said = torch.tensor(np.concatenate([row for _, row in batch]).astype(np.float32))
        tags = torch.tensor(np.concatenate([text.tags for text, _ in batch]))
        loss = agreement(found, said).mean() + loss_of_sets(found, tags).mean()
        set_rate(optimiser, _RATE * min(1, (step + 1) / 100) * max(0.01, 1 - step / total))
        descend(student, optimiser, loss)
        if step % 5 == 0:
            average.update()
    average.apply()


def predict(student: Student, known: MorphemeInputs, texts: Sequence[Text]) -> list[np.ndarray]:
    """Return float32 ``(tokens, tags)`` per text: the logarithm of each tag's probability."""
    student.eval()
    found: list[np.ndarray] = []
    with torch.no_grad():
        for first in range(0, len(texts), 50):
            part = texts[first : first + 50]
            stream = Stream.of(part)
            morphemes, words = torch.unique(stream.morphemes, return_inverse=True)
            scores = student(known.full[morphemes], known.listed[morphemes], words, stream.gaps)
            rows = torch.log_softmax(scores[stream.is_token], -1).numpy()
            found += np.split(rows, np.cumsum([len(text.gaps) for text in part])[:-1])
    return found


def _endless(
    texts: Sequence[tuple[Text, np.ndarray]],
) -> Iterator[list[tuple[Text, np.ndarray]]]:
    """Yield batches of texts of about as many tokens, for ever."""
    while True:
        order = [pair for pair in texts if len(pair[1])]
        random.shuffle(order)
        batch, tokens = [], 0
        for pair in order:
            batch.append(pair)
            tokens += len(pair[1]) + BOUNDARIES
            if tokens >= _TOKENS:
                yield batch
                batch, tokens = [], 0
