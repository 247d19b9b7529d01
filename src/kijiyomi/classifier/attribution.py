"""Which words of a text carried the decision of a linear classifier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import FloatArray, IndexArray
from kijiyomi.classifier.array_types import CountArray, Float32Array, KeyArray
from kijiyomi.classifier.features.fields import FIELDS, NGramField, Part
from kijiyomi.classifier.features.ngrams import NGramOccurrences
from kijiyomi.classifier.features.sparse_rows import SparseRow
from kijiyomi.classifier.features.vectorizer import Vectorizer
from kijiyomi.document import Document
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

# Words that carry less than this share of the heaviest one are not worth showing.
_MIN_SHARE = 0.1
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


class DecisionAttribution(NamedTuple):
    """What made up a decision, apart from its intercept.

    Attributes:
        title: Phrases of the title that speak for it, in order.
        body: Phrases of the body, alike.
        by_field: What each field adds whose n-grams no words make up, by the field's name.
    """

    title: list[Phrase]
    body: list[Phrase]
    by_field: dict[str, float]


class _LocatedField(NamedTuple):
    """The n-grams of a field that a document has and the vectorizer knows, and where they occur.

    Attributes:
        part: Part of the document.
        columns: Column of each n-gram.
        values: Value of each in the document's row.
        occurring: Index in ``columns`` of each occurrence.
        counts: How often each n-gram occurs.
        starts: First code point of each occurrence.
        ends: One past its last.
    """

    part: Part
    columns: IndexArray
    values: Float32Array
    occurring: IndexArray
    counts: CountArray
    starts: IndexArray
    ends: IndexArray

    def add(self, differences: FloatArray, coefficients: Float32Array) -> None:
        """Add the differences between the weights of neighbouring characters, given all coefficients."""
        contributions = self.values * coefficients[self.columns]
        occurring = self.occurring
        shares = contributions[occurring] / self.counts[occurring] / (self.ends - self.starts)
        np.add.at(differences, self.starts, shares)
        np.subtract.at(differences, self.ends, shares)


class Attribution:
    """Attributes decisions on one document to its words.

    The contribution of an n-gram, its value times its coefficient, is spread evenly over the characters of
    all its occurrences; a word has what its characters have.

    Args:
        vectorizer: What the classifiers see of the document.
        lead: The document cut to its lead.
        row: Its row.
    """

    def __init__(self, vectorizer: Vectorizer, lead: Document, row: SparseRow) -> None:
        self._tokens: dict[Part, Tokens] = {"title": lead.title, "body": lead.tokens}
        self._texts: dict[Part, str] = {"title": lead.title.text, "body": lead.passage.text}
        self._located: list[_LocatedField] = []
        self._unlocated: dict[str, SparseRow] = {}
        keys = np.concatenate([fitted.keys for fitted in vectorizer.fields])
        ends = row.columns.searchsorted(np.cumsum([len(fitted.keys) for fitted in vectorizer.fields])[:-1])
        columns, values = np.split(row.columns, ends), np.split(row.values, ends)
        for field, own in zip(FIELDS, map(SparseRow, columns, values), strict=True):
            if field.kind.locate is None:
                self._unlocated[field.name] = own
            elif len(own.columns):
                (text,) = field.kind.texts([lead], field.part, vectorizer.settings.lead)
                self._located.append(_locate(field, own, keys[own.columns], field.kind.locate(text)))

    def attribute(self, coefficients: Float32Array) -> DecisionAttribution:
        """Return what made up the decision of a classifier.

        Args:
            coefficients: float32 ``(columns,)``.
        """
        title, body = self._phrases("title", coefficients), self._phrases("body", coefficients)
        by_field = {
            name: float(row.values @ coefficients[row.columns]) for name, row in self._unlocated.items()
        }
        return DecisionAttribution(title, body, by_field)

    def character_weights(self, part: Part, coefficients: Float32Array) -> FloatArray:
        """Return float64 (characters,): what each character of the title or body adds to a decision."""
        differences = np.zeros(len(self._texts[part]) + 1)
        for field in self._located:
            if field.part == part:
                field.add(differences, coefficients)
        return np.cumsum(differences)[:-1]

    def _phrases(self, part: Part, coefficients: Float32Array) -> list[Phrase]:
        return list(_heavy_phrases(self._tokens[part], self.character_weights(part, coefficients)))


def _locate(
    field: NGramField, row: SparseRow, keys: KeyArray, occurrences: NGramOccurrences
) -> _LocatedField:
    """Return where the n-grams of a field's part of a row occur; ``keys`` are theirs."""
    order = np.argsort(keys)
    keys = keys[order]
    nearest = np.searchsorted(keys, occurrences.keys).clip(max=len(keys) - 1)
    known = keys[nearest] == occurrences.keys
    occurring = nearest[known]
    return _LocatedField(
        field.part,
        row.columns[order],
        row.values[order],
        occurring,
        np.bincount(occurring, minlength=len(keys)),
        occurrences.starts[known],
        occurrences.ends[known],
    )


def _heavy_phrases(tokens: Tokens, character_weights: FloatArray) -> Iterator[Phrase]:
    """Yield the runs of words that weigh enough."""
    if not len(tokens):
        return
    sums = np.append(0, np.cumsum(character_weights))
    weights = np.where(tokens.column(_has_content), sums[tokens.end] - sums[tokens.start], 0)
    heavy = np.flatnonzero((weights > 0) & (weights >= _MIN_SHARE * weights.max()))
    if not len(heavy):
        return
    apart = (np.diff(heavy) > 1) | (tokens.end[heavy[:-1]] != tokens.start[heavy[1:]])
    for words in np.split(heavy, np.flatnonzero(apart) + 1):
        yield Phrase(int(tokens.start[words[0]]), int(tokens.end[words[-1]]), float(weights[words].sum()))


def _has_content(morpheme: Morpheme) -> int:
    return morpheme.pos1 not in _NO_CONTENT
