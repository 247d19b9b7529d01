"""Short lines as a whole.

A signature or a heading of a series stands in line after line of an archive. As a feature of its own it takes
its weight off its words, which otherwise would mean the series wherever else they occur.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from kijiyomi.classifier.features.ngrams import (
    NGramOccurrences,
    NGrams,
    bounds_from_sizes,
    ngrams_of_one_length,
)

_MAX_CHARACTERS = 60


def line_ngrams(texts: Sequence[str]) -> NGrams:
    """Return the short lines of texts."""
    lines = [_line_keys(text.split("\n")) for text in texts]
    return ngrams_of_one_length(np.array(list(chain.from_iterable(lines)), np.uint64), list(map(len, lines)))


def line_occurrences(text: str) -> NGramOccurrences:
    """Return where each short line of a text stands, white space at its ends included."""
    lines = text.split("\n")
    bounds = bounds_from_sizes([len(line) + 1 for line in lines])
    short = np.array([bool(_line_keys([line])) for line in lines])
    return NGramOccurrences(np.array(_line_keys(lines), np.uint64), bounds[:-1][short], bounds[1:][short] - 1)


def _line_keys(lines: Iterable[str]) -> list[int]:
    """Return the CRC-32 of each short line."""
    return [
        zlib.crc32(line.encode("utf-8", "surrogatepass"))
        for line in map(str.strip, lines)
        if 0 < len(line) <= _MAX_CHARACTERS
    ]
