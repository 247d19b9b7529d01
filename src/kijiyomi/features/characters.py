"""Characters and words of texts, counted on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kijiyomi.text.codes import code_points

# Letters and digits of spaced scripts, half and full width, with what joins them inside a word or number.
_LETTERS = ("A-Z", "a-z", "0-9", "\u00c0-\u10ff", "\u1200-\u1fff", "０-９", "Ａ-Ｚ", "ａ-ｚ")
_JOINERS = "'’.,-"
_SPACE, _LETTER, _JOINER = 1, 2, 3
_KINDS = np.zeros(1 << 16, dtype=np.uint8)
for _range in _LETTERS:
    _KINDS[ord(_range[0]) : ord(_range[2]) + 1] = _LETTER
_KINDS[list(map(ord, _JOINERS))] = _JOINER
_KINDS[[code for code in range(0x3001) if chr(code).isspace()]] = _SPACE


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
    ends = (lengths + 1).cumsum()
    letters, in_words = kinds == _LETTER, kinds == _JOINER
    in_words[1:-1] &= letters[:-2] & letters[2:]
    in_words |= letters
    # Words begin and end in turn.
    edges = (in_words[1:] != in_words[:-1]).nonzero()[0]
    begins = edges[::2]
    sizes = np.zeros(len(begins) + 1, dtype=np.intp)
    (edges[1::2] - begins).cumsum(out=sizes[1:])
    words = begins.searchsorted(ends)
    spaces = (kinds == _SPACE).nonzero()[0].searchsorted(ends)
    up_to_end = np.array((spaces, words, sizes[words]))
    counts = up_to_end.copy()
    counts[:, 1:] -= up_to_end[:, :-1]
    return list(map(Counts, (lengths + 1 - counts[0]).tolist(), *counts[1:].tolist()))
