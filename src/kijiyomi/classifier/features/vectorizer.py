"""Documents as sparse vectors of their n-grams."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.features.line_layout import layout_ngrams
from kijiyomi.classifier.features.ngrams import (
    NGramCounts,
    NGrams,
    bounds_of,
    character_ngrams,
    counted,
    line_ngrams,
    word_ngrams,
)
from kijiyomi.classifier.features.sparse_rows import FeatureColumns, NGramField, Rows
from kijiyomi.document import Document

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FIELDS = ("body_words", "title_words", "body_characters", "title_characters", "body_lines", "layout")
# How many of the fields are counted together: those of words, of characters, of lines and of layout.
_FIELDS_TOGETHER = (2, 2, 1, 1)
# Documents that were counted before, put together in training.
_TOGETHER = 24


@dataclass(frozen=True, slots=True)
class VectorizerSettings:
    """What the vectors are made of.

    Attributes:
        lead: Characters of the body that count; a post says early what it is about.
        weights: Weight of each of :data:`FIELDS`, each normalised to length 1 before; 0 leaves a field out.
        min_documents: Documents an n-gram must occur in.
        max_share: Share of documents above which an n-gram says nothing.
        max_features: n-grams kept in a field, those in most documents first.
    """

    lead: int = 3000
    weights: tuple[float, ...] = (1.0, 0.7, 1.0, 0.5, 0.2, 0.4)
    min_documents: int = 3
    max_share: float = 0.6
    max_features: int = 60_000

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> VectorizerSettings:
        """Return the settings that :func:`dataclasses.asdict` took apart."""
        return cls(**{**record, "weights": tuple(record["weights"])})


def document_counts(leads: Sequence[Document], settings: VectorizerSettings) -> NGramCounts:
    """Return the counted n-grams of documents, for each of :data:`FIELDS` those of all documents.

    Args:
        leads: Documents cut to their lead, their tokens of one lexicon; one at least.
        settings: What is counted.
    """
    titles = [lead.title for lead in leads]
    bodies = [lead.passage.text for lead in leads]
    makers: tuple[Callable[[], NGrams], ...] = (
        lambda: word_ngrams([*(lead.tokens for lead in leads), *titles]),
        lambda: character_ngrams([*bodies, *(title.text for title in titles)]),
        lambda: line_ngrams(bodies),
        lambda: layout_ngrams([lead.article.body[: settings.lead] for lead in leads]),
    )
    weights = iter(settings.weights)
    counts = counted(
        [
            make() if any([*islice(weights, fields)]) else NGrams.none(fields * len(leads))
            for fields, make in zip(_FIELDS_TOGETHER, makers, strict=True)
        ]
    )
    return counts if all(settings.weights) else weighted_counts(counts, settings)


def weighted_counts(counts: NGramCounts, settings: VectorizerSettings) -> NGramCounts:
    """Return the counts of the fields that have a weight, and nothing of the others."""
    fields = counts.split(len(FIELDS))
    nothing = NGramCounts.none(len(fields[0].bounds) - 1)
    return NGramCounts.joined(
        [own if weight else nothing for own, weight in zip(fields, settings.weights, strict=True)]
    )


@dataclass(frozen=True, slots=True)
class Vectorizer:
    """Turns counted n-grams into rows of one sparse matrix.

    Attributes:
        settings: What is counted.
        fields: One for each of :data:`FIELDS`; their columns follow each other.
    """

    settings: VectorizerSettings
    fields: tuple[NGramField, ...]
    _columns: FeatureColumns = attribute(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_columns", FeatureColumns(self.fields))

    @property
    def width(self) -> int:
        """Number of columns."""
        return sum(len(field.keys) for field in self.fields)

    def rows(self, counts: NGramCounts) -> Rows:
        """Return the row of each document, given what is counted in all of them, for each field."""
        return self._columns.rows(counts)

    def of_leads(self, leads: Sequence[Document]) -> Rows:
        """Return the rows of documents cut to their lead, their tokens of one lexicon; one at least."""
        return self.rows(document_counts(leads, self.settings))

    def matrix(self, documents: Sequence[NGramCounts]) -> csr_matrix:
        """Return the float32 sparse matrix, documents × columns, given what is counted in each document."""
        from scipy.sparse import csr_matrix

        parts = [self.rows(counts) for counts in _joined(documents, len(self.fields))]
        if not parts:
            return csr_matrix((0, self.width), dtype=np.float32)
        columns, values, _ = map(np.concatenate, zip(*parts, strict=True))
        ends = bounds_of(np.concatenate([np.diff(part.bounds) for part in parts]))
        return csr_matrix((values, columns, ends), shape=(len(documents), self.width))

    def keep(self, chosen: NDArray[np.bool_]) -> Vectorizer:
        """Return the vectorizer with the chosen columns only."""
        ends = np.cumsum([len(field.keys) for field in self.fields])[:-1]
        fields = (
            NGramField(field.keys[part], field.idf[part])
            for field, part in zip(self.fields, np.split(chosen, ends), strict=True)
        )
        return Vectorizer(self.settings, tuple(fields))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays that, with the settings, make this vectorizer again."""
        return {
            f"{name}_{part}": getattr(field, part)
            for name, field in zip(FIELDS, self.fields, strict=True)
            for part in ("keys", "idf")
        }

    @classmethod
    def from_arrays(cls, settings: VectorizerSettings, arrays: dict[str, NDArray[Any]]) -> Vectorizer:
        """Return the vectorizer that :meth:`arrays` took apart."""
        return cls(
            settings,
            tuple(NGramField(arrays[f"{name}_keys"], arrays[f"{name}_idf"]) for name in FIELDS),
        )


def _joined(documents: Sequence[NGramCounts], fields: int) -> Iterator[NGramCounts]:
    """Yield what is counted in documents for each field, that of several documents together."""
    for start in range(0, len(documents), _TOGETHER):
        parts = [counts.split(fields) for counts in documents[start : start + _TOGETHER]]
        yield NGramCounts.joined(list(map(NGramCounts.joined, zip(*parts, strict=True))))


def fit_vectorizer(documents: Sequence[NGramCounts], settings: VectorizerSettings) -> Vectorizer:
    """Return the vectorizer whose n-grams are frequent enough in ``documents`` and not in nearly all."""
    fields = zip(*(counts.split(len(FIELDS)) for counts in documents), strict=True)
    return Vectorizer(settings, tuple(map(_fit_field, fields, repeat(settings), settings.weights)))


def _fit_field(documents: Sequence[NGramCounts], settings: VectorizerSettings, weight: float) -> NGramField:
    keys, frequency = np.unique(np.concatenate([counts.keys for counts in documents]), return_counts=True)
    kept = (frequency >= settings.min_documents) & (frequency <= settings.max_share * len(documents))
    keys, frequency = keys[kept], frequency[kept]
    if len(keys) > settings.max_features:
        most = np.sort(np.argsort(-frequency, kind="stable")[: settings.max_features])
        keys, frequency = keys[most], frequency[most]
    field = NGramField(keys, (1 + np.log(len(documents) / frequency)).astype(np.float32))
    columns = FeatureColumns([field])
    rows = (row for counts in _joined(documents, 1) for row in columns.rows(counts).each())
    lengths = [float(np.linalg.norm(values)) for _, values in rows]
    return NGramField(keys, field.idf * np.float32(weight / (np.mean(lengths) or 1)))
