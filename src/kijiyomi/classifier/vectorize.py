"""Documents as sparse vectors of their n-grams."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.batches import batches
from kijiyomi.classifier.layout import layout_keys
from kijiyomi.classifier.lookup import Lookup, Places
from kijiyomi.classifier.ngrams import (
    Bounds,
    Counts,
    Keys,
    bounds_of,
    character_counts,
    counted,
    line_counts,
    word_counts,
)
from kijiyomi.document import Document

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Row = tuple[Places, NDArray[np.float32]]

FIELDS = ("body_words", "title_words", "body_characters", "title_characters", "body_lines", "layout")
# How many of the fields are counted together: those of words, of characters, of lines and of layout.
_FIELDS_TOGETHER = (2, 2, 1, 1)
# Characters of documents whose rows are made at once: enough that calls on arrays cost little, few enough
# that the arrays stay in the processor's caches and in memory the process already has.
_CHARACTERS_TOGETHER = 48_000
# Documents that were counted before, put together in training.
_TOGETHER = 24


@dataclass(frozen=True, slots=True)
class Settings:
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
    def from_dict(cls, record: Mapping[str, Any]) -> Settings:
        """Return the settings that :func:`dataclasses.asdict` took apart."""
        return cls(**{**record, "weights": tuple(record["weights"])})


def document_counts(leads: Sequence[Document], settings: Settings) -> tuple[Counts, ...]:
    """Return the counted n-grams of documents, for each of :data:`FIELDS` those of all documents.

    Args:
        leads: Documents cut to their lead, their tokens of one lexicon; one at least.
        settings: What is counted.
    """
    titles = [lead.title for lead in leads]
    bodies = [lead.passage.text for lead in leads]
    makers: tuple[Callable[[], tuple[Counts, ...]], ...] = (
        lambda: word_counts([lead.tokens for lead in leads] + titles).split(len(leads)),
        lambda: character_counts(bodies + [title.text for title in titles]).split(len(leads)),
        lambda: (line_counts(bodies),),
        lambda: (counted(*layout_keys([lead.article.text[: settings.lead] for lead in leads])),),
    )
    nothing = Counts.none(len(leads))
    weights = iter(settings.weights)
    counts: list[Counts] = []
    for fields, make in zip(_FIELDS_TOGETHER, makers, strict=True):
        weighted = list(islice(weights, fields))
        made = make() if any(weighted) else [nothing] * fields
        counts += [own if weight else nothing for own, weight in zip(made, weighted, strict=True)]
    return tuple(counts)


class Rows(NamedTuple):
    """Rows of a sparse matrix, one after the other.

    Attributes:
        columns: intp ``(n,)``: column of each value.
        values: float32 ``(n,)``.
        bounds: intp ``(rows + 1,)``: where those of each row begin, and where the last ones end.
    """

    columns: Places
    values: NDArray[np.float32]
    bounds: Bounds

    def each(self) -> Iterator[Row]:
        """Yield the columns and values of each row."""
        for start, stop in pairwise(self.bounds.tolist()):
            yield self.columns[start:stop], self.values[start:stop]


@dataclass(frozen=True, slots=True)
class Field:
    """The n-grams of one field.

    Attributes:
        keys: uint64 ``(n,)``, ascending.
        idf: float32 ``(n,)``: inverse document frequency of each, scaled so that the field's part of the
            vectors has the field's weight as its mean length.
    """

    keys: Keys
    idf: NDArray[np.float32]
    _columns: Lookup = attribute(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_columns", Lookup(self.keys))

    def rows(self, counts: Counts) -> Rows:
        """Return the row of each text: ``(1 + ln tf) * idf``, over the length of its tf.

        The length is that of known and unknown n-grams, so that it stays when columns are dropped.
        """
        weights = _log_weights(int(counts.frequency.max(initial=0)).bit_length()).take(counts.frequency)
        places, columns = self._columns.find(counts.keys)
        bounds = places.searchsorted(counts.bounds)
        lengths = _lengths(weights, counts.bounds).repeat(bounds[1:] - bounds[:-1])
        return Rows(columns, weights.take(places) / lengths * self.idf.take(columns), bounds)


def _lengths(values: NDArray[np.float32], bounds: Bounds) -> NDArray[np.float32]:
    """Return float32 ``(texts,)``: the length of the values of each text, summed text by text.

    With those of several texts at once, sums would be rounded otherwise.
    """
    parts = [values[start:stop] for start, stop in pairwise(bounds.tolist())]
    return np.sqrt(np.array([part.dot(part) for part in parts], dtype=np.float32))


@lru_cache(maxsize=64)
def _log_weights(bits: int) -> NDArray[np.float32]:
    """Return ``1 + ln tf`` for every ``tf`` below ``2 ** bits``; what stands at 0 means nothing."""
    frequencies = np.arange(1 << bits)
    frequencies[0] = 1
    return (1 + np.log(frequencies)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Vectorizer:
    """Turns counted n-grams into rows of one sparse matrix.

    Attributes:
        settings: What is counted.
        fields: One for each of :data:`FIELDS`; their columns follow each other.
    """

    settings: Settings
    fields: tuple[Field, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return sum(len(field.keys) for field in self.fields)

    def rows(self, counts: Sequence[Counts]) -> Rows:
        """Return the row of each document, given what is counted in all of them, for each field."""
        parts = [field.rows(own) for field, own in zip(self.fields, counts, strict=True)]
        return _side_by_side(parts, [len(field.keys) for field in self.fields])

    def of_leads(self, leads: Sequence[Document]) -> Iterator[Row]:
        """Yield the row of each document, given documents cut to their lead."""
        for some in batches(leads, _length, most_items=len(leads), most=_CHARACTERS_TOGETHER):
            yield from self.rows(document_counts(some, self.settings)).each()

    def matrix(self, documents: Sequence[Sequence[Counts]]) -> csr_matrix:
        """Return the float32 sparse matrix, documents × columns, given what is counted in each document."""
        from scipy.sparse import csr_matrix

        fields = (_joined(counts) for counts in zip(*documents, strict=True))
        parts = [self.rows(counts) for counts in zip(*fields, strict=True)]
        if not parts:
            return csr_matrix((0, self.width), dtype=np.float32)
        columns, values, _ = map(np.concatenate, zip(*parts, strict=True))
        ends = bounds_of(np.concatenate([np.diff(part.bounds) for part in parts]))
        return csr_matrix((values, columns, ends), shape=(len(documents), self.width))

    def keep(self, chosen: NDArray[np.bool_]) -> Vectorizer:
        """Return the vectorizer with the chosen columns only."""
        ends = np.cumsum([len(field.keys) for field in self.fields])[:-1]
        fields = (
            Field(field.keys[part], field.idf[part])
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
    def from_arrays(cls, settings: Settings, arrays: dict[str, NDArray[Any]]) -> Vectorizer:
        """Return the vectorizer that :meth:`arrays` took apart."""
        return cls(
            settings,
            tuple(Field(arrays[f"{name}_keys"], arrays[f"{name}_idf"]) for name in FIELDS),
        )


def _length(lead: Document) -> int:
    return len(lead.passage.text)


def _side_by_side(parts: Sequence[Rows], widths: Sequence[int]) -> Rows:
    """Return rows made of the rows of each part, one beside the other.

    Args:
        parts: As many rows each.
        widths: Number of columns of each part.
    """
    columns = np.concatenate([part.columns for part in parts])
    columns += np.repeat(bounds_of(widths)[:-1], [len(part.columns) for part in parts])
    values = np.concatenate([part.values for part in parts])
    sizes = np.stack([part.bounds[1:] - part.bounds[:-1] for part in parts])
    sources = bounds_of(sizes.reshape(-1))[:-1]
    bounds = bounds_of(sizes.T.reshape(-1))
    moves = bounds[:-1].reshape(sizes.T.shape).T.reshape(-1) - sources
    targets = np.arange(len(columns)) + np.repeat(moves, sizes.reshape(-1))
    moved = Rows(np.empty_like(columns), np.empty_like(values), bounds[:: len(parts)])
    moved.columns[targets] = columns
    moved.values[targets] = values
    return moved


def _joined(documents: Sequence[Counts]) -> Iterator[Counts]:
    """Yield what is counted in documents, that of several together."""
    for start in range(0, len(documents), _TOGETHER):
        yield Counts.joined(documents[start : start + _TOGETHER])


def fit_vectorizer(documents: Sequence[Sequence[Counts]], settings: Settings) -> Vectorizer:
    """Return the vectorizer whose n-grams are frequent enough in ``documents`` and not in nearly all."""
    return Vectorizer(
        settings,
        tuple(
            _fit_field([counts[place] for counts in documents], settings, weight)
            for place, weight in enumerate(settings.weights)
        ),
    )


def _fit_field(documents: Sequence[Counts], settings: Settings, weight: float) -> Field:
    keys, frequency = np.unique(np.concatenate([counts.keys for counts in documents]), return_counts=True)
    kept = (frequency >= settings.min_documents) & (frequency <= settings.max_share * len(documents))
    keys, frequency = keys[kept], frequency[kept]
    if len(keys) > settings.max_features:
        most = np.sort(np.argsort(-frequency, kind="stable")[: settings.max_features])
        keys, frequency = keys[most], frequency[most]
    field = Field(keys, (1 + np.log(len(documents) / frequency)).astype(np.float32))
    rows = (row for counts in _joined(documents) for row in field.rows(counts).each())
    lengths = [float(np.linalg.norm(values)) for _, values in rows]
    return Field(keys, field.idf * np.float32(weight / (np.mean(lengths) or 1)))
