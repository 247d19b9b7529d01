"""Characters and words of texts, counted on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kijiyomi.text.codes import code_points

# Letters and digits of spaced scripts, half and full width, with what joins them inside a word or number.
_LETTERS = ("A-Z", "a-z", "0-9", "\u00c0-\u10ff", "\u1200-\u1fff", "０-９", "Ａ-Ｚ", "ａ-ｚ")
_JOINERS = "'’.,-"
_SPACE, _LETTER, _JOINER = 1, 2, 4
_KINDS = np.zeros(1 << 16, dtype=np.uint8)
_KINDS[[code for code in range(0x3001) if chr(code).isspace()]] |= _SPACE
for _range in _LETTERS:
    _KINDS[ord(_range[0]) : ord(_range[2]) + 1] |= _LETTER
_KINDS[list(map(ord, _JOINERS))] |= _JOINER


class Counts(NamedTuple):
    """How much there is to read in a text.

    Attributes:
        characters: Characters but white space.
        words: Words and numbers in spaced scripts.
        word_characters: Characters of those.
    """

    characters: int
    words: int
    word_characters: int


def count_characters(texts: Sequence[str]) -> list[Counts]:
    """Return the counts of each text."""
    # A line break after each text parts its words from those of the next, and makes sure that neither the
    # first character nor the last is a letter.
    kinds = _KINDS.take(code_points("\n".join(["", *texts, ""])), mode="clip")
    lengths = np.array(list(map(len, texts)), dtype=np.intp)
    ends = np.cumsum(lengths + 1)
    letters = np.flatnonzero(kinds & _LETTER)
    heads = letters[(kinds[letters - 1] & _LETTER) == 0]
    joiners = np.flatnonzero(kinds & _JOINER)
    joiners = joiners[(kinds[joiners - 1] & kinds[joiners + 1] & _LETTER) > 0]
    spaces, letter_counts, head_counts, joiner_counts = (
        np.diff(np.searchsorted(places, ends), prepend=0)
        for places in (np.flatnonzero(kinds & _SPACE), letters, heads, joiners)
    )
    columns = (lengths + 1 - spaces, head_counts - joiner_counts, letter_counts + joiner_counts)
    return list(map(Counts, *(column.tolist() for column in columns)))
