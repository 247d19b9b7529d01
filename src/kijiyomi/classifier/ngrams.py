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


class NGrams(NamedTuple):
    """The n-grams of texts, those of each text after those of the one before.

    Attributes:
        keys: uint64 ``(n,)``: as often as they occur; of each text first the shorter ones, then the longer
            ones, both ascending.
        bounds: intp ``(lengths * texts + 1,)``: where those of each length begin in each text, and where the
            last ones end.
        lengths: Of how many lengths there are n-grams.
    """

    keys: Keys
    bounds: Bounds
    lengths: int

    @classmethod
    def none(cls, texts: int) -> NGrams:
        """Return the n-grams of texts that are not looked at."""
        return cls(np.empty(0, np.uint64), np.zeros(texts + 1, np.intp), 1)


class Counts(NamedTuple):
    """The distinct n-grams of texts, those of each text after those of the one before.

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

    def split(self, parts: int) -> list[Counts]:
        """Return the counts of the texts in so many parts, each of equally many texts."""
        ends = self.bounds[:: (len(self.bounds) - 1) // parts]
        bounds = self.bounds[:-1].reshape(parts, -1)
        return [
            Counts(self.keys[start:stop], self.frequency[start:stop], np.append(own, stop) - start)
            for own, start, stop in zip(bounds, ends[:-1], ends[1:], strict=True)
        ]

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


def word_ngrams(tokens: Sequence[Tokens]) -> NGrams:
    """Return the words and word pairs of texts, punctuation left out.

    Args:
        tokens: Tokens of each text, all of one lexicon.
    """
    words, bounds = word_hashes(tokens)
    pairs = words << np.uint64(_HASH_BITS)
    lasts = bounds[1:][bounds[1:] > bounds[:-1]] - 1
    alone = pairs.take(lasts)
    pairs[:-1] |= words[1:]
    pairs[lasts] = alone
    return _of_both_lengths(pairs, bounds[:-1], bounds[1:], _HASH_BITS, _NO_WORD)


def word_hashes(tokens: Sequence[Tokens]) -> tuple[Keys, Bounds]:
    """Return the :func:`word_hash` of every word of texts, punctuation left out, and each text's bounds.

    Args:
        tokens: Tokens of each text, all of one lexicon.
    """
    columns = [some.morpheme for some in tokens]
    hashes = tokens[0].lexicon.column(word_hash).take(np.concatenate(columns)).view(np.uint32)
    words = (hashes != _NO_WORD).nonzero()[0]
    return hashes.take(words).astype(np.uint64), words.searchsorted(bounds_of(list(map(len, columns))))


def word_hash(morpheme: Morpheme) -> int:
    """Return the CRC-32 of the morpheme's lemma as a signed number, 0 for punctuation.

    Thirty thousand lemmas share a value in about one of ten vocabularies, which costs one feature.
    """
    if morpheme.pos1 in _UNCOUNTED:
        return 0
    lemma = unicodedata.normalize("NFKC", morpheme.lemma).lower()
    crc = zlib.crc32(lemma.encode("utf-8", "surrogatepass"))
    return crc - (1 << 32) if crc >= 1 << 31 else crc


def character_ngrams(texts: Sequence[str]) -> NGrams:
    """Return the pairs and the triples of lower-cased characters of texts: code points, no hashes."""
    lower, lengths = _lower(texts)
    starts = bounds_of(lengths + 1)
    codes = code_points(f"\0{lower}\0").astype(np.uint64)
    codes[starts] = _NO_CHARACTER
    triples = codes[:-2] << np.uint64(_CODE_POINT_BITS)
    triples |= codes[1:-1]
    triples <<= np.uint64(_CODE_POINT_BITS)
    triples |= codes[2:]
    # Those that begin behind a text or with its last character are none.
    triples[starts[:-1]] = triples[starts[1:] - 1] = _NO_CHARACTER
    begins = starts[:-1] + 1
    return _of_both_lengths(
        triples, begins, begins + np.maximum(lengths - 1, 0), _CODE_POINT_BITS, _NO_CHARACTER
    )


def _lower(texts: Sequence[str]) -> tuple[str, NDArray[np.intp]]:
    """Return the texts in lower case, a NUL after each, and how long they are."""
    text = "\0".join([*texts, ""])
    lower = text.lower()
    # İ becomes two characters.
    same = texts if len(lower) == len(text) else map(str.lower, texts)
    return lower, np.array(list(map(len, same)), np.intp)


def line_ngrams(texts: Iterable[str]) -> NGrams:
    """Return the short lines of texts."""
    lines = [line_keys(text.split("\n")) for text in texts]
    keys = np.array(list(chain.from_iterable(lines)), np.uint64)
    return ascending(keys, bounds_of(list(map(len, lines))))


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


def ascending(keys: Keys, bounds: Bounds) -> NGrams:
    """Return n-grams of one length.

    Args:
        keys: Those of each text in any order; sorted in place.
        bounds: intp ``(texts + 1,)``: where those of each text begin, and where the last ones end.
    """
    _sort(keys, pairwise(bounds.tolist()))
    return NGrams(keys, bounds, 1)


def _of_both_lengths(longer: Keys, starts: Bounds, stops: Bounds, bits: int, nothing: int) -> NGrams:
    """Return n-grams and those that are shorter by the last item; one sort orders both.

    Args:
        longer: The n-grams of each text in any order; the last shorter one of a text goes on with nothing,
            and so does what is no n-gram of any text.
        starts: Where those of each text begin.
        stops: Where those of each text end.
        bits: Size of an item.
        nothing: The item that stands for nothing.
    """
    spans = [
        (start, stop) for start, stop in zip(starts.tolist(), stops.tolist(), strict=True) if start < stop
    ]
    _sort(longer, spans)
    shorter = longer >> np.uint64(bits)
    whole = longer.take((longer & np.uint64((1 << bits) - 1) != nothing).nonzero()[0])
    sizes = np.empty((len(starts), 2), np.intp)
    sizes[:, 0] = stops - starts
    sizes[:, 1] = np.maximum(sizes[:, 0] - 1, 0)
    return NGrams(_side_by_side(shorter, whole, spans), bounds_of(sizes.ravel()), 2)


def _sort(keys: Keys, spans: Iterable[tuple[int, int]]) -> None:
    for start, stop in spans:
        if stop - start > 1:
            keys[start:stop].sort()


def _side_by_side(shorter: Keys, longer: Keys, spans: Iterable[tuple[int, int]]) -> Keys:
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


def counted(kinds: Sequence[NGrams]) -> Counts:
    """Return the distinct n-grams of each text and how often each occurs, kind after kind."""
    keys = np.concatenate([kind.keys for kind in kinds])
    begins = np.empty(len(keys) + 1, dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=begins[1:-1])
    bounds, start = [], 0
    for kind in kinds:
        own = kind.bounds + start
        begins[own] = True
        bounds.append(own[: -1 : kind.lengths])
        start += len(kind.keys)
    bounds.append(own[-1:])
    runs = begins.nonzero()[0]
    return Counts(keys.take(runs[:-1]), runs[1:] - runs[:-1], runs.searchsorted(np.concatenate(bounds)))
