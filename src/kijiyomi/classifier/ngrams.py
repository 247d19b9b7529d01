"""The n-grams of texts, counted in each, straight from morpheme ids and code points.

A call on a tiny array costs as much as one on thousands of numbers, so the n-grams of many texts stand one
after the other in one array.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.text.codes import code_points
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

Keys = NDArray[np.uint64]
Bounds = NDArray[np.intp]

_UNCOUNTED = frozenset({"補助記号", "空白"})
_CODE_POINT_BITS = 21
_NO_CHARACTER = (1 << _CODE_POINT_BITS) - 1
_HASH_BITS = 32
_NO_WORD = 0
_LONGEST_LINE = 60


class Counts(NamedTuple):
    """The n-grams of texts, those of each text after those of the one before.

    Attributes:
        keys: uint64 ``(n,)``: the distinct n-grams of each text, the shorter ones first, each ascending.
        frequency: int64 ``(n,)``: how often each occurs in its text.
        bounds: intp ``(texts + 1,)``: where those of each text begin, and where the last ones end.
    """

    keys: Keys
    frequency: NDArray[np.int64]
    bounds: Bounds

    @classmethod
    def none(cls, texts: int) -> Counts:
        """Return the counts of texts in which nothing is counted."""
        return cls(np.empty(0, np.uint64), np.empty(0, np.int64), np.zeros(texts + 1, np.intp))

    def split(self, texts: int) -> tuple[Counts, Counts]:
        """Return the counts of so many texts, and those of the texts after them."""
        cut = self.bounds[texts]
        return (
            Counts(self.keys[:cut], self.frequency[:cut], self.bounds[: texts + 1]),
            Counts(self.keys[cut:], self.frequency[cut:], self.bounds[texts:] - cut),
        )

    @classmethod
    def joined(cls, parts: Sequence[Counts]) -> Counts:
        """Return the counts of all texts of one part at least, one after the other."""
        return cls(
            np.concatenate([part.keys for part in parts]),
            np.concatenate([part.frequency for part in parts]),
            bounds_of(np.concatenate([np.diff(part.bounds) for part in parts])),
        )


def bounds_of(sizes: Sequence[int] | NDArray[np.integer | np.bool_]) -> Bounds:
    """Return where things of these sizes begin when one stands after the other, and where the last ends."""
    bounds = np.zeros(len(sizes) + 1, np.intp)
    np.asarray(sizes, np.intp).cumsum(out=bounds[1:])
    return bounds


def word_counts(tokens: Sequence[Tokens]) -> Counts:
    """Return the words and word pairs of texts, punctuation left out.

    Args:
        tokens: Tokens of each text, all of one lexicon.
    """
    words, bounds = word_hashes(tokens)
    following = np.empty_like(words)
    following[:-1] = words[1:]
    following[bounds[1:][bounds[1:] > bounds[:-1]] - 1] = _NO_WORD
    return _both_orders(words << np.uint64(_HASH_BITS) | following, bounds, _HASH_BITS, _NO_WORD)


def word_hashes(tokens: Sequence[Tokens]) -> tuple[Keys, Bounds]:
    """Return the :func:`word_hash` of every word of texts, punctuation left out, and each text's bounds.

    Args:
        tokens: Tokens of each text, all of one lexicon.
    """
    morphemes = np.concatenate([some.morpheme for some in tokens])
    hashes = tokens[0].lexicon.column(word_hash).take(morphemes).view(np.uint32)
    words = (hashes != _NO_WORD).nonzero()[0]
    return hashes.take(words).astype(np.uint64), words.searchsorted(bounds_of(list(map(len, tokens))))


def word_hash(morpheme: Morpheme) -> int:
    """Return the CRC-32 of the morpheme's lemma as a signed number, 0 for punctuation.

    Thirty thousand lemmas share a value in about one of ten vocabularies, which costs one feature.
    """
    if morpheme.pos1 in _UNCOUNTED:
        return 0
    lemma = unicodedata.normalize("NFKC", morpheme.lemma).lower()
    crc = zlib.crc32(lemma.encode("utf-8", "surrogatepass"))
    return crc - (1 << 32) if crc >= 1 << 31 else crc


def character_counts(texts: Iterable[str]) -> Counts:
    """Return the pairs and the triples of lower-cased characters of texts: code points, no hashes."""
    lower = [text.lower() for text in texts]
    lengths = np.array(list(map(len, lower)), np.intp)
    starts = bounds_of(lengths + 1)
    codes = code_points("".join([f"{text}\0" for text in lower])).astype(np.uint64)
    codes[starts[1:] - 1] = _NO_CHARACTER
    bits = np.uint64(_CODE_POINT_BITS)
    triples = codes[:-2] << bits
    triples |= codes[1:-1]
    triples <<= bits
    triples |= codes[2:]
    sizes = np.maximum(lengths - 1, 0)
    spans = zip(starts.tolist(), (starts[:-1] + sizes).tolist(), strict=False)
    begun = np.concatenate([triples[start:stop] for start, stop in spans])
    return _both_orders(begun, bounds_of(sizes), _CODE_POINT_BITS, _NO_CHARACTER)


def line_counts(texts: Iterable[str]) -> Counts:
    """Return the short lines of texts."""
    lines = [line_keys(text.split("\n")) for text in texts]
    keys = np.array(list(chain.from_iterable(lines)), np.uint64)
    return counted(keys, bounds_of(list(map(len, lines))))


def line_keys(lines: Iterable[str]) -> list[int]:
    """Return the CRC-32 of each short line.

    A signature or a heading of a series stands in line after line of an archive. As a feature of its own it
    takes its weight off its words, which otherwise would mean the series wherever else they occur.
    """
    return [
        zlib.crc32(line.encode("utf-8", "surrogatepass"))
        for line in map(str.strip, lines)
        if 0 < len(line) <= _LONGEST_LINE
    ]


def short_lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the key of each short line, where it begins and where it ends."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        for key in line_keys((line,)):
            yield key, start, end
        start = end + 1


def counted(keys: Keys, bounds: Bounds) -> Counts:
    """Return the distinct keys of each text, ascending, and how often each occurs.

    Args:
        keys: The keys of each text in any order; sorted in place.
        bounds: intp ``(texts + 1,)``: where those of each text begin, and where the last ones end.
    """
    _sort(keys, bounds)
    return _runs(keys, bounds)


def _both_orders(longer: Keys, bounds: Bounds, bits: int, nothing: int) -> Counts:
    """Return n-grams and those that are shorter by the last item; one sort orders both.

    Args:
        longer: The n-grams of each text in any order; the last shorter one of a text goes on with nothing.
        bounds: Where those of each text begin, and where the last ones end.
        bits: Size of an item.
        nothing: The item that stands for nothing.
    """
    _sort(longer, bounds)
    shorter = longer >> np.uint64(bits)
    whole = longer.take((longer & np.uint64((1 << bits) - 1) != nothing).nonzero()[0])
    bounds_of_whole = bounds - bounds_of(bounds[1:] > bounds[:-1])
    both, all_bounds = _side_by_side(shorter, bounds, whole, bounds_of_whole)
    keys, frequency, ends = _runs(both, all_bounds)
    return Counts(keys, frequency, ends[::2])


def _sort(keys: Keys, bounds: Bounds) -> None:
    for start, stop in pairwise(bounds.tolist()):
        if start < stop:
            keys[start:stop].sort()


def _side_by_side(
    first: Keys, first_bounds: Bounds, second: Keys, second_bounds: Bounds
) -> tuple[Keys, Bounds]:
    """Return the keys of each text's first and second part in turn, and the bounds of all parts."""
    parts = [first[:0]]
    for (a, b), (c, d) in zip(pairwise(first_bounds.tolist()), pairwise(second_bounds.tolist()), strict=True):
        if a < b:
            parts += first[a:b], second[c:d]
    bounds = np.empty(2 * len(first_bounds) - 1, np.intp)
    bounds[::2] = first_bounds + second_bounds
    bounds[1::2] = first_bounds[1:] + second_bounds[:-1]
    return np.concatenate(parts), bounds


def _runs(keys: Keys, bounds: Bounds) -> Counts:
    """Return the distinct keys of each text and how often each occurs; those of each text ascend."""
    begins = np.empty(len(keys) + 1, dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=begins[1:-1])
    begins[bounds] = True
    runs = begins.nonzero()[0]
    return Counts(keys.take(runs[:-1]), runs[1:] - runs[:-1], runs.searchsorted(bounds))
