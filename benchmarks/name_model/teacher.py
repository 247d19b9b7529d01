"""How the teachers learn: first to guess words, then the labels of all corpora."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from benchmarks.name_model.batching import IGNORED, Average, Batch, batches, set_rate
from benchmarks.name_model.crf import Field
from benchmarks.name_model.data import Sentence, tag_count
from benchmarks.name_model.tagger import Tagger

_GUESSED, _RARE = 3000, 2990
_RATE = 2e-3


class Teacher(nn.Module):
    """A tagger with what it takes to teach it.

    Args:
        vectors: float32 (words + 1, 300): word vectors, the first one 0.
    """

    def __init__(self, vectors: np.ndarray) -> None:
        super().__init__()
        self.tagger = Tagger(vectors, spare_bits=1)
        self.guess = nn.Linear(self.tagger.f.hidden_size, _GUESSED)
        self.field = Field(tag_count("wikipedia"))


def learn_to_guess(teacher: Teacher, sentences: Sequence[Sentence], steps: int) -> None:
    """Train the first layer to guess the next word and, backwards, the one before."""
    counts = Counter(word for sentence in sentences for word in sentence.words.tolist())
    known = {word: place for place, (word, _) in enumerate(counts.most_common(_RARE))}
    sentences = [
        replace(s, words=np.array([known.get(w, _RARE) for w in s.words.tolist()])) for s in sentences
    ]
    optimiser = torch.optim.Adam(
        p for name, p in teacher.named_parameters() if not name.startswith(("tagger.l2", "tagger.heads"))
    )
    tagger, dropout = teacher.tagger, teacher.tagger.drop.p
    tagger.drop.p = 0.1
    step = 0
    while step < steps:
        for chosen in batches(sentences, 1500)[: steps - step]:
            batch = Batch([sentences[place] for place in chosen])
            forward, backward = tagger.first_layer(tagger.drop(tagger.inputs(batch)), batch.lengths)
            before = torch.where(batch.words[:, 1:] == IGNORED, IGNORED, batch.words[:, :-1])
            loss = _guessing(teacher.guess(forward[:, :-1]), batch.words[:, 1:])
            loss = loss + _guessing(teacher.guess(backward[:, 1:]), before)
            step += 1
            set_rate(optimiser, _RATE * min(1, step / 200) * max(0.05, 1 - step / steps))
            _descend(teacher, optimiser, loss)
    tagger.drop.p = dropout


def learn_names(teacher: Teacher, corpora: Mapping[str, Sequence[Sentence]], epochs: int) -> None:
    """Train on all sets at once: all of Wikipedia and three fifths of the others in each epoch."""
    optimiser = torch.optim.AdamW(teacher.parameters(), weight_decay=1e-3)
    average = Average(teacher, 0.02)
    for epoch in range(epochs):
        jobs = [("wikipedia", chosen) for chosen in batches(corpora["wikipedia"], 1000)]
        for name in ("gsd", "annotated"):
            found = batches(corpora[name], 1500)
            jobs += [(name, chosen) for chosen in found[: int(len(found) * 0.6)]]
        random.shuffle(jobs)
        for step, (name, chosen) in enumerate(jobs):
            batch = Batch([corpora[name][place] for place in chosen])
            scores = teacher.tagger(batch, name)
            sure = name == "wikipedia"
            loss = teacher.field.loss(scores, batch) if sure else _guessing(scores, batch.tags) / 2
            done = (epoch + step / len(jobs)) / epochs
            set_rate(optimiser, _RATE * min(1, (epoch * len(jobs) + step + 1) / 100) * (1 - done))
            _descend(teacher, optimiser, loss)
            if step % 5 == 0:
                average.update()
    average.apply()


def _guessing(scores: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    return F.cross_entropy(scores.flatten(0, 1), truth.flatten(), ignore_index=IGNORED)


def _descend(model: nn.Module, optimiser: torch.optim.Optimizer, loss: torch.Tensor) -> None:
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
