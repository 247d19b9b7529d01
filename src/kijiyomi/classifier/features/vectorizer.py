"""Documents as sparse vectors of their n-grams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray
from kijiyomi.classifier.features.fields import FIELDS, NGramField
from kijiyomi.classifier.features.ngrams import NGramCounts, NGrams, bounds_from_sizes, count_ngrams
from kijiyomi.classifier.features.sparse_rows import FeatureColumns, FittedField, SparseRow, SparseRows
from kijiyomi.document import Document

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Documents whose counts are put together in training.
_CHUNK_DOCUMENTS = 24


@dataclass(frozen=True, slots=True)
class VectorizerSettings:
    """What the vectors are made of.

    Attributes:
        lead: Characters of the body that count; a post says early what it is about.
        weights: Weight of each of :data:`~kijiyomi.classifier.features.fields.FIELDS` by name, each
            normalised to length 1 before; 0 leaves a field out, and so does no weight.
        min_documents: Documents an n-gram must occur in.
        max_share: Share of documents above which an n-gram says nothing.
        max_features: n-grams kept in a field, those in most documents first.

    Raises:
        ValueError: If there is no field of such a name.
    """

    lead: int = 3000
    weights: Mapping[str, float] = field(default_factory=lambda: {own.name: own.weight for own in FIELDS})
    min_documents: int = 3
    max_share: float = 0.6
    max_features: int = 60_000

    def __post_init__(self) -> None:
        names = [own.name for own in FIELDS]
        if unknown := sorted(self.weights.keys() - set(names)):
            raise ValueError(f"no n-gram field is called {unknown[0]!r}; there are {', '.join(names)}")

    def weight(self, field: NGramField) -> float:
        """Return the weight of a field, 0 for one that is left out."""
        return self.weights.get(field.name, 0.0)


def document_counts(leads: Sequence[Document], settings: VectorizerSettings) -> NGramCounts:
    """Return the counted n-grams of documents: for each field those of all documents.

    Args:
        leads: Documents cut to their lead, their tokens of one lexicon; one at least.
        settings: What is counted.
    """
    counts = count_ngrams(
        [
            _field_ngrams(list(fields), leads, settings)
            for _, fields in groupby(FIELDS, key=lambda field: field.kind)
        ]
    )
    return counts if all(map(settings.weight, FIELDS)) else weighted_counts(counts, settings)


def _field_ngrams(
    fields: Sequence[NGramField], leads: Sequence[Document], settings: VectorizerSettings
) -> NGrams:
    """Return the n-grams of fields of one kind, in one go; none if all of them are left out."""
    if not any(map(settings.weight, fields)):
        return NGrams.empty(len(fields) * len(leads))
    kind = fields[0].kind
    return kind.extract([text for field in fields for text in kind.texts(leads, field.part, settings.lead)])


def weighted_counts(counts: NGramCounts, settings: VectorizerSettings) -> NGramCounts:
    """Return the counts of the fields that have a weight, and nothing of the others."""
    parts = counts.split(len(FIELDS))
    empty = NGramCounts.empty(len(parts[0].bounds) - 1)
    return NGramCounts.concatenate(
        [part if settings.weight(field) else empty for part, field in zip(parts, FIELDS, strict=True)]
    )


@dataclass(frozen=True, slots=True)
class Vectorizer:
    """Turns counted n-grams into rows of one sparse matrix.

    Attributes:
        settings: What is counted.
        fields: One for each of :data:`~kijiyomi.classifier.features.fields.FIELDS`; their columns follow
            each other.
    """

    settings: VectorizerSettings
    fields: tuple[FittedField, ...]
    _columns: FeatureColumns = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_columns", FeatureColumns(self.fields))

    @property
    def width(self) -> int:
        """Number of columns."""
        return sum(len(field.keys) for field in self.fields)

    @property
    def topic_columns(self) -> BoolArray:
        """bool ``(columns,)``: which columns topics are learnt from; categories are learnt from all."""
        sizes = [len(field.keys) for field in self.fields]
        return np.repeat([field.for_topics for field in FIELDS], sizes)

    def vectorize(self, leads: Sequence[Document]) -> SparseRows:
        """Return the rows of documents cut to their lead, their tokens of one lexicon; one at least."""
        return self.rows(document_counts(leads, self.settings))

    def rows(self, counts: NGramCounts) -> SparseRows:
        """Return the row of each document, given what is counted in all of them, for each field."""
        return self._columns.rows(counts)

    def matrix(self, documents: Sequence[NGramCounts]) -> csr_matrix:
        """Return the float32 sparse matrix, documents × columns, given what is counted in each document."""
        from scipy.sparse import csr_matrix

        parts = [self.rows(counts) for counts in _chunks(documents, len(self.fields))]
        if not parts:
            return csr_matrix((0, self.width), dtype=np.float32)
        columns, values, _ = map(np.concatenate, zip(*parts, strict=True))
        ends = bounds_from_sizes(np.concatenate([np.diff(part.bounds) for part in parts]))
        return csr_matrix((values, columns, ends), shape=(len(documents), self.width))

    def select(self, columns: BoolArray) -> Vectorizer:
        """Return the vectorizer with the chosen columns only."""
        ends = np.cumsum([len(field.keys) for field in self.fields])[:-1]
        fields = (
            FittedField(field.keys[chosen], field.idf[chosen])
            for field, chosen in zip(self.fields, np.split(columns, ends), strict=True)
        )
        return Vectorizer(self.settings, tuple(fields))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays that, with the settings, make this vectorizer again."""
        return {
            f"{field.name}_{array}": getattr(fitted, array)
            for field, fitted in zip(FIELDS, self.fields, strict=True)
            for array in ("keys", "idf")
        }

    @classmethod
    def from_arrays(cls, settings: VectorizerSettings, arrays: Mapping[str, NDArray[Any]]) -> Vectorizer:
        """Return the vectorizer that :meth:`to_arrays` took apart.

        A field that the settings leave out may be missing: a new field changes no model from before it.

        Raises:
            KeyError: If another array is missing.
        """
        left_out = FittedField(np.empty(0, np.uint64), np.empty(0, np.float32))
        return cls(
            settings,
            tuple(
                FittedField(arrays[f"{field.name}_keys"], arrays[f"{field.name}_idf"])
                if settings.weight(field)
                else left_out
                for field in FIELDS
            ),
        )


def fit_vectorizer(documents: Sequence[NGramCounts], settings: VectorizerSettings) -> Vectorizer:
    """Return the vectorizer whose n-grams are frequent enough in ``documents`` and not in nearly all."""
    counts = zip(*(document.split(len(FIELDS)) for document in documents), strict=True)
    fitted = (
        _fit_field(own, settings, settings.weight(field)) for field, own in zip(FIELDS, counts, strict=True)
    )
    return Vectorizer(settings, tuple(fitted))


def _fit_field(documents: Sequence[NGramCounts], settings: VectorizerSettings, weight: float) -> FittedField:
    keys, frequency = np.unique(np.concatenate([counts.keys for counts in documents]), return_counts=True)
    kept = (frequency >= settings.min_documents) & (frequency <= settings.max_share * len(documents))
    keys, frequency = keys[kept], frequency[kept]
    if len(keys) > settings.max_features:
        most = np.sort(np.argsort(-frequency, kind="stable")[: settings.max_features])
        keys, frequency = keys[most], frequency[most]
    unscaled = FittedField(keys, (1 + np.log(len(documents) / frequency)).astype(np.float32))
    lengths = [float(np.linalg.norm(row.values)) for row in _rows_of_field(unscaled, documents)]
    return FittedField(keys, unscaled.idf * np.float32(weight / (np.mean(lengths) or 1)))


def _rows_of_field(field: FittedField, documents: Sequence[NGramCounts]) -> Iterable[SparseRow]:
    columns = FeatureColumns([field])
    return chain.from_iterable(columns.rows(counts).each() for counts in _chunks(documents, 1))


def _chunks(documents: Sequence[NGramCounts], fields: int) -> Iterator[NGramCounts]:
    """Yield what is counted in documents for each field, that of several documents together."""
    for start in range(0, len(documents), _CHUNK_DOCUMENTS):
        parts = [counts.split(fields) for counts in documents[start : start + _CHUNK_DOCUMENTS]]
        yield NGramCounts.concatenate(list(map(NGramCounts.concatenate, zip(*parts, strict=True))))
