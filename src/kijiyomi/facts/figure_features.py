"""What is seen of a figure itself and of the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np

from kijiyomi.arrays import BoolArray, IndexArray, Int32Array
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.feature_slots import Factor, FeatureSlots
from kijiyomi.facts.joined_tokens import MARGIN
from kijiyomi.facts.token_columns import Spans, TokenColumns
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.knowledge.units import unit_of
from kijiyomi.records.analysis import Entity

_GRAMMAR = words.GRAMMAR_CLASSES
_CLUSTERS = WordClusters.COUNT + 1
_WORDS = 1 << words.WORD_BITS
_LABELS = {"MONEY": 0, "PERCENT": 1, "QUANTITY": 2}
_CHANGES = {None: 0, "increase": 1, "decrease": 2}
_UNIT_CLASSES = 32
# Counters of one kind: persons, ages, bodies and places.
_COUNTERS = ("人名組", "歳才", "社店件所校局")
_FIRST_DIMENSION = 8
_WINDOW = (*range(-10, 0), *range(1, 21))
_BESIDE = (-3, -2, -1, 1, 2, 3, 4)
_PROPERTY_WORDS, _LAST_WORDS = 4, 5


UNIT_WORDS = 1024


class Figures(NamedTuple):
    """The figures of joined texts, by start.

    Attributes:
        spans: Their tokens.
        label: int ``(n,)``: MONEY, PERCENT or QUANTITY.
        unit: int ``(n,)``: class of the unit or currency.
        unit_word: int ``(n,)``: number of the unit itself, below :data:`UNIT_WORDS`.
        change: int ``(n,)``: whether it tells an increase or a decrease.
        value: ``(n,)``: a number that figures of one text share which say the same amount.
    """

    spans: Spans
    label: Int32Array
    unit: Int32Array
    unit_word: Int32Array
    change: Int32Array
    value: IndexArray

    @classmethod
    def of(cls, spans: Spans, entities: Sequence[Entity], texts: Sequence[int]) -> Figures:
        """Return figures with what their entities say.

        Args:
            spans: Their tokens.
            entities: Their entities.
            texts: Which text each is in.
        """
        known: dict[object, int] = {}
        values = [
            known.setdefault((text, e.label, e.value, e.min, e.currency, e.unit), len(known))
            for text, e in zip(texts, entities, strict=True)
        ]
        return cls(
            spans,
            _numbers(_LABELS[e.label] for e in entities),
            _numbers(_unit_class(e.unit, e.currency) for e in entities),
            _numbers(_unit_word(e.unit or e.currency) for e in entities),
            _numbers(_CHANGES[e.change] for e in entities),
            np.array(values, dtype=np.intp),
        )

    @property
    def label_and_unit(self) -> Factor:
        """Label and unit as one factor."""
        return Factor(self.label * _UNIT_CLASSES + self.unit, len(_LABELS) * _UNIT_CLASSES)


def _numbers(values: Iterable[int]) -> Int32Array:
    return np.fromiter(values, dtype=np.int32)


@lru_cache(maxsize=1024)
def _unit_word(unit: str | None) -> int:
    return crc32(unit.encode()) % (UNIT_WORDS - 1) + 1 if unit else 0


@lru_cache(maxsize=1024)
def _unit_class(unit: str | None, currency: str | None) -> int:
    if currency:
        return 1 if currency == "JPY" else 2
    if not unit:
        return 0
    known = unit_of(unit)
    if known is None or known.dimension == "count":
        kinds = (number for number, ends in enumerate(_COUNTERS, start=3) if unit[-1] in ends)
        return next(kinds, 3 + len(_COUNTERS))
    dimensions = _UNIT_CLASSES - _FIRST_DIMENSION
    return _FIRST_DIMENSION + crc32(known.dimension.encode()) % dimensions


def figure_features(columns: TokenColumns, figures: Figures, types: Int32Array | None = None) -> FeatureSlots:
    """Return what is seen of each figure that tells whether it has a holder, a property, a date at all."""
    spans, grammar = figures.spans, columns.grammar
    before, after, after_that = spans.first - 1, spans.last + 1, spans.last + 2
    label = figures.label_and_unit
    unit = Factor(figures.unit_word, UNIT_WORDS)
    next_class, previous_class = Factor(grammar[after], _GRAMMAR), Factor(grammar[before], _GRAMMAR)
    slots = FeatureSlots()
    slots.add(Factor(np.zeros_like(figures.label), 1))
    slots.add(label)
    slots.add(next_class)
    slots.add(previous_class)
    slots.add(next_class, label)
    slots.add(previous_class, next_class)
    slots.add(next_class, Factor(grammar[after_that], _GRAMMAR))
    slots.add(unit, next_class)
    slots.add(Factor(columns.word[after], _WORDS))
    slots.add(Factor(columns.word[after_that], _WORDS), next_class)
    slots.add(Factor(columns.word[before], _WORDS))
    slots.add(Factor(columns.sense[after_that], words.sense_count()), next_class)
    if types is not None:
        type_ = Factor(types, 16)
        slots.add(type_, label)
        slots.add(type_, next_class)
        slots.add(type_, previous_class)
        slots.add(type_, unit)
    return slots


def context_features(
    columns: TokenColumns, figures: Figures, candidates: Spans, properties: IndexArray
) -> FeatureSlots:
    """Return what is seen of each figure that tells its type and status.

    Args:
        columns: Columns of the tokens.
        figures: The figures.
        candidates: Tokens of what may name a property.
        properties: ``(figures,)``: index of what does, -1 for nothing.
    """
    slots = FeatureSlots()
    label = figures.label_and_unit
    slots.add(label)
    slots.add(label, Factor(figures.change, len(_CHANGES)))
    slots.add(Factor(figures.unit_word, UNIT_WORDS), scale=1.5)
    _add_property_words(slots, columns, figures, candidates, properties)
    _add_neighbours(slots, columns, figures)
    _add_sentence(slots, columns, figures)
    _add_predicates(slots, columns, figures)
    _add_status_words(slots, columns, figures)
    _add_introduced(slots, columns, figures)
    _add_sentence_edges(slots, columns, figures)
    return slots


def _add_property_words(
    slots: FeatureSlots, columns: TokenColumns, figures: Figures, candidates: Spans, properties: IndexArray
) -> None:
    known = properties >= 0
    if len(candidates.first):
        head, first = candidates.last[properties], candidates.first[properties]
    else:
        head = first = np.zeros(len(properties), dtype=np.intp)
    label, unit = Factor(figures.label, len(_LABELS)), figures.label_and_unit
    back = head - np.arange(_PROPERTY_WORDS)[:, None]
    part = np.where(known & (back >= first), back, -1)

    def of(column: Int32Array, size: int, which: IndexArray = part) -> Factor:
        return Factor((which >= 0) * (column[which] + 1), size + 1)

    sense = [of(columns.sense, words.sense_count(), part[which]) for which in (0, 1)]
    word, cluster = of(columns.word, _WORDS, part[0]), of(columns.cluster, _CLUSTERS, part[0])
    slots.add(of(columns.sense, words.sense_count()), scale=2)
    slots.add(of(columns.sense, words.sense_count()), label, scale=2)
    slots.add(of(columns.cluster, _CLUSTERS), label)
    slots.add(of(columns.word, _WORDS), scale=1.5)
    slots.add(*sense, scale=2)
    slots.add(sense[0], unit, scale=1.5)
    slots.add(word, label)
    slots.add(cluster, unit)
    slots.add(of(columns.grammar, _GRAMMAR, part[0]))
    after = columns.grammar[head + 1]
    slots.add(Factor(known * (after + 1), _GRAMMAR + 1), sense[0])
    side = np.where(known, np.where(head < figures.spans.first, 1, 2), 0)
    slots.add(Factor(side, 3), unit)


def _add_neighbours(slots: FeatureSlots, columns: TokenColumns, figures: Figures) -> None:
    label, unit = Factor(figures.label, len(_LABELS)), figures.label_and_unit
    for offset in _BESIDE:
        at, inside = _at(columns, figures, offset)
        slots.add(Factor(inside * (columns.word[at] + 1), _WORDS + 1), scale=0.7)
        slots.add(Factor(inside * (columns.sense[at] + 1), words.sense_count() + 1), unit, scale=0.7)
        slots.add(Factor(inside * (columns.cluster[at] + 1), _CLUSTERS + 1), label, scale=0.5)
        slots.add(Factor(inside * (columns.grammar[at] + 1), _GRAMMAR + 1), label, scale=0.5)


def _at(columns: TokenColumns, figures: Figures, offset: int) -> tuple[IndexArray, BoolArray]:
    """Return the token at an offset from each figure, and whether it is in the figure's sentence."""
    at = (figures.spans.first if offset < 0 else figures.spans.last) + offset
    return at, columns.sentence[at] == columns.sentence[figures.spans.first]


def _window(columns: TokenColumns, figures: Figures) -> tuple[IndexArray, BoolArray]:
    """Return ``(offsets, figures)``: the tokens around each figure, and whether they are in its sentence."""
    offsets = np.array(_WINDOW)[:, None]
    spans = figures.spans
    at = np.where(offsets < 0, spans.first, spans.last) + offsets
    return at, columns.sentence[at] == columns.sentence[spans.first]


def _add_sentence(slots: FeatureSlots, columns: TokenColumns, figures: Figures) -> None:
    at, inside = _window(columns, figures)
    zones = np.digitize(_WINDOW, [-5, 0, 4, 9]).astype(np.int32)[:, None]
    for column, size, scale in (
        (columns.sense, words.sense_count(), 0.5),
        (columns.status, words.status_count(), 0.5),
        (columns.cluster, _CLUSTERS, 0.25),
        (columns.word, _WORDS, 0.35),
    ):
        slots.add(Factor(inside * (column[at] * 5 + (zones + 5)), (size + 1) * 5), scale=scale)
    last = columns.sentence_last(figures.spans.last)
    for back in range(_LAST_WORDS):
        at = np.maximum(last - back, figures.spans.last)
        slots.add(Factor(columns.word[at], _WORDS), scale=0.7)
        status = Factor(columns.status[at], words.status_count())
        slots.add(status, Factor(columns.grammar[at], _GRAMMAR), scale=0.7)
    begin = columns.sentence_first(figures.spans.first)
    tells = (columns.status > 0).nonzero()[0]
    for status_class in range(1, words.status_count()):
        tokens = tells[columns.status[tells] == status_class]
        before, after = (
            Factor(np.minimum(tokens.searchsorted(to) - tokens.searchsorted(from_), 2), 3)
            for from_, to in ((begin, figures.spans.first), (figures.spans.last + 1, last + 1))
        )
        slots.add(before, after, scale=0.7)


def _add_predicates(slots: FeatureSlots, columns: TokenColumns, figures: Figures) -> None:
    """Add the first verb after the figure and the last of its sentence, each with what follows it."""
    grammar, sentence, word = columns.grammar, columns.sentence, columns.word
    verbs = ((grammar == words.VERB) | (grammar == words.LIGHT_VERB)).nonzero()[0]
    # A boundary at each end stands for a verb that is not there.
    verbs = np.concatenate(([1], verbs, [len(grammar) - MARGIN]))
    own = sentence[figures.spans.first]
    end = columns.sentence_last(figures.spans.last)
    headline = Factor((grammar[end] != words.STOP).astype(np.int32), 2)
    following = verbs.searchsorted(figures.spans.last, side="right")
    last = verbs.searchsorted(end, side="right") - 1
    for at in (verbs[following], verbs[last]):
        inside = (sentence[at] == own) & (at > figures.spans.last)

        def near(step: int, column: Int32Array, size: int) -> Factor:
            token = at + step  # noqa: B023
            known = inside & (sentence[token] == own)  # noqa: B023
            return Factor(known * (column[token] + 1), size + 1)

        spelt = [near(step, word, _WORDS) for step in range(-1, 5)]
        slots.add(spelt[1])
        slots.add(spelt[0], spelt[1])
        slots.add(spelt[1], spelt[2])
        slots.add(spelt[2], spelt[3])
        slots.add(spelt[1], spelt[2], spelt[3])
        slots.add(spelt[2], spelt[3], spelt[4])
        slots.add(near(0, columns.status, words.status_count()), spelt[2])
        slots.add(near(-1, columns.status, words.status_count()), spelt[2])
        slots.add(near(0, columns.cluster, _CLUSTERS), spelt[2])
        slots.add(near(-1, columns.cluster, _CLUSTERS), spelt[2])
        slots.add(headline, near(0, grammar, _GRAMMAR))


def _add_status_words(slots: FeatureSlots, columns: TokenColumns, figures: Figures) -> None:
    """Add the words of status of the figure's sentence, in their order: 達すると予測される."""
    spans, own = figures.spans, columns.sentence[figures.spans.first]
    # A boundary at each end stands for a word that is not there.
    tells = np.concatenate(([0], (columns.status > 0).nonzero()[0], [len(columns.status) - 1]))
    following = tells.searchsorted(spans.last, side="right")
    previous = tells.searchsorted(spans.first) - 1
    last = tells.searchsorted(columns.sentence_last(spans.last), side="right") - 1

    def words_of(numbers: IndexArray, side: int) -> tuple[Factor, Factor]:
        at = tells[np.clip(numbers, 0, len(tells) - 1)]
        known = (columns.sentence[at] == own) & ((at > spans.last) if side > 0 else (at < spans.first))
        status = Factor(known * (columns.status[at] + 1), words.status_count() + 1)
        return status, Factor(known * (columns.word[at] + 1), _WORDS + 1)

    (first, first_word), (second, second_word), (third, _) = (words_of(following + n, 1) for n in range(3))
    (nearest, nearest_word), (farther, _) = (words_of(previous - n, -1) for n in range(2))
    (final, final_word), (last_but_one, word_before) = (words_of(last - n, 1) for n in range(2))
    slots.add(first, second)
    slots.add(first, second, third)
    slots.add(first_word)
    slots.add(first_word, second_word)
    slots.add(nearest, farther)
    slots.add(nearest_word)
    slots.add(final, last_but_one)
    slots.add(final_word, word_before)
    is_quoted = columns.grammar[spans.first - 1] == words.QUOTE_OPEN
    slots.add(Factor(is_quoted.astype(np.int32), 2), first)
    slots.add(_sentence_number(columns, figures), first)


def _sentence_number(columns: TokenColumns, figures: Figures) -> Factor:
    """Return how many sentences of its text stand before that of each figure, at most three."""
    begin = columns.tokens.text_first[columns.tokens.text[figures.spans.first]]
    before = columns.sentence[figures.spans.first] - columns.sentence[begin]
    return Factor(np.minimum(before, 3).astype(np.int32), 4)


def _add_introduced(slots: FeatureSlots, columns: TokenColumns, figures: Figures) -> None:
    """Add the noun that という after the figure introduces: 10倍になるという予測."""
    is_say = columns.word == words.word_number("言う")
    quoting = (is_say[1:] & (columns.grammar[:-1] == words.QUOTATIVE)).nonzero()[0] + 1
    quoting = np.concatenate((quoting, [len(is_say) - 2]))
    noun = quoting[quoting.searchsorted(figures.spans.last, side="right").clip(max=len(quoting) - 1)] + 1
    known = columns.sentence[noun] == columns.sentence[figures.spans.first]
    slots.add(Factor(known * (columns.word[noun] + 1), _WORDS + 1))
    slots.add(Factor(known * (columns.cluster[noun] + 1), _CLUSTERS + 1))


def _add_sentence_edges(slots: FeatureSlots, columns: TokenColumns, figures: Figures) -> None:
    """Add how the figure's sentence begins, and how the one before it ends."""
    begin = columns.sentence_first(figures.spans.first)
    slots.add(_sentence_number(columns, figures))
    slots.add(Factor(columns.word[begin], _WORDS))
    slots.add(Factor(columns.word[begin], _WORDS), Factor(columns.word[begin + 1], _WORDS))
    text = columns.tokens.text

    def before(column: Int32Array, back: int, size: int) -> Factor:
        at = begin - back
        return Factor((text[at] == text[begin]) * column[at], size)

    for back in (2, 3, 4):
        slots.add(before(columns.word, back, _WORDS))
    slots.add(*(before(columns.status, back, words.status_count()) for back in (2, 3)))
