"""The n-grams of texts, counted in each, straight from morpheme ids and code points.

A call on a tiny array costs as much as one on thousands of numbers, so the n-grams of many texts stand one
after the other in one array.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import code_points
from kijiyomi.text.fold import fold_width_and_case
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

Keys = NDArray[np.uint64]
Bounds = NDArray[np.intp]

_UNCOUNTED = frozenset({"補助記号", "空白"})
_LONGEST_LINE = 60


class _Item(NamedTuple):
    """What n-grams are made of, as scalar arrays, which numpy does not convert with every call.

    Attributes:
        bits: Its size.
        mask: The last item of an n-gram.
        nothing: The item that stands for nothing.
    """

    bits: Keys
    mask: Keys
    nothing: Keys

    @classmethod
    def of(cls, bits: int, nothing: int) -> _Item:
        """Return items of one size."""
        return cls(*(np.array(number, np.uint64) for number in (bits, (1 << bits) - 1, nothing)))


_WORD = _Item.of(bits=32, nothing=0)
_CHARACTER = _Item.of(bits=21, nothing=(1 << 21) - 1)
# A text has one n-gram less of the longer ones.
_LESS = np.array([0, 1])


class NGrams(NamedTuple):
    """The n-grams of texts, those of each text after those of the one before.

    Attributes:
        keys: uint64 ``(n,)``: as often as they occur; of each text first the shorter ones, then the longer
            ones, both ascending.
        sizes: intp ``(texts, 2)``: how many shorter and how many longer ones each text has; where all are of
            one length, they are the shorter ones.
    """

    keys: Keys
    sizes: NDArray[np.intp]

    @classmethod
    def none(cls, texts: int) -> NGrams:
        """Return the n-grams of texts that are not looked at."""
        return cls(np.empty(0, np.uint64), np.zeros((texts, 2), np.intp))


class NGramCounts(NamedTuple):
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
    def none(cls, texts: int) -> NGramCounts:
        """Return the counts of texts in which nothing is counted."""
        return cls(np.empty(0, np.uint64), np.empty(0, np.int64), np.zeros(texts + 1, np.intp))

    def split(self, parts: int) -> list[NGramCounts]:
        """Return the counts of the texts in so many parts, each of equally many texts."""
        ends = self.bounds[:: (len(self.bounds) - 1) // parts]
        bounds = self.bounds[:-1].reshape(parts, -1)
        return [
            NGramCounts(self.keys[start:stop], self.frequency[start:stop], np.append(own, stop) - start)
            for own, start, stop in zip(bounds, ends[:-1], ends[1:], strict=True)
        ]

    @classmethod
    def joined(cls, parts: Sequence[NGramCounts]) -> NGramCounts:
        """Return the counts of all texts of one part at least, one after the other."""
        return cls(
            np.concatenate([part.keys for part in parts]),
            np.concatenate([part.frequency for part in parts]),
            bounds_of(np.concatenate([np.diff(part.bounds) for part in parts])),
        )


def bounds_of(sizes: Sequence[int] | NDArray[np.intp]) -> Bounds:
    """Return where things of these sizes begin when one stands after the other, and where the last ends."""
    bounds = np.zeros(len(sizes) + 1, np.intp)
    np.add.accumulate(sizes, out=bounds[1:])
    return bounds


def word_ngrams(tokens: Sequence[Tokens]) -> NGrams:
    """Return the words and word pairs of texts, punctuation left out.

    Args:
        tokens: Tokens of each text, all of one lexicon.
    """
    words, bounds = word_hashes(tokens)
    starts, stops = bounds[:-1], bounds[1:]
    pairs = words << _WORD.bits
    lasts = stops[stops > starts] - 1
    alone = pairs.take(lasts)
    pairs[:-1] |= words[1:]
    pairs[lasts] = alone
    return _of_both_lengths(pairs, starts, stops, _WORD)


def word_hashes(tokens: Sequence[Tokens]) -> tuple[Keys, Bounds]:
    """Return the :func:`word_hash` of every word of texts, punctuation left out, and each text's bounds.

    Args:
        tokens: Tokens of each text, all of one lexicon.
    """
    columns = [some.morpheme for some in tokens]
    hashes = tokens[0].lexicon.column(word_hash).take(np.concatenate(columns)).view(np.uint32)
    words = (hashes != 0).nonzero()[0]
    return hashes.take(words).astype(np.uint64), words.searchsorted(bounds_of(list(map(len, columns))))


def word_hash(morpheme: Morpheme) -> int:
    """Return the CRC-32 of the morpheme's lemma as a signed number, 0 for punctuation.

    Thirty thousand lemmas share a value in about one of ten vocabularies, which costs one feature.
    """
    if morpheme.pos1 in _UNCOUNTED:
        return 0
    lemma = fold_width_and_case(morpheme.lemma)
    crc = zlib.crc32(lemma.encode("utf-8", "surrogatepass"))
    return crc - (1 << 32) if crc >= 1 << 31 else crc


def character_ngrams(texts: Sequence[str]) -> NGrams:
    """Return the pairs and the triples of lower-cased characters of texts: code points, no hashes."""
    lower, sizes = _lower(texts)
    ends = bounds_of(sizes)
    codes = code_points(f"\0{lower}\0").astype(np.uint64)
    codes[ends] = _CHARACTER.nothing
    triples = codes[:-2] << _CHARACTER.bits
    triples |= codes[1:-1]
    triples <<= _CHARACTER.bits
    triples |= codes[2:]
    # Those that begin behind a text or with its last character are none.
    starts, lasts = ends[:-1] + 1, ends[1:] - 1
    triples[ends[:-1]] = triples[lasts] = _CHARACTER.nothing
    return _of_both_lengths(triples, starts, np.maximum(starts, lasts), _CHARACTER)


def _lower(texts: Sequence[str]) -> tuple[str, list[int]]:
    """Return the texts in lower case, a NUL after each, and how long they are with it."""
    text = "\0".join([*texts, ""])
    lower = text.lower()
    # İ becomes two characters.
    same = texts if len(lower) == len(text) else map(str.lower, texts)
    return lower, [len(one) + 1 for one in same]


def line_ngrams(texts: Iterable[str]) -> NGrams:
    """Return the short lines of texts."""
    lines = [line_keys(text.split("\n")) for text in texts]
    return ascending(np.array(list(chain.from_iterable(lines)), np.uint64), list(map(len, lines)))


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


def ascending(keys: Keys, sizes: Sequence[int]) -> NGrams:
    """Return n-grams of one length.

    Args:
        keys: Those of each text in any order; sorted in place.
        sizes: How many each text has.
    """
    _sort(keys, pairwise(accumulate(sizes, initial=0)))
    both = np.zeros((len(sizes), 2), np.intp)
    both[:, 0] = sizes
    return NGrams(keys, both)


def _of_both_lengths(longer: Keys, starts: Bounds, stops: Bounds, item: _Item) -> NGrams:
    """Return n-grams and those that are shorter by the last item; one sort orders both.

    Args:
        longer: The n-grams of each text in any order; the last shorter one of a text goes on with nothing,
            and so does what is no n-gram of any text.
        starts: Where those of each text begin.
        stops: Where those of each text end.
        item: What they are made of.
    """
    spans = [span for span in zip(starts.tolist(), stops.tolist(), strict=True) if span[0] < span[1]]
    _sort(longer, spans)
    shorter = longer >> item.bits
    whole = longer.take((longer & item.mask != item.nothing).nonzero()[0])
    sizes = np.maximum((stops - starts)[:, np.newaxis] - _LESS, 0)
    return NGrams(_side_by_side(shorter, whole, spans), sizes)


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


def counted(kinds: Sequence[NGrams]) -> NGramCounts:
    """Return the distinct n-grams of each text and how often each occurs, kind after kind."""
    keys = np.concatenate([kind.keys for kind in kinds])
    bounds = bounds_of(np.concatenate([kind.sizes for kind in kinds]).ravel())
    begins = np.empty(len(keys) + 1, dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=begins[1:-1])
    begins[bounds] = True
    runs = begins.nonzero()[0]
    return NGramCounts(keys.take(runs[:-1]), runs[1:] - runs[:-1], runs.searchsorted(bounds[::2]))
