"""Characters and words of texts, counted on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
    # A line break after each text parts its words from those of the next; one more at either end gives every
    # character neighbours.
    kinds = _KINDS.take(code_points("\n".join(["", *texts, "", ""])), mode="clip")
    starts = np.array(list(accumulate([len(text) + 1 for text in texts], initial=0)))[:-1]
    is_letter, kinds = (kinds & _LETTER) != 0, kinds[1:-1]
    before, letters, after = is_letter[:-2], is_letter[1:-1], is_letter[2:]
    joiners = ((kinds & _JOINER) != 0) & before & after
    characters = _counted((kinds & _SPACE) == 0, starts)
    parts, joints, heads = (_counted(marked, starts) for marked in (letters, joiners, letters > before))
    return list(map(Counts, characters.tolist(), (heads - joints).tolist(), (parts + joints).tolist()))


def _counted(marked: NDArray[np.bool_], starts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return how many characters are marked in each text."""
    return np.add.reduceat(marked, starts, dtype=np.intp)
