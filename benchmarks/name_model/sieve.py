"""The sieve: a small sum over a window that says which tokens may be in a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from benchmarks.name_model.averages import set_rate
from benchmarks.name_model.data import Text
from benchmarks.name_model.student import MorphemeInputs, Stream, Student, predict
from benchmarks.name_model.tags import UNLABELLED
from kijiyomi.entities.ner_model.token_stream import GAPS

WINDOW, _UNITS = 5, 8
_RATE, _TOKENS, _HELD_BACK = 5e-3, 16_384, 400_000
# Of the tokens of names of any label, and of companies; those beside one that is let through pass too.
_RECALLS = (0.99, 0.985)
# The tags of the first label, companies.
_OF_COMPANIES = slice(1, 5)


class Sieve(nn.Module):
    """Scores of names of any label, and of companies.

    Args:
        width: Of the embeddings.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(width, WINDOW * _UNITS) * 0.05)
        self.gaps = nn.Parameter(torch.zeros(GAPS**2, _UNITS))
        self.out = nn.Parameter(torch.randn(_UNITS, 2) * 0.3)
        self.bias = nn.Parameter(torch.full((2,), -2.0))

    def forward(
        self, embeddings: torch.Tensor, words: torch.Tensor, gaps: torch.Tensor, at: torch.Tensor
    ) -> torch.Tensor:
        """Return float32 ``(tokens, 2)`` for the tokens at some positions of a stream."""
        reach = WINDOW // 2
        morphemes, rows = torch.unique(
            words[at[:, None] + torch.arange(-reach, reach + 1)], return_inverse=True
        )
        added = (embeddings[morphemes] @ self.weight).view(-1, WINDOW, _UNITS)
        total = self.gaps[gaps[at] * GAPS + gaps[at + 1]]
        for offset in range(WINDOW):
            total = total + added[rows[:, offset], offset]
        return torch.relu(total) @ self.out + self.bias


class TrainedSieve(NamedTuple):
    """A sieve with the least scores of the tokens that it lets through."""

    sieve: Sieve
    thresholds: list[float]


def learn_sieve(student: Student, known: MorphemeInputs, texts: Sequence[Text], steps: int) -> TrainedSieve:
    """Train a sieve to let through what the student or people call a name.

    Its thresholds let through a share of :data:`_RECALLS` of those tokens among ones held back.
    """
    stream = Stream.of(texts)
    wanted = torch.zeros(len(stream.gaps), 2)
    powers = np.exp(np.concatenate(predict(student, known, texts)))
    tags = np.concatenate([text.tags for text in texts])
    of_companies = sum(1 << tag for tag in range(*_OF_COMPANIES.indices(5)))
    named = (tags != UNLABELLED) & (tags & 1 == 0)
    told = np.stack((named, named & (tags & of_companies != 0)), 1)
    likely = np.stack((1 - powers[:, 0], powers[:, _OF_COMPANIES].sum(1)), 1)
    wanted[stream.is_token] = torch.tensor(np.maximum(likely, 0.9 * told), dtype=torch.float32)
    with torch.no_grad():
        embeddings = student.embeddings(known.full, known.listed).half().float()
    sieve = Sieve(embeddings.shape[1])
    optimiser = torch.optim.Adam(sieve.parameters())
    positions = stream.is_token.nonzero()[:, 0]
    positions = positions[torch.randperm(len(positions))]
    held_back = min(_HELD_BACK, len(positions) // 5)
    checked, learnt = positions[:held_back], positions[held_back:]
    for step in range(steps):
        at = learnt[torch.randint(len(learnt), (_TOKENS,))]
        scores = sieve(embeddings, stream.morphemes, stream.gaps, at)
        loss = F.binary_cross_entropy_with_logits(scores, wanted[at].clamp(0, 1), reduction="none")
        set_rate(optimiser, _RATE * max(0.01, 1 - step / steps))
        optimiser.zero_grad()
        (loss * (1 + 6 * (wanted[at] > 0.2))).mean().backward()
        optimiser.step()
    with torch.no_grad():
        parts = checked.split(_TOKENS)
        scores = torch.cat([sieve(embeddings, stream.morphemes, stream.gaps, at) for at in parts])
    thresholds = []
    for column in range(2):
        names = scores[wanted[checked, column] > 0.5, column].sort()[0]
        least = float(names[int(len(names) * (1 - _RECALLS[column]))])
        kept = float((scores[:, column] > least).float().mean())
        print(f"the sieve for {('any label', 'companies')[column]} lets through {kept:.1%} of tokens")
        thresholds.append(least - float(sieve.bias.detach()[column]))
    return TrainedSieve(sieve, thresholds)
