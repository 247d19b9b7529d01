"""Figures paired with what they may belong to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import IndexArray
from kijiyomi.facts.token_columns import Spans, TokenColumns

_SENTENCES_BEFORE = 6


class Pairs(NamedTuple):
    """Figures with their candidates; those of one figure stand together.

    Attributes:
        figure: ``(n,)``: index of the figure, ascending.
        candidate: ``(n,)``: index of the candidate.
        rank: ``(n,)``: how many candidates nearer to the figure stand on its side: 0, 1 … after the figure,
            -1, -2 … before it.
    """

    figure: IndexArray
    candidate: IndexArray
    rank: IndexArray


def pair_up(columns: TokenColumns, figures: Spans, candidates: Spans, *, before: int, after: int) -> Pairs:
    """Return each figure with the candidates near it.

    Args:
        columns: Columns of the tokens.
        figures: Tokens of each figure.
        candidates: Tokens of each candidate, by start.
        before: How many candidates before a figure count, in its sentence and a few before that.
        after: How many count after it, in its sentence.
    """
    if not len(candidates.first):
        nothing = np.empty(0, dtype=np.intp)
        return Pairs(nothing, nothing, nothing)
    rank = np.concatenate((np.arange(-1, -before - 1, -1), np.arange(after)))
    index = candidates.first.searchsorted(figures.first)[:, None] + rank
    exists = (index >= 0) & (index < len(candidates.first))
    index[~exists] = 0
    first = candidates.first[index]
    apart = columns.sentence[figures.first][:, None] - columns.sentence[first]
    near = exists & (apart >= 0) & (apart <= _SENTENCES_BEFORE)
    text = columns.tokens.text
    near &= text[figures.first][:, None] == text[first]
    figure, column = near.nonzero()
    return Pairs(figure, index[near], rank[column])
