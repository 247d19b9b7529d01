"""Figures that say what another one says: conversions, amounts taken up again, and equal amounts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import IndexArray
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.figure_features import Figures
from kijiyomi.facts.token_columns import TokenColumns

_MONEY = 0
# Of annotated figures that repeat an amount of their article nine of ten say the same of the same holder;
# where the model is nearly as sure of something else it is right about as often.
_UNSURE = 0.5


class Copies(NamedTuple):
    """Of each figure, the one that it copies, itself where it copies none.

    Attributes:
        conversion: ``(figures,)``: as the 47億円 of 3億ドル（約47億円）, which shares all fields.
        repetition: ``(figures,)``: also as in この3億ドル, which shares holder and type.
    """

    conversion: IndexArray
    repetition: IndexArray


def find_copies(columns: TokenColumns, figures: Figures) -> Copies:
    """Return which figures copy another."""
    spans, grammar = figures.spans, columns.grammar
    every = np.arange(len(spans.first))
    conversion, repetition = every.copy(), every.copy()
    if len(every) > 1:
        opened = (grammar[spans.last[:-1] + 1] == words.OPEN) & (spans.last[:-1] + 2 == spans.first[1:])
        money = (figures.label[1:] == _MONEY) & (figures.label[:-1] == _MONEY)
        converted = np.flatnonzero(opened & money) + 1
        conversion[converted] = repetition[converted] = converted - 1
    before = spans.first - 1
    marked = np.where(grammar[before] == words.QUOTE_OPEN, before - 1, before)
    _, first, which = np.unique(figures.value, return_index=True, return_inverse=True)
    earlier = first[which]
    again = (grammar[marked] == words.ADNOMINAL) & (earlier < every)
    repetition[again] = earlier[again]
    return Copies(conversion, repetition)


def surest_equals(values: IndexArray, scores: NDArray[np.float32]) -> IndexArray:
    """Return for each figure the one to believe: the surest equal figure, itself where it is sure enough.

    Args:
        values: ``(figures,)``: a number that figures of one text share which say the same amount.
        scores: float32 ``(figures,)``: how probable what is decided of each is.
    """
    order = np.lexsort((-scores, values))
    ordered = values[order]
    firsts = np.flatnonzero(np.diff(ordered, prepend=-1))
    surest = np.empty(len(values), dtype=np.intp)
    surest[order] = order[firsts].repeat(np.diff(np.append(firsts, len(values))))
    return np.where(scores < _UNSURE * scores[surest], surest, np.arange(len(values)))
