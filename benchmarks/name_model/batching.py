"""Batches of sentences of like length, as tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch

from benchmarks.name_model.data import Sentence

_SORTED_TOGETHER = 1024
IGNORED = -1


def batches(sentences: Sequence[Sentence], tokens: int, *, shuffled: bool = True) -> list[list[int]]:
    """Return places of sentences, together about ``tokens`` tokens with what fills up shorter ones."""
    order = list(range(len(sentences)))
    if shuffled:
        random.shuffle(order)
    found = []
    for first in range(0, len(order), _SORTED_TOGETHER):
        batch: list[int] = []
        for place in sorted(order[first : first + _SORTED_TOGETHER], key=lambda at: len(sentences[at].rows)):
            if batch and len(sentences[place].rows) * (len(batch) + 1) > tokens:
                found.append(batch)
                batch = []
            batch.append(place)
        found.append(batch)
    if shuffled:
        random.shuffle(found)
    return found


class Batch:
    """Sentences as tensors, filled up at their ends.

    Attributes:
        features: int64 (sentences, tokens, fields).
        rows: int64 (sentences, tokens).
        tags: int64 (sentences, tokens), :data:`IGNORED` where there is no token.
        words: The same for the words.
        lengths: int64 (sentences,).
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.lengths = torch.tensor([len(sentence.rows) for sentence in sentences])
        self.features = _filled([s.features for s in sentences], 0)
        self.rows = _filled([s.rows for s in sentences], 0)
        self.tags = _filled([s.tags for s in sentences], IGNORED)
        self.words = _filled([s.words for s in sentences], IGNORED)

    @property
    def present(self) -> torch.Tensor:
        """float32 (sentences, tokens, 1): 1 where there is a token."""
        return (torch.arange(self.rows.shape[1])[None] < self.lengths[:, None]).float()[:, :, None]


def _filled(arrays: Sequence[np.ndarray], value: int) -> torch.Tensor:
    shape = (len(arrays), max(map(len, arrays)), *arrays[0].shape[1:])
    out = np.full(shape, value, dtype=np.int64)
    for row, array in zip(out, arrays, strict=True):
        row[: len(array)] = array
    return torch.tensor(out)


class Average:
    """A moving average of a model's weights, better than the last ones."""

    def __init__(self, model: torch.nn.Module, rate: float) -> None:
        self._model, self._rate = model, rate
        self._state = {name: value.clone() for name, value in model.state_dict().items()}

    def update(self) -> None:
        with torch.no_grad():
            for name, value in self._model.state_dict().items():
                if value.is_floating_point():
                    self._state[name].lerp_(value, self._rate)

    def apply(self) -> None:
        """Give the model the averaged weights."""
        self._model.load_state_dict(self._state)


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = rate
