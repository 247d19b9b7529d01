"""Documents as sparse vectors, straight from morpheme ids and code points."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.layout import layout_keys
from kijiyomi.document import Document
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Keys = NDArray[np.uint64]
Counts = tuple[Keys, NDArray[np.int64]]
Row = tuple[NDArray[np.intp], NDArray[np.float32]]

FIELDS = ("body_words", "title_words", "body_characters", "title_characters", "body_lines", "layout")
_UNCOUNTED = frozenset({"補助記号", "空白"})
_CODE_POINT_BITS = np.uint64(21)
_NO_CHARACTER = np.uint64((1 << 21) - 1)
_HASH_BITS = np.uint64(32)
# Knuth's multiplicative hash, TAOCP 6.4: 2^64 over the golden ratio.
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SLOT_BITS = 16
_LONGEST_LINE = 60
# Documents whose rows are made at once.
_TOGETHER = 128


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


def document_counts(document: Document, settings: Settings) -> tuple[Counts, ...]:
    """Return, per field of :data:`FIELDS`, the sorted n-gram keys of ``document`` and their counts."""
    body, title = document.tokens, document.title
    text = document.passage.text[: settings.lead]
    makers: tuple[Callable[[], Counts], ...] = (
        lambda: counted(np.sort(word_keys(body, settings.lead))),
        lambda: counted(np.sort(word_keys(title))),
        lambda: character_counts(text),
        lambda: character_counts(title.text),
        lambda: counted(np.sort(np.array([key for key, _, _ in short_lines(text)], np.uint64))),
        lambda: counted(np.sort(layout_keys(document.article.text[: settings.lead]))),
    )
    nothing = counted(np.empty(0, np.uint64))
    return tuple(make() if weight else nothing for make, weight in zip(makers, settings.weights, strict=True))


def word_keys(tokens: Tokens, lead: int | None = None) -> Keys:
    """Return uint64 keys of the words and word pairs of ``tokens``, punctuation left out.

    Args:
        tokens: Tokens of a title or body.
        lead: Leave out tokens that end after this many characters.
    """
    stop = len(tokens) if lead is None else int(np.searchsorted(tokens.end, lead, side="right"))
    hashes = tokens.lexicon.column(word_hash)[tokens.morpheme[:stop]].view(np.uint32)
    words = hashes[hashes != 0].astype(np.uint64)
    return np.concatenate((words, (words[:-1] << _HASH_BITS) | words[1:]))


def word_hash(morpheme: Morpheme) -> int:
    """Return the CRC-32 of the morpheme's lemma as a signed number, 0 for punctuation.

    Thirty thousand lemmas share a value in about one of ten vocabularies, which costs one feature.
    """
    if morpheme.pos1 in _UNCOUNTED:
        return 0
    lemma = unicodedata.normalize("NFKC", morpheme.lemma).lower()
    crc = zlib.crc32(lemma.encode("utf-8", "surrogatepass"))
    return crc - (1 << 32) if crc >= 1 << 31 else crc


def character_counts(text: str) -> Counts:
    """Return the pairs and the triples of lower-cased characters, each ascending: code points, no hashes."""
    codes = np.frombuffer(text.lower().encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(codes) < 2:
        return counted(np.empty(0, np.uint64))
    # With one more character after the last, every pair begins a triple, and one sort orders both.
    third = np.append(codes[2:], _NO_CHARACTER)
    triples = np.sort(((codes[:-1] << _CODE_POINT_BITS | codes[1:]) << _CODE_POINT_BITS) | third)
    pairs, pair_counts = counted(triples >> _CODE_POINT_BITS)
    whole, whole_counts = counted(triples[(triples & _NO_CHARACTER) != _NO_CHARACTER])
    return np.concatenate((pairs, whole)), np.concatenate((pair_counts, whole_counts))


def short_lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the CRC-32 of each short line, where it begins and where it ends.

    A signature or a heading of a series stands in line after line of an archive. As a feature of its own it
    takes its weight off its words, which otherwise would mean the series wherever else they occur.
    """
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if 0 < len(stripped := line.strip()) <= _LONGEST_LINE:
            yield zlib.crc32(stripped.encode("utf-8", "surrogatepass")), start, end
        start = end + 1


def counted(ascending: Keys) -> Counts:
    """Return the distinct keys, ascending, and how often each occurs."""
    begins = np.ones(len(ascending) + 1, dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:-1])
    bounds = np.flatnonzero(begins) if len(ascending) else np.zeros(1, np.int64)
    return ascending[bounds[:-1]], bounds[1:] - bounds[:-1]


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
    _slots: NDArray[np.bool_] = attribute(init=False, repr=False)

    def __post_init__(self) -> None:
        slots = np.zeros(1 << _SLOT_BITS, dtype=bool)
        slots[_slot(self.keys)] = True
        object.__setattr__(self, "_slots", slots)

    def rows(self, documents: Sequence[Counts]) -> list[Row]:
        """Return the columns and values of each document: ``(1 + ln tf) * idf``, over the length of its tf.

        The length is that of known and unknown n-grams, so that it stays when columns are dropped. A short
        document has few n-grams and would take most of its time in calls on tiny arrays; so those of many lie
        one after the other in one array, and every step goes over all of them.
        """
        parts = (documents[start : start + _TOGETHER] for start in range(0, len(documents), _TOGETHER))
        return list(chain.from_iterable(map(self._rows, parts)))

    def _rows(self, documents: Sequence[Counts]) -> list[Row]:
        sizes = [len(keys) for keys, _ in documents]
        bounds = np.cumsum([0, *sizes])
        keys = np.concatenate([keys for keys, _ in documents])
        frequency = np.concatenate([frequency for _, frequency in documents])
        weights = _log_weights(int(frequency.max(initial=0)).bit_length()).take(frequency)
        squares = [weights[a:b] @ weights[a:b] for a, b in pairwise(bounds.tolist())]
        lengths = np.repeat(np.sqrt(np.array(squares, dtype=np.float32)), sizes)
        places, columns = self._found(keys)
        values = weights[places] / lengths[places] * self.idf[columns]
        cuts = np.searchsorted(places, bounds).tolist()
        return [(columns[a:b], values[a:b]) for a, b in pairwise(cuts)]

    def _found(self, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the places of the keys that are columns, and which."""
        if not len(self.keys):
            return np.empty(0, np.intp), np.empty(0, np.intp)
        likely = np.flatnonzero(self._slots.take(_slot(keys)))
        columns = np.searchsorted(self.keys, keys[likely])
        found = self.keys.take(columns, mode="clip") == keys[likely]
        return likely[found], columns[found]


@lru_cache(maxsize=64)
def _log_weights(bits: int) -> NDArray[np.float32]:
    """Return ``1 + ln tf`` for every ``tf`` below ``2 ** bits``; what stands at 0 means nothing."""
    frequencies = np.arange(1 << bits)
    frequencies[0] = 1
    return (1 + np.log(frequencies)).astype(np.float32)


def _slot(keys: Keys) -> NDArray[np.int64]:
    """Return the hash of each key, :data:`_SLOT_BITS` long."""
    return np.asarray((keys * _MULTIPLIER) >> np.uint64(64 - _SLOT_BITS)).view(np.int64)


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

    def rows(self, documents: Sequence[Sequence[Counts]]) -> list[Row]:
        """Return the columns and values of each document, given its counts, one for each field."""
        if not documents:
            return []
        parts = [
            field.rows(counts)
            for field, counts in zip(self.fields, zip(*documents, strict=True), strict=True)
        ]
        offsets = np.cumsum([0, *(len(field.keys) for field in self.fields)])
        return [
            (
                np.concatenate(
                    [columns + offset for (columns, _), offset in zip(row, offsets, strict=False)]
                ),
                np.concatenate([values for _, values in row]),
            )
            for row in zip(*parts, strict=True)
        ]

    def matrix(self, documents: Sequence[Sequence[Counts]]) -> csr_matrix:
        """Return the float32 sparse matrix, documents × columns."""
        from scipy.sparse import csr_matrix

        rows = self.rows(documents)
        ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
        values = np.concatenate([v for _, v in rows]) if rows else np.empty(0, np.float32)
        columns = np.concatenate([c for c, _ in rows]) if rows else np.empty(0, np.intp)
        return csr_matrix((values, columns, ends), shape=(len(rows), self.width))

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
    keys, frequency = np.unique(np.concatenate([keys for keys, _ in documents]), return_counts=True)
    kept = (frequency >= settings.min_documents) & (frequency <= settings.max_share * len(documents))
    keys, frequency = keys[kept], frequency[kept]
    if len(keys) > settings.max_features:
        most = np.sort(np.argsort(-frequency, kind="stable")[: settings.max_features])
        keys, frequency = keys[most], frequency[most]
    field = Field(keys, (1 + np.log(len(documents) / frequency)).astype(np.float32))
    lengths = [float(np.linalg.norm(values)) for _, values in field.rows(documents)]
    return Field(keys, field.idf * np.float32(weight / (np.mean(lengths) or 1)))
