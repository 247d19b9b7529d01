"""Which words of a text carried the decision of a linear classifier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.features.ngrams import Keys, short_lines, word_hash, word_hashes
from kijiyomi.classifier.features.vectorizer import Vectorizer
from kijiyomi.classifier.tag_ranking import Floats
from kijiyomi.document import Document
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

_CODE_POINT_BITS, _HASH_BITS = np.uint64(21), np.uint64(32)
# Words that carry less than this share of the heaviest one are not worth telling.
_LEAST_SHARE = 0.1
_NO_CONTENT = frozenset({"助詞", "助動詞", "補助記号", "空白"})


class Phrase(NamedTuple):
    """Words in a row that speak for a decision.

    Attributes:
        start: First code point.
        end: One past the last.
        weight: What they add to the decision.
    """

    start: int
    end: int
    weight: float


class _Occurrences(NamedTuple):
    """Every n-gram of a text in its order: keys, first code points and ends."""

    keys: Keys
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class _Weighed(NamedTuple):
    """The n-grams of a field that a text has and the vocabulary: keys, values in its row, coefficients."""

    keys: Keys
    values: Floats
    coefficients: Floats


def phrases(
    vectorizer: Vectorizer, coefficients: Floats, lead: Document
) -> tuple[list[Phrase], list[Phrase]]:
    """Return what speaks for a decision in the title and in the body, by place.

    The contribution of an n-gram, its value times its coefficient, is spread evenly over the characters of
    all its occurrences; a word has what its characters have. What layout adds has no place in words; see
    :func:`layout_weight`.

    Args:
        vectorizer: What the classifier sees of the document.
        coefficients: float32 ``(columns,)``.
        lead: The document cut to its lead.
    """
    places = (
        _words(lead.tokens),
        _words(lead.title),
        _characters(lead.passage.text),
        _characters(lead.title.text),
        _lines(lead.passage.text),
    )
    body, title = np.zeros(len(lead.passage.text) + 1), np.zeros(len(lead.title.text) + 1)
    weighed = _weighed(vectorizer, coefficients, lead)[:-1]
    for known, found, total in zip(weighed, places, (body, title, body, title, body), strict=True):
        _spread(known, found, total)
    return list(_runs(lead.title, title)), list(_runs(lead.tokens, body))


def layout_weight(vectorizer: Vectorizer, coefficients: Floats, lead: Document) -> float:
    """Return what the layout adds to a decision; the arguments are those of :func:`phrases`."""
    layout = _weighed(vectorizer, coefficients, lead)[-1]
    return float(layout.values @ layout.coefficients)


def _weighed(vectorizer: Vectorizer, coefficients: Floats, lead: Document) -> list[_Weighed]:
    """Return the known n-grams of each field; the arguments are those of :func:`phrases`."""
    columns, values, _ = vectorizer.of_leads([lead])
    keys = np.concatenate([field.keys for field in vectorizer.fields])
    ends = columns.searchsorted(np.cumsum([len(field.keys) for field in vectorizer.fields])[:-1])
    parts = (np.split(of_row, ends) for of_row in (keys[columns], values, coefficients[columns]))
    return list(map(_Weighed, *parts))


def _words(tokens: Tokens) -> _Occurrences:
    words = np.flatnonzero(tokens.column(word_hash))
    starts, ends = tokens.start[words].astype(np.int64), tokens.end[words].astype(np.int64)
    hashes, _ = word_hashes([tokens])
    keys = np.concatenate((hashes, (hashes[:-1] << _HASH_BITS) | hashes[1:]))
    return _Occurrences(keys, np.append(starts, starts[:-1]), np.append(ends, ends[1:]))


def _characters(text: str) -> _Occurrences:
    lower = text.lower()
    if len(lower) != len(text):
        # A few letters have two in lower case; their text is explained by words alone.
        lower = ""
    codes = np.frombuffer(lower.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    pairs = (codes[:-1] << _CODE_POINT_BITS) | codes[1:]
    triples = (pairs[:-1] << _CODE_POINT_BITS) | codes[2:]
    starts = np.concatenate((np.arange(len(pairs)), np.arange(len(triples))))
    ends = starts + np.repeat([2, 3], [len(pairs), len(triples)])
    return _Occurrences(np.concatenate((pairs, triples)), starts, ends)


def _lines(text: str) -> _Occurrences:
    keys, starts, ends = np.array(list(short_lines(text)), np.int64).reshape(-1, 3).T
    return _Occurrences(keys.astype(np.uint64), starts, ends)


def _spread(known: _Weighed, found: _Occurrences, total: NDArray[np.float64]) -> None:
    """Add the differences between neighbouring characters' weights to ``total``."""
    if not len(known.keys) or not len(found.keys):
        return
    order = np.argsort(known.keys)
    keys, given = known.keys[order], (known.values * known.coefficients)[order]
    place = np.searchsorted(keys, found.keys).clip(max=len(keys) - 1)
    same = keys[place] == found.keys
    place = place[same]
    times = np.bincount(place, minlength=len(keys))
    starts, ends = found.starts[same], found.ends[same]
    shares = given[place] / times[place] / (ends - starts)
    np.add.at(total, starts, shares)
    np.subtract.at(total, ends, shares)


def _runs(tokens: Tokens, differences: NDArray[np.float64]) -> Iterator[Phrase]:
    """Yield the runs of words that weigh enough."""
    if not len(tokens):
        return
    sums = np.append(0, np.cumsum(np.cumsum(differences)))
    weights = np.where(tokens.column(_has_content), sums[tokens.end] - sums[tokens.start], 0)
    heavy = (weights > 0) & (weights >= _LEAST_SHARE * weights.max())
    begins = heavy & ~(np.append(False, heavy[:-1]) & np.append(False, tokens.start[1:] == tokens.end[:-1]))
    runs = np.cumsum(begins)
    for run in range(1, int(runs[-1]) + 1):
        places = np.flatnonzero(heavy & (runs == run))
        yield Phrase(int(tokens.start[places[0]]), int(tokens.end[places[-1]]), float(weights[places].sum()))


def _has_content(morpheme: Morpheme) -> int:
    return morpheme.pos1 not in _NO_CONTENT
