"""What is seen of a figure and something it may belong to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, IndexArray, Int32Array
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.feature_slots import Factor, FeatureMatrix, FeatureSlots
from kijiyomi.facts.figure_features import UNIT_WORDS, Figures
from kijiyomi.facts.pairs import Pairs
from kijiyomi.facts.token_columns import Spans, TokenColumns
from kijiyomi.facts.word_classes import WordClusters

NAME_KINDS, VERB_KIND = 8, 7
"""How many kinds of candidates there are, 0 for what is no name; and the kind of verbs."""

_GRAMMAR = words.GRAMMAR_CLASSES
_CLUSTERS = WordClusters.COUNT
_WORDS = 1 << words.WORD_BITS
_AFTER = 4  # of distances: behind the figure
_MOST = 3


class Candidates(NamedTuple):
    """What facts may point to.

    Attributes:
        spans: Their tokens, by start.
        kind: int ``(n,)``: what name each is, below :data:`NAME_KINDS`.
        in_title: int ``(n,)``: 1 where the last word is in the article's title.
    """

    spans: Spans
    kind: Int32Array
    in_title: Int32Array


class Guesses(NamedTuple):
    """What has been found of each figure so far.

    Attributes:
        property: ``(figures,)``: index of the candidate that names what it measures, -1 for none.
        type: int ``(figures,)``: one plus the index of the type of property.
    """

    property: IndexArray
    type: Int32Array


class _View(NamedTuple):
    """What several groups of features need of each pair, each ``(pairs,)``."""

    figure: IndexArray
    candidate: IndexArray
    first: IndexArray
    last: IndexArray
    distance: IndexArray
    following: Int32Array
    head_sense: Factor
    label: Factor
    topic_rank: Factor
    proper_rank: Factor
    near: Factor
    next: Factor
    kind: Factor


def pair_features(
    columns: TokenColumns, figures: Figures, candidates: Candidates, pairs: Pairs
) -> FeatureMatrix:
    """Return what is seen of each pair."""
    slots = FeatureSlots()
    view = _view(columns, figures, candidates, pairs)
    _add_position(slots, columns, figures, pairs, view)
    _add_words(slots, columns, figures, view)
    _add_prominence(slots, columns, figures, candidates, view)
    return slots.matrix()


def guess_features(
    columns: TokenColumns, figures: Figures, candidates: Candidates, pairs: Pairs, guesses: Guesses
) -> FeatureMatrix:
    """Return what is seen of each pair once property and type of the figure are known."""
    slots = FeatureSlots()
    view = _view(columns, figures, candidates, pairs)
    _add_property(slots, columns, candidates, guesses, view)
    _add_type(slots, columns, pairs, guesses, view)
    return slots.matrix()


def _view(columns: TokenColumns, figures: Figures, candidates: Candidates, pairs: Pairs) -> _View:
    spans, grammar, sentence = candidates.spans, columns.grammar, columns.sentence
    figure, candidate = pairs.figure, pairs.candidate
    first, last = spans.first[candidate], spans.last[candidate]
    apart = np.minimum(sentence[figures.spans.first[figure]] - sentence[first], _MOST)
    distance = np.where(pairs.rank >= 0, _AFTER, apart)
    following = grammar[np.minimum(last + 1, len(grammar) - 1)]
    topics = grammar[np.minimum(spans.last + 1, len(grammar) - 1)] == words.TOPIC
    proper = _is_proper(columns, candidates)
    here = spans.first.searchsorted(figures.spans.first)[figure]
    return _View(
        figure,
        candidate,
        first,
        last,
        distance,
        following,
        Factor(columns.sense[last], words.sense_count()),
        figures.label_and_unit(figure),
        Factor(_recency(topics, candidate, here), _MOST + 2),
        Factor(_recency(proper, candidate, here), _MOST + 2),
        Factor(distance, _AFTER + 1),
        Factor(following, _GRAMMAR),
        Factor(candidates.kind[candidate], NAME_KINDS),
    )


def _is_proper(columns: TokenColumns, candidates: Candidates) -> BoolArray:
    grammar = columns.grammar[candidates.spans.first]
    named = (candidates.kind > 0) & (candidates.kind != VERB_KIND)
    return np.asarray(named | ((grammar >= words.PLACE) & (grammar <= words.KATAKANA)))


def _recency(mask: BoolArray, candidate: IndexArray, here: IndexArray) -> IndexArray:
    """Return how many candidates of the mask stand between each candidate and its figure.

    At most :data:`_MOST`; one more than that where the candidate is not of the mask.
    """
    counts = np.concatenate(([0], np.cumsum(mask)))
    passed = np.minimum(counts[here] - counts[np.minimum(candidate + 1, here)], _MOST)
    return np.where(mask[candidate], passed, _MOST + 1)


def _add_position(
    slots: FeatureSlots,
    columns: TokenColumns,
    figures: Figures,
    pairs: Pairs,
    view: _View,
) -> None:
    grammar, sentence = columns.grammar, columns.sentence
    bounds = len(grammar) - 1
    near, following = view.near, view.next
    begin, end = figures.spans.first[view.figure], figures.spans.last[view.figure]
    is_after = pairs.rank >= 0
    left = np.where(is_after, end, view.last) + 1
    right = np.where(is_after, view.first, begin)

    def between(mask: BoolArray) -> Factor:
        counts = np.concatenate(([0], np.cumsum(mask)))
        return Factor(np.minimum(counts[right] - counts[left], _MOST), _MOST + 1)

    begins_figure = np.zeros(len(grammar), dtype=bool)
    begins_figure[figures.spans.first] = True
    others = between(begins_figure)
    preceding = np.maximum(view.first - 1, 0)
    in_sentence = sentence[preceding] == sentence[view.first]
    previous = Factor(np.where(in_sentence, grammar[preceding], words.STOP), _GRAMMAR)
    apart = Factor(np.minimum(right - left, 7), 8)
    side = Factor(is_after.astype(np.intp), 2)
    begins = Factor((~in_sentence).astype(np.intp), 2)
    lines = Factor(np.minimum(np.abs(columns.line[begin] - columns.line[view.first]), _MOST), _MOST + 1)
    after = Factor(grammar[np.minimum(end + 1, bounds)], _GRAMMAR)
    after_that = Factor(grammar[np.minimum(end + 2, bounds)], _GRAMMAR)
    before = Factor(grammar[np.maximum(begin - 1, 0)], _GRAMMAR)
    over_next = Factor(grammar[np.minimum(view.last + 2, bounds)], _GRAMMAR)
    slots.add(Factor(np.clip(pairs.rank, -20, 9) + 20, 30))
    slots.add(near, others)
    slots.add(near, lines)
    slots.add(following, near)
    slots.add(following, over_next, near)
    slots.add(previous, near)
    slots.add(previous, following)
    slots.add(following, between(grammar == words.TOPIC), between(grammar == words.SUBJECT))
    is_verb = (grammar == words.VERB) | (grammar == words.LIGHT_VERB)
    slots.add(following, between(grammar == words.COMMA), between(is_verb))
    slots.add(apart, side, following)
    slots.add(after, following, near)
    slots.add(before, following, near)
    slots.add(after, after_that, apart, side)
    slots.add(others, apart, following)
    slots.add(begins, following, near)
    slots.add(view.label, following, near)


def _add_words(slots: FeatureSlots, columns: TokenColumns, figures: Figures, view: _View) -> None:
    grammar, cluster, word = columns.grammar, columns.cluster, columns.word
    near, following, label = view.near, view.next, view.label
    head = Factor(grammar[view.last], _GRAMMAR)
    first = Factor(grammar[view.first], _GRAMMAR)
    length = Factor(np.minimum(view.last - view.first, 5), 6)
    head_cluster = Factor(cluster[view.last], _CLUSTERS)
    unit = Factor(figures.unit_word[view.figure], UNIT_WORDS)
    next_word = word[np.minimum(figures.spans.last[view.figure] + 1, len(word) - 1)]
    slots.add(head, near)
    slots.add(first, head, length)
    slots.add(label, head, near)
    slots.add(view.head_sense, near)
    slots.add(view.head_sense, label)
    slots.add(view.head_sense, following)
    slots.add(Factor(columns.sense[view.first], words.sense_count()), near)
    slots.add(Factor(word[view.last], _WORDS))
    slots.add(Factor(word[view.first], _WORDS))
    slots.add(Factor(next_word, _WORDS), near, Factor((view.kind.values > 0).astype(np.intp), 2))
    slots.add(head_cluster)
    slots.add(Factor(cluster[view.first], _CLUSTERS))
    slots.add(head_cluster, label)
    slots.add(head_cluster, following, near)
    slots.add(unit, head_cluster)
    slots.add(unit, near, following)


def _add_prominence(
    slots: FeatureSlots, columns: TokenColumns, figures: Figures, candidates: Candidates, view: _View
) -> None:
    sentence, spans = columns.sentence, candidates.spans
    near, topic, proper = view.near, view.topic_rank, view.proper_rank
    here = spans.first.searchsorted(figures.spans.first)[view.figure]
    named = (candidates.kind > 0) & (candidates.kind != VERB_KIND)
    name = Factor(_recency(named, view.candidate, here), _MOST + 2)
    _, which, counts = np.unique(_keys(columns, spans), return_inverse=True, return_counts=True)
    mentions = Factor(np.digitize(counts[which], [2, 3, 5, 9])[view.candidate], 5)
    begin = figures.spans.first[view.figure]
    topics = np.concatenate(([0], np.cumsum(columns.grammar == words.TOPIC)))
    of_sentence = sentence.searchsorted(sentence[begin])
    has_topic = Factor(np.minimum(topics[begin] - topics[of_sentence], 1), 2)
    text_begin = columns.text.searchsorted(columns.text[view.first])
    lead = Factor(np.minimum(sentence[view.first] - sentence[text_begin], _MOST), _MOST + 1)
    title = Factor(candidates.in_title[view.candidate], 2)
    slots.add(topic, near, has_topic)
    slots.add(name, near, has_topic)
    slots.add(proper, near, has_topic)
    slots.add(topic, proper, near)
    slots.add(mentions, proper, near)
    slots.add(title, proper, near)
    slots.add(title, mentions, lead, near)
    slots.add(Factor(columns.grammar[view.first], _GRAMMAR), proper, lead)
    slots.add(view.kind, near, topic)
    slots.add(view.label, view.kind, near)
    _add_anaphors(slots, columns, figures, spans, here, name, view)


def _add_anaphors(
    slots: FeatureSlots,
    columns: TokenColumns,
    figures: Figures,
    spans: Spans,
    here: IndexArray,
    name: Factor,
    view: _View,
) -> None:
    """Add whether 同社 or the like stands in the figure's sentence, and whether it takes up the candidate."""
    is_anaphor = columns.anaphor[spans.first] > 0
    latest = np.maximum.accumulate(np.where(is_anaphor, np.arange(len(is_anaphor)), -1))
    anaphor = np.where(here > 0, latest[np.maximum(here - 1, 0)], -1)
    begin = figures.spans.first[view.figure]
    exists = (anaphor >= 0) & (columns.sentence[spans.first[anaphor]] == columns.sentence[begin])
    same_head = exists & (columns.word[spans.last[anaphor]] == columns.word[view.last])
    same_head &= view.candidate != anaphor
    present, same = Factor(exists.astype(np.intp), 2), Factor(same_head.astype(np.intp), 2)
    slots.add(Factor(columns.anaphor[view.first], 2), view.near)
    slots.add(present, same, view.near, view.topic_rank)
    slots.add(present, view.kind, name)


def _keys(columns: TokenColumns, spans: Spans) -> IndexArray:
    """Return ``(spans,)``: a number that spans of one text share which begin and end in the same words."""
    word = columns.word.astype(np.int64)
    pair = (word[spans.first] << words.WORD_BITS) + word[spans.last]
    return (columns.text[spans.first] << (2 * words.WORD_BITS)) + pair


def _add_property(
    slots: FeatureSlots, columns: TokenColumns, candidates: Candidates, guesses: Guesses, view: _View
) -> None:
    """Add how the candidate stands to what names the property: XのP, PはX."""
    grammar, spans = columns.grammar, candidates.spans
    chosen = guesses.property[view.figure]
    known = chosen >= 0
    first, last = spans.first[chosen], spans.last[chosen]
    is_left = view.candidate < chosen
    left, right = np.where(is_left, view.last, last) + 1, np.where(is_left, first, view.first)
    gap = Factor(np.where(known, np.clip(right - left, 0, 7) + 1, 0), 9)
    order = np.sign(view.candidate - chosen) + 2
    side = Factor(np.where(known, order, 0), 4)
    apart = Factor(np.where(known, np.clip(view.candidate - chosen, -8, 5) + 9, 0), 15)
    after = grammar[np.minimum(last + 1, len(grammar) - 1)]
    property_next = Factor(np.where(known, after, 0), _GRAMMAR)
    together = columns.sentence[first] == columns.sentence[view.first]
    same_sentence = Factor(np.where(known, together + 1, 0), 3)
    sense = Factor(np.where(known, columns.sense[last] + 1, 0), words.sense_count() + 1)
    cluster = Factor(np.where(known, columns.cluster[last] + 1, 0), _CLUSTERS + 1)
    slots.add(apart)
    slots.add(gap, side, view.next)
    slots.add(gap, side, view.next, property_next)
    slots.add(side, view.topic_rank, property_next, view.next)
    slots.add(side, view.proper_rank, view.near, property_next)
    slots.add(sense, view.head_sense)
    slots.add(cluster, Factor(columns.grammar[view.last], _GRAMMAR))
    slots.add(cluster, view.near, view.next)
    slots.add(same_sentence, apart, view.proper_rank)


def _add_type(
    slots: FeatureSlots, columns: TokenColumns, pairs: Pairs, guesses: Guesses, view: _View
) -> None:
    type_ = Factor(guesses.type[view.figure], 16)
    head = Factor(columns.grammar[view.last], _GRAMMAR)
    slots.add(type_, view.head_sense)
    slots.add(type_, view.kind, view.near)
    slots.add(type_, view.next, view.near)
    slots.add(type_, view.next)
    slots.add(type_, head, view.near)
    slots.add(type_, view.topic_rank, view.proper_rank, view.near)
    slots.add(type_, Factor(np.clip(pairs.rank, -20, 9) + 20, 30))
    slots.add(type_, Factor(columns.cluster[view.last], _CLUSTERS))
