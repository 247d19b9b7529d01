"""n-grams of texts: packed into numbers, counted in each text.

A call on a tiny array costs as much as one on thousands of numbers, so the n-grams of many texts stand one
after the other in one array.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import IndexArray
from kijiyomi.classifier.array_types import CountArray, KeyArray

# A text has one n-gram less of the longer ones.
_FEWER = np.array([0, 1])


class NGrams(NamedTuple):
    """The n-grams of texts, those of each text after those of the one before.

    Attributes:
        keys: uint64 ``(n,)``: as often as they occur; of each text first the shorter ones, then the longer
            ones, both ascending.
        sizes: intp ``(texts, 2)``: how many shorter and how many longer ones each text has; where all are of
            one length, they are the shorter ones.
    """

    keys: KeyArray
    sizes: IndexArray

    @classmethod
    def empty(cls, texts: int) -> NGrams:
        """Return no n-grams of so many texts."""
        return cls(np.empty(0, np.uint64), np.zeros((texts, 2), np.intp))


class NGramCounts(NamedTuple):
    """The distinct n-grams of texts, those of each text after those of the one before.

    Attributes:
        keys: uint64 ``(n,)``: the distinct n-grams of each text, the shorter ones first, each ascending.
        frequency: int64 ``(n,)``: how often each occurs in its text.
        bounds: intp ``(texts + 1,)``: where those of each text begin, and where the last ones end.
    """

    keys: KeyArray
    frequency: CountArray
    bounds: IndexArray

    @classmethod
    def empty(cls, texts: int) -> NGramCounts:
        """Return the counts of so many texts in which nothing is counted."""
        return cls(np.empty(0, np.uint64), np.empty(0, np.int64), np.zeros(texts + 1, np.intp))

    def split(self, parts: int) -> list[NGramCounts]:
        """Return the counts in so many parts, each of equally many texts."""
        ends = self.bounds[:: (len(self.bounds) - 1) // parts]
        bounds = self.bounds[:-1].reshape(parts, -1)
        return [
            NGramCounts(self.keys[start:stop], self.frequency[start:stop], np.append(own, stop) - start)
            for own, start, stop in zip(bounds, ends[:-1], ends[1:], strict=True)
        ]

    @classmethod
    def concatenate(cls, parts: Sequence[NGramCounts]) -> NGramCounts:
        """Return the counts of all texts of one part at least, one after the other."""
        return cls(
            np.concatenate([part.keys for part in parts]),
            np.concatenate([part.frequency for part in parts]),
            bounds_from_sizes(np.concatenate([np.diff(part.bounds) for part in parts])),
        )


class NGramOccurrences(NamedTuple):
    """Every n-gram of one text where it occurs.

    Attributes:
        keys: uint64 ``(n,)``.
        starts: intp ``(n,)``: first code point of each.
        ends: intp ``(n,)``: one past its last.
    """

    keys: KeyArray
    starts: IndexArray
    ends: IndexArray


class SymbolPacking(NamedTuple):
    """How the symbols of an n-gram are packed into one number, the first one highest.

    They are scalar arrays, which numpy does not convert with every call.

    Attributes:
        bits: Bits of a symbol.
        mask: The bits of the last symbol.
        filler: The symbol that stands for none.
    """

    bits: KeyArray
    mask: KeyArray
    filler: KeyArray

    @classmethod
    def create(cls, bits: int, filler: int) -> SymbolPacking:
        """Return the packing of symbols of so many bits."""
        return cls(*(np.array(number, np.uint64) for number in (bits, (1 << bits) - 1, filler)))


def bounds_from_sizes(sizes: Sequence[int] | IndexArray) -> IndexArray:
    """Return where parts of these sizes begin when one stands after the other, and where the last ends."""
    bounds = np.zeros(len(sizes) + 1, np.intp)
    np.add.accumulate(sizes, out=bounds[1:])
    return bounds


def ngrams_of_one_length(keys: KeyArray, sizes: Sequence[int]) -> NGrams:
    """Return n-grams that are all of one length.

    Args:
        keys: Those of each text in any order; sorted in place.
        sizes: How many each text has.
    """
    _sort_each(keys, pairwise(accumulate(sizes, initial=0)))
    both = np.zeros((len(sizes), 2), np.intp)
    both[:, 0] = sizes
    return NGrams(keys, both)


def ngrams_of_two_lengths(
    longer: KeyArray, starts: IndexArray, stops: IndexArray, packing: SymbolPacking
) -> NGrams:
    """Return n-grams and those that are shorter by the last symbol; one sort orders both.

    Args:
        longer: The n-grams of each text in any order, sorted in place; the last shorter one of a text ends
            with the filler, and so does what is no n-gram of any text.
        starts: Where those of each text begin.
        stops: Where those of each text end.
        packing: How they are packed.
    """
    spans = [span for span in zip(starts.tolist(), stops.tolist(), strict=True) if span[0] < span[1]]
    _sort_each(longer, spans)
    shorter = longer >> packing.bits
    whole = longer.take((longer & packing.mask != packing.filler).nonzero()[0])
    sizes = np.maximum((stops - starts)[:, np.newaxis] - _FEWER, 0)
    return NGrams(_interleave(shorter, whole, spans), sizes)


def _sort_each(keys: KeyArray, spans: Iterable[tuple[int, int]]) -> None:
    for start, stop in spans:
        if stop - start > 1:
            keys[start:stop].sort()


def _interleave(shorter: KeyArray, longer: KeyArray, spans: Iterable[tuple[int, int]]) -> KeyArray:
    """Return the shorter and the longer n-grams of each text in turn.

    Args:
        shorter: Those of each text stand in its span.
        longer: One less of each text, those of each after those of the one before.
        spans: Start and end of each text that has any.
    """
    parts, begin = [shorter[:0]], 0
    for start, stop in spans:
        end = begin + stop - start - 1
        parts += shorter[start:stop], longer[begin:end]
        begin = end
    return np.concatenate(parts)


def count_ngrams(parts: Sequence[NGrams]) -> NGramCounts:
    """Return the distinct n-grams of each text and how often each occurs, the texts of all parts in turn."""
    keys = np.concatenate([part.keys for part in parts])
    bounds = bounds_from_sizes(np.concatenate([part.sizes for part in parts]).ravel())
    begins = np.empty(len(keys) + 1, dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=begins[1:-1])
    begins[bounds] = True
    runs = begins.nonzero()[0]
    return NGramCounts(keys.take(runs[:-1]), runs[1:] - runs[:-1], runs.searchsorted(bounds[::2]))
