"""Figures that say what another one says: conversions in brackets, and amounts taken up again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import IndexArray
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.figure_features import Figures
from kijiyomi.facts.token_columns import TokenColumns

_MONEY = 0


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
