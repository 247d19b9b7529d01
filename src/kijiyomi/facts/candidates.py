"""Pairs of a figure and what it may belong to, and what is seen of each pair, as columns of small numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import IndexArray, Int32Array
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.sentence_columns import Spans, TokenColumns

_SENTENCES_BEFORE = 6
_MOST_COUNTED = 3


class Pairs(NamedTuple):
    """Figures with their candidates; those of one figure stand together, nearest first.

    Attributes:
        figure: ``(n,)``: index of the figure.
        candidate: ``(n,)``: index of the candidate.
        rank: ``(n,)``: how many candidates nearer to the figure stand on the same side, negative before it.
    """

    figure: IndexArray
    candidate: IndexArray
    rank: IndexArray


def pair_up(
    columns: TokenColumns, figures: Spans, candidates: Spans, *, before: int, after: int
) -> Pairs:
    """Return each figure with the candidates near it.

    Args:
        columns: Columns of the tokens.
        figures: Tokens of each figure.
        candidates: Tokens of each candidate, by start.
        before: How many candidates before a figure count, of its sentence and the few before it.
        after: How many count after it, in its sentence.
    """
    here = candidates.first.searchsorted(figures.first)
    rank = np.concatenate((np.arange(-1, -before - 1, -1), np.arange(after)))
    index = here[:, None] + rank
    inside = (index >= 0) & (index < len(candidates.first))
    index = np.where(inside, index, 0)
    if not len(candidates.first):
        return Pairs(*[np.empty(0, dtype=np.intp)] * 3)
    distance = columns.sentence[figures.first][:, None] - columns.sentence[candidates.first[index]]
    inside &= (distance >= 0) & (distance <= _SENTENCES_BEFORE)
    inside &= columns.text[figures.first][:, None] == columns.text[candidates.first[index]]
    figure, column = inside.nonzero()
    return Pairs(figure, index[inside], rank[column])


class FigureFacts(NamedTuple):
    """What is known of each figure beside its tokens, each int ``(figures,)``.

    Attributes:
        label: 0 to 2.
        unit: Class of its unit or currency.
        unit_word: Number of the unit itself.
        change: 0 to 2.
    """

    label: Int32Array
    unit: Int32Array
    unit_word: Int32Array
    change: Int32Array


class _Slots:
    """Collects columns of features, each with its own range of the weights."""

    def __init__(self) -> None:
        self.columns: list[Int32Array] = []
        self.size = 0

    def add(self, size: int, *factors: tuple[IndexArray, int]) -> None:
        """Add the column of a combination of numbers, each given with how many values it has."""
        value, total = factors[0]
        for number, count in factors[1:]:
            value, total = value * count + number, total * count
        if size < total:
            # Rare combinations share weights.
            value = ((value.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)) % np.uint64(size)
        self.columns.append((value + self.size).astype(np.int32))
        self.size += min(size, total)

    def matrix(self) -> Int32Array:
        return np.stack(self.columns, axis=1)


_HASHED = 1 << 12
_G = words.GRAMMAR_CLASSES


def pair_features(
    columns: TokenColumns,
    figures: Spans,
    facts: FigureFacts,
    candidates: Spans,
    kinds: Int32Array,
    pairs: Pairs,
    in_title: Int32Array,
    types: Int32Array,
    properties: IndexArray | None = None,
    guesses: IndexArray | None = None,
) -> tuple[Int32Array, int]:
    """Return int32 ``(pairs, slots)``, indices of weights, and how many weights there are.

    Args:
        columns: Columns of the tokens.
        figures: Tokens of each figure.
        facts: What is known of each figure.
        candidates: Tokens of each candidate.
        kinds: int ``(candidates,)``: what name each is, 0 for none, up to 15.
        pairs: The pairs.
        in_title: int ``(candidates,)``: 1 if its last word is in its article's title.
        types: int ``(figures,)``: what type of property each figure has, 0 for unknown, up to 15.
    """
    grammar, sense, word, sentence = columns.grammar, columns.sense, columns.word, columns.sentence
    senses = words.sense_count()
    f, c = pairs.figure, pairs.candidate
    first, last = candidates.first[c], candidates.last[c]
    fig_first, fig_last = figures.first[f], figures.last[f]
    is_after = pairs.rank >= 0
    distance = np.where(is_after, 5, np.minimum(sentence[fig_first] - sentence[first], 4))
    near = np.minimum(distance, 3) + (distance == 5)
    bounds = len(grammar) - 1
    following, following2 = np.minimum(last + 1, bounds), np.minimum(last + 2, bounds)
    preceding = np.maximum(first - 1, 0)
    next_class, next2_class, previous_class = grammar[following], grammar[following2], grammar[preceding]
    previous_class = np.where(sentence[preceding] == sentence[first], previous_class, words.STOP)
    fig_next, fig_next2 = np.minimum(fig_last + 1, bounds), np.minimum(fig_last + 2, bounds)
    fig_previous = np.maximum(fig_first - 1, 0)
    after_class, before_class = grammar[fig_next], grammar[fig_previous]
    left, right = np.where(is_after, fig_last + 1, last + 1), np.where(is_after, first, fig_first)

    def between(mask: object) -> IndexArray:
        counts = np.concatenate(([0], np.cumsum(mask)))
        return np.minimum(counts[right] - counts[left], _MOST_COUNTED)

    is_topic = grammar == words.TOPIC
    figure_starts = np.zeros(len(grammar), dtype=bool)
    figure_starts[figures.first] = True
    topics, subjects = between(is_topic), between(grammar == words.SUBJECT)
    commas, others = between(grammar == words.COMMA), between(figure_starts)
    verbs = between((grammar == words.VERB) | (grammar == words.LIGHT_VERB))
    length = np.minimum(last - first, 5)
    kind = kinds[c]
    head_sense, head_word, head_class = sense[last], word[last], grammar[last]
    rank = np.clip(pairs.rank, -20, 9) + 20
    tokens_apart = np.minimum(right - left, 7)
    label_unit = facts.label[f] * 32 + facts.unit[f]
    begins = sentence[np.maximum(first - 1, 0)] != sentence[first]

    is_topic_chunk = (grammar[np.minimum(candidates.last + 1, bounds)] == words.TOPIC)
    is_name = kinds > 0
    is_name &= kinds < 15
    first_class = grammar[candidates.first]
    is_proper = is_name | ((first_class >= words.PLACE) & (first_class <= words.KATAKANA))
    key = words_key(columns, candidates)
    counted = np.unique(key, return_inverse=True, return_counts=True)
    mentions = np.digitize(counted[2][counted[1]], [2, 3, 5, 9])[c]
    here = candidates.first.searchsorted(figures.first)[f]

    def recency(mask: object) -> IndexArray:
        """Return how many such candidates stand between the candidate and the figure; 4 where it is none."""
        counts = np.concatenate(([0], np.cumsum(mask)))
        passed = np.minimum(counts[here] - counts[np.minimum(c + 1, here)], 3)
        return np.where(np.asarray(mask)[c], passed, 4)

    topic_rank, name_rank, proper_rank = recency(is_topic_chunk), recency(is_name), recency(is_proper)
    is_pronoun = sense[candidates.last] == words.pronoun_sense()
    pronoun_rank = recency(is_pronoun & is_topic_chunk)
    text_first = columns.text.searchsorted(columns.text[first])
    lead = np.minimum(sentence[first] - sentence[np.minimum(text_first, bounds)], 3)
    title = in_title[c]
    sentence_first = sentence.searchsorted(sentence[fig_first])
    topic_counts = np.concatenate(([0], np.cumsum(is_topic)))
    has_topic = np.minimum(topic_counts[fig_first] - topic_counts[sentence_first], 1)
    type_ = types[f]

    slots = _Slots()
    slots.add(64, (rank, 30))
    slots.add(512, (topic_rank, 5), (near, 5), (has_topic, 2))
    slots.add(512, (name_rank, 5), (near, 5), (has_topic, 2))
    slots.add(512, (proper_rank, 5), (near, 5), (has_topic, 2))
    slots.add(1024, (topic_rank, 5), (proper_rank, 5), (near, 5))
    slots.add(64, (pronoun_rank, 5), (near, 5))
    slots.add(512, (mentions, 5), (proper_rank, 5), (near, 5))
    slots.add(512, (title, 2), (proper_rank, 5), (near, 5))
    slots.add(512, (title, 2), (mentions, 5), (lead, 4), (near, 5))
    slots.add(_HASHED, (type_, 16), (head_sense, senses))
    slots.add(_HASHED, (type_, 16), (kind, 16), (near, 5))
    slots.add(_HASHED, (type_, 16), (next_class, _G))
    slots.add(_HASHED, (type_, 16), (next_class, _G), (near, 5))
    slots.add(_HASHED, (type_, 16), (head_class, _G), (near, 5))
    slots.add(_HASHED, (type_, 16), (topic_rank, 5), (proper_rank, 5), (near, 5))
    slots.add(_HASHED, (type_, 16), (rank, 30))
    slots.add(_HASHED, (type_, 16), (is_after.astype(np.intp), 2), (tokens_apart, 8))
    slots.add(1024, (grammar[np.minimum(first, bounds)], _G), (proper_rank, 5), (lead, 4))
    coarse, fine = columns.coarse, columns.fine
    unit_word = facts.unit_word[f]
    slots.add(256, (fine[last], 251))
    slots.add(256, (fine[first], 251))
    slots.add(_HASHED, (type_, 16), (fine[last], 251))
    slots.add(_HASHED, (type_, 16), (coarse[last], 61), (near, 5))
    slots.add(_HASHED, (coarse[last], 61), (label_unit, 96))
    slots.add(_HASHED, (coarse[last], 61), (next_class, _G), (near, 5))
    slots.add(_HASHED, (unit_word, 1024), (fine[last], 251))
    slots.add(_HASHED, (unit_word, 1024), (near, 5), (next_class, _G))
    an = columns.anaphor[first]
    slots.add(64, (an, 2), (near, 5))
    # words of an anaphor in the figure's sentence
    an_chunk = columns.anaphor[candidates.first] > 0
    idx = np.where(an_chunk, np.arange(len(an_chunk)), -1)
    last_an = np.maximum.accumulate(idx)
    fig_here = candidates.first.searchsorted(figures.first)[f]
    la = last_an[np.maximum(fig_here - 1, 0)]
    has_an = (la >= 0) & (sentence[candidates.first[np.maximum(la, 0)]] == sentence[fig_first])
    same_head = has_an & (word[candidates.last[np.maximum(la, 0)]] == word[last]) & (c != la)
    slots.add(128, (has_an.astype(np.intp), 2), (same_head.astype(np.intp), 2), (near, 5), (topic_rank, 5))
    slots.add(128, (has_an.astype(np.intp), 2), (kind, 16), (name_rank, 5))
    slots.add(32, (distance, 6), (others, 4))
    slots.add(_HASHED, (next_class, _G), (near, 5))
    slots.add(_HASHED, (next_class, _G), (next2_class, _G), (near, 5))
    slots.add(_HASHED, (previous_class, _G), (near, 5))
    slots.add(512, (kind, 16), (near, 5), (topics, 4))
    slots.add(_HASHED, (head_class, _G), (near, 5))
    slots.add(_HASHED, (grammar[first], _G), (head_class, _G), (length, 6))
    slots.add(_HASHED, (head_sense, senses), (near, 5))
    slots.add(_HASHED, (head_sense, senses), (label_unit, 96))
    slots.add(_HASHED, (sense[first], senses), (near, 5))
    slots.add(_HASHED, (head_sense, senses), (next_class, _G))
    slots.add(_HASHED, (head_word, 1 << words.WORD_BITS))
    slots.add(_HASHED, (word[first], 1 << words.WORD_BITS))
    slots.add(1024, (next_class, _G), (topics, 4), (subjects, 4))
    slots.add(1024, (next_class, _G), (commas, 4), (verbs, 4))
    slots.add(2048, (tokens_apart, 8), (is_after.astype(np.intp), 2), (next_class, _G))
    slots.add(_HASHED, (after_class, _G), (next_class, _G), (near, 5))
    slots.add(_HASHED, (before_class, _G), (next_class, _G), (near, 5))
    slots.add(_HASHED, (label_unit, 96), (next_class, _G), (near, 5))
    slots.add(_HASHED, (label_unit, 96), (kind, 16), (near, 5))
    slots.add(_HASHED, (label_unit, 96), (head_class, _G), (near, 5))
    slots.add(1024, (begins.astype(np.intp), 2), (next_class, _G), (near, 5))
    slots.add(_HASHED, (word[fig_next], 1 << words.WORD_BITS), (near, 5), (kind > 0, 2))
    slots.add(_HASHED, (after_class, _G), (grammar[fig_next2], _G), (tokens_apart, 8), (is_after.astype(np.intp), 2))
    slots.add(1024, (others, 4), (tokens_apart, 8), (next_class, _G))
    if properties is not None:
        of = properties[f]
        has = of >= 0
        apart = np.where(has, np.clip(c - of, -8, 5) + 9, 0)
        property_first = candidates.first[np.maximum(of, 0)]
        lefts = np.where(has & (c < of), last + 1, np.where(has, candidates.last[np.maximum(of, 0)] + 1, 0))
        rights = np.where(has & (c < of), property_first, np.where(has, first, 0))
        gap = np.where(has, np.clip(rights - lefts, 0, 7) + 1, 0)
        side = np.where(~has, 0, np.where(c < of, 1, np.where(c == of, 2, 3)))
        property_next = np.where(has, grammar[np.minimum(candidates.last[np.maximum(of, 0)] + 1, bounds)], 0)
        slots.add(16, (apart, 16))
        slots.add(_HASHED, (gap, 9), (side, 4), (next_class, _G))
        slots.add(_HASHED, (gap, 9), (side, 4), (next_class, _G), (property_next, _G))
        slots.add(_HASHED, (side, 4), (topic_rank, 5), (property_next, _G), (next_class, _G))
        slots.add(_HASHED, (side, 4), (proper_rank, 5), (near, 5), (property_next, _G))
        slots.add(_HASHED, (np.where(has, sense[candidates.last[np.maximum(of, 0)]] + 1, 0), senses + 1), (head_sense, senses))
        slots.add(_HASHED, (np.where(has, fine[candidates.last[np.maximum(of, 0)]] + 1, 0), 252), (coarse[last], 61))
        slots.add(_HASHED, (np.where(has, fine[candidates.last[np.maximum(of, 0)]] + 1, 0), 252), (near, 5), (next_class, _G))
        same_sentence_property = np.where(has, (sentence[property_first] == sentence[first]) + 1, 0)
        slots.add(512, (same_sentence_property, 3), (apart, 16), (is_proper[c].astype(np.intp), 2))
    if guesses is not None:
        guess_key = np.where(guesses >= 0, key[np.maximum(guesses, 0)], -1)
        mine = key[c]
        figure_text = columns.text[figures.first]
        fig_sentence = sentence[figures.first]
        stacked = np.zeros((4, len(f)), dtype=np.intp)
        for number, shift in enumerate((-1, 1, -2, 2)):
            other = np.clip(f + shift, 0, len(figures.first) - 1)
            same_text = (figure_text[other] == figure_text[f]) & (other != f)
            apart_sentences = np.minimum(np.abs(fig_sentence[other] - fig_sentence[f]), 2)
            agrees = guess_key[other] == mine
            stacked[number] = np.where(same_text, 1 + apart_sentences * 2 + agrees, 0)
        slots.add(_HASHED, (stacked[0], 7), (near, 5))
        slots.add(_HASHED, (stacked[1], 7), (near, 5))
        slots.add(_HASHED, (stacked[0], 7), (stacked[1], 7))
        slots.add(_HASHED, (stacked[0], 7), (stacked[1], 7), (stacked[2], 7), (stacked[3], 7))
        votes: dict[int, int] = {}
        for k in guess_key.tolist():
            votes[k] = votes.get(k, 0) + 1
        own = (guess_key[f] == mine).astype(np.intp)
        count = np.array([votes.get(k, 0) for k in mine.tolist()]) - own
        slots.add(64, (np.digitize(count, [1, 2, 3, 5]), 5), (near, 5))
        slots.add(128, (np.digitize(count, [1, 2, 3, 5]), 5), (own, 2), (near, 5))
    return slots.matrix(), slots.size


def figure_features(
    columns: TokenColumns, figures: Spans, facts: FigureFacts, types: Int32Array
) -> tuple[Int32Array, int]:
    """Return int32 ``(figures, slots)``, indices of the weights for having no holder, property or time."""
    grammar, word, sense = columns.grammar, columns.word, columns.sense
    bounds = len(grammar) - 1
    following = np.minimum(figures.last + 1, bounds)
    following2 = np.minimum(figures.last + 2, bounds)
    preceding = np.maximum(figures.first - 1, 0)
    label_unit = facts.label * 32 + facts.unit
    slots = _Slots()
    slots.add(1, (np.zeros(len(figures.first), dtype=np.intp), 1))
    slots.add(2048, (types, 16), (label_unit, 96))
    slots.add(_HASHED, (facts.unit_word, 1024), (grammar[following], _G))
    slots.add(_HASHED, (facts.unit_word, 1024), (types, 16))
    slots.add(2048, (types, 16), (grammar[following], _G))
    slots.add(2048, (types, 16), (grammar[preceding], _G))
    slots.add(96, (label_unit, 96))
    slots.add(64, (grammar[following], _G))
    slots.add(64, (grammar[preceding], _G))
    slots.add(_HASHED, (grammar[following], _G), (label_unit, 96))
    slots.add(_HASHED, (grammar[preceding], _G), (grammar[following], _G))
    slots.add(_HASHED, (grammar[following], _G), (grammar[following2], _G))
    slots.add(_HASHED, (word[following], 1 << words.WORD_BITS))
    slots.add(_HASHED, (word[following2], 1 << words.WORD_BITS), (grammar[following], _G))
    slots.add(_HASHED, (word[preceding], 1 << words.WORD_BITS))
    slots.add(_HASHED, (sense[following2], words.sense_count()), (grammar[following], _G))
    return slots.matrix(), slots.size


def words_key(columns: TokenColumns, candidates: Spans) -> IndexArray:
    """Return ``(candidates,)``: a number that candidates of the same first and last word and text share."""
    word = columns.word.astype(np.intp)
    pair = word[candidates.first] * (1 << words.WORD_BITS) + word[candidates.last]
    return (columns.text[candidates.first] << (2 * words.WORD_BITS)) + pair


_WINDOW_BEFORE, _WINDOW_AFTER, _LAST, _HEADS = 10, 20, 5, 4
_WORDS = 1 << words.WORD_BITS


def context_features(
    columns: TokenColumns,
    figures: Spans,
    facts: FigureFacts,
    candidates: Spans,
    kinds: Int32Array,
    entity: IndexArray,
    prop: IndexArray,
) -> tuple[Int32Array, int, list[float]]:
    grammar, sense, status, word, sentence = (
        columns.grammar, columns.sense, columns.status, columns.word, columns.sentence,
    )  # fmt: skip
    fine, coarse = columns.fine, columns.coarse
    senses, statuses = words.sense_count(), words.status_count()
    bounds = len(grammar) - 1
    label_unit = facts.label * 32 + facts.unit
    slots = _Slots()
    scales: list[float] = []

    def add(scale: float, size: int, *factors: tuple[IndexArray, int]) -> None:
        slots.add(size, *factors)
        scales.append(scale)

    def bag(scale: float, size: int, columns_: list[tuple[tuple[IndexArray, int], ...]]) -> None:
        """Add several columns that share weights."""
        start = slots.size
        for number, factors in enumerate(columns_):
            if number:
                shared = _Slots()
                shared.add(size, *factors)
                slots.columns.append(shared.columns[0] + np.int32(start))
                scales.append(scale)
            else:
                add(scale, size, *factors)

    add(1.0, 96, (label_unit, 96))
    add(1.0, 96 * 3, (label_unit, 96), (facts.change, 3))
    add(1.5, 1024, (facts.unit_word, 1024))
    some = len(candidates.first) > 0
    has = prop >= 0
    chosen = np.maximum(prop, 0)
    head = candidates.last[chosen] if some else np.zeros(len(prop), dtype=np.intp)
    first = candidates.first[chosen] if some else head
    parts = []
    for back in range(_HEADS):
        at = np.maximum(head - back, 0)
        inside = has & (head - back >= first)
        parts.append((at, inside))
    of = lambda values, part: np.where(part[1], values[part[0]] + 1, 0)
    bag(2.0, _HASHED, [((of(sense, part), senses + 1),) for part in parts])
    bag(2.0, _HASHED, [((of(sense, part), senses + 1), (facts.label, 3)) for part in parts])
    bag(1.0, _HASHED, [((of(fine, part), 252), (facts.label, 3)) for part in parts])
    bag(1.5, _HASHED, [((of(word, part), _WORDS + 1),) for part in parts])
    add(2.0, _HASHED, (of(sense, parts[0]), senses + 1), (of(sense, parts[1]), senses + 1))
    add(1.5, _HASHED, (of(sense, parts[0]), senses + 1), (label_unit, 96))
    add(1.0, _HASHED, (of(word, parts[0]), _WORDS + 1), (facts.label, 3))
    add(1.0, _HASHED, (of(fine, parts[0]), 252), (label_unit, 96))
    add(1.0, _HASHED, (of(coarse, parts[0]), 62), (of(coarse, parts[1]), 62))
    add(1.0, 64, (of(grammar, parts[0]), _G + 1))
    after_head = np.minimum(head + 1, bounds)
    add(1.0, _HASHED, (np.where(has, grammar[after_head] + 1, 0), _G + 1), (of(sense, parts[0]), senses + 1))
    side = np.where(has, np.where(head < figures.first, 1, 2), 0)
    add(1.0, _HASHED, (side, 3), (label_unit, 96))
    # Directly beside the figure.
    for offset in (-3, -2, -1, 1, 2, 3, 4):
        at = np.clip(np.where(offset < 0, figures.first, figures.last) + offset, 0, bounds)
        inside = sentence[at] == sentence[figures.first]
        add(0.7, _HASHED, (np.where(inside, word[at] + 1, 0), _WORDS + 1))
        add(0.7, _HASHED, (np.where(inside, sense[at] + 1, 0), senses + 1), (label_unit, 96))
        add(0.5, _HASHED, (np.where(inside, fine[at] + 1, 0), 252), (facts.label, 3))
        add(0.5, _HASHED, (np.where(inside, grammar[at] + 1, 0), _G + 1), (facts.label, 3))
    offsets = np.concatenate((np.arange(-_WINDOW_BEFORE, 0), np.arange(1, _WINDOW_AFTER + 1)))
    at = np.where(offsets < 0, figures.first[:, None], figures.last[:, None]) + offsets
    inside = (at >= 0) & (at <= bounds)
    at = np.clip(at, 0, bounds)
    inside &= sentence[at] == sentence[figures.first][:, None]
    zone = np.digitize(offsets, [-5, 0, 4, 9])
    for scale, values, count in (
        (0.5, sense, senses), (0.5, status, statuses), (0.25, fine, 251), (0.35, word, _WORDS),
    ):  # fmt: skip
        value = np.where(inside, (values[at] + 1) * 5 + zone, 0)
        total = (count + 1) * 5
        bag(scale, min(total, 2 * _HASHED), [((value[:, column], total),) for column in range(len(offsets))])
    ends = np.append((sentence[1:] != sentence[:-1]).nonzero()[0], bounds)
    last = ends[ends.searchsorted(figures.last)]
    for back in range(_LAST):
        position = np.maximum(last - back, figures.last)
        add(0.7, _HASHED, (word[position], _WORDS), (np.full(len(position), back), _LAST))
        add(0.7, _HASHED, (status[position], statuses), (grammar[position], _G), (np.full(len(position), back), _LAST))
    # Anywhere in the sentence.
    begin = sentence.searchsorted(sentence[figures.first])
    for value in range(1, statuses):
        counts = np.concatenate(([0], np.cumsum(status == value)))
        add(0.7, 64, (np.minimum(counts[figures.first] - counts[begin], 2), 3), (np.minimum(counts[np.minimum(last + 1, bounds)] - counts[figures.last], 2), 3))
    return slots.matrix(), slots.size, scales
