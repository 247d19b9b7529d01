"""What is seen of a figure and something it may belong to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, IndexArray, Int32Array, run_bounds
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.feature_slots import Factor, FeatureSlots, combine
from kijiyomi.facts.figure_features import UNIT_WORDS, Figures
from kijiyomi.facts.pairs import Pairs
from kijiyomi.facts.token_columns import Spans, TokenColumns, running_count
from kijiyomi.facts.word_classes import WordClusters

NAME_KINDS, VERB_KIND = 8, 7
"""How many kinds of candidates there are, 0 for what is no name; and the kind of verbs."""

_GRAMMAR = words.GRAMMAR_CLASSES
_CLUSTERS = WordClusters.COUNT
_WORDS = 1 << words.WORD_BITS
_AFTER = 4  # of distances: behind the figure
_MOST = 3
# Of the number of mentions up to 9: once, twice, up to four times, up to eight, more.
_MENTION_CLASSES = np.digitize(np.arange(10), [2, 3, 5, 9]).astype(np.int32)


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

    @property
    def is_name(self) -> BoolArray:
        """Bool ``(n,)``: whether each is a name."""
        return np.asarray((self.kind > 0) & (self.kind != VERB_KIND))


class Guesses(NamedTuple):
    """What has been found of each figure so far.

    Attributes:
        property: ``(figures,)``: index of the candidate that names what it measures, -1 for none.
        type: int ``(figures,)``: one plus the index of the type of property.
    """

    property: IndexArray
    type: Int32Array


class PairView(NamedTuple):
    """What several groups of features need of each pair.

    Attributes:
        columns: Columns of the tokens.
        figures: The figures.
        candidates: What they may belong to.
        pairs: Which candidates are near which figures.
        first: ``(pairs,)``: first token of the candidate.
        last: ``(pairs,)``: its last token.
        begin: ``(pairs,)``: first token of the figure.
        end: ``(pairs,)``: its last token.
        near: Sentences from candidate to figure, or that it is behind the figure.
        next: Class of the word after the candidate.
        next_and_near: Both.
        head: Class of the last word.
        head_sense: Sense of the last word.
        head_cluster: Cluster of the last word.
        label: Label and unit of the figure.
        kind: What name the candidate is.
        topic_rank: How many topics are nearer, see :func:`_recency`.
        proper_rank: How many proper nouns are nearer.
        name_rank: How many names are nearer.
        mentions: ``(candidates,)``: how many of its text begin and end in the same words.
    """

    columns: TokenColumns
    figures: Figures
    candidates: Candidates
    pairs: Pairs
    first: IndexArray
    last: IndexArray
    begin: IndexArray
    end: IndexArray
    near: Factor
    next: Factor
    next_and_near: Factor
    head: Factor
    head_sense: Factor
    head_cluster: Factor
    label: Factor
    kind: Factor
    topic_rank: Factor
    proper_rank: Factor
    name_rank: Factor
    mentions: IndexArray


def view_pairs(columns: TokenColumns, figures: Figures, candidates: Candidates, pairs: Pairs) -> PairView:
    """Return pairs with what their features are made of."""
    spans, grammar, sentence = candidates.spans, columns.grammar, columns.sentence
    figure, candidate = pairs.figure, pairs.candidate
    first, last = spans.first[candidate], spans.last[candidate]
    begin, end = figures.spans.first[figure], figures.spans.last[figure]
    apart = np.minimum(sentence[begin] - sentence[first], _MOST)
    near = Factor(np.where(pairs.rank >= 0, np.int32(_AFTER), apart), _AFTER + 1)
    following = Factor(grammar[last + 1], _GRAMMAR)
    here = spans.first.searchsorted(figures.spans.first)[figure]
    topics = grammar[spans.last + 1] == words.TOPIC
    label, label_count = figures.label_and_unit
    return PairView(
        columns,
        figures,
        candidates,
        pairs,
        first,
        last,
        begin,
        end,
        near,
        following,
        combine(following, near),
        Factor(grammar[last], _GRAMMAR),
        Factor(columns.sense[last], words.sense_count()),
        Factor(columns.cluster[last], _CLUSTERS),
        Factor(label[figure], label_count),
        Factor(candidates.kind[candidate], NAME_KINDS),
        _recency(topics, candidate, here),
        _recency(_is_proper(columns, candidates), candidate, here),
        _recency(candidates.is_name, candidate, here),
        _mention_counts(columns, spans),
    )


def pair_features(view: PairView) -> FeatureSlots:
    """Return what is seen of each pair."""
    slots = FeatureSlots()
    _add_position(slots, view)
    _add_words(slots, view)
    _add_prominence(slots, view)
    _add_anaphors(slots, view)
    _add_predicate(slots, view)
    return slots


def guess_features(view: PairView, guesses: Guesses) -> FeatureSlots:
    """Return what is seen of each pair once property and type of the figure are known."""
    slots = FeatureSlots()
    _add_property(slots, view, guesses.property[view.pairs.figure])
    _add_type(slots, view, Factor(guesses.type[view.pairs.figure], 16))
    return slots


def _is_proper(columns: TokenColumns, candidates: Candidates) -> BoolArray:
    grammar = columns.grammar[candidates.spans.first]
    return np.asarray(candidates.is_name | ((grammar >= words.PLACE) & (grammar <= words.KATAKANA)))


def _recency(mask: BoolArray, candidate: IndexArray, here: IndexArray) -> Factor:
    """Return how many candidates of the mask stand between each candidate and its figure.

    At most :data:`_MOST`; one more than that where the candidate is not of the mask.
    """
    counts = running_count(mask)
    passed = np.minimum(counts[here] - counts[np.minimum(candidate + 1, here)], _MOST)
    return Factor(np.where(mask[candidate], passed, np.int32(_MOST + 1)), _MOST + 2)


def _flag(mask: BoolArray) -> Factor:
    return Factor(mask.astype(np.int32), 2)


def _add_position(slots: FeatureSlots, view: PairView) -> None:
    columns, begin, end, near, following = view.columns, view.begin, view.end, view.near, view.next
    grammar, rank = columns.grammar, view.pairs.rank
    is_after = rank >= 0
    left, right = np.where(is_after, end, view.last) + 1, np.where(is_after, view.first, begin)

    def few(counts: Int32Array) -> Factor:
        return Factor(np.minimum(counts, _MOST), _MOST + 1)

    topics, subjects, commas, verbs = map(few, columns.count_between(left, right))
    begins_figure = np.zeros(len(grammar), dtype=bool)
    begins_figure[view.figures.spans.first] = True
    figures = running_count(begins_figure)
    others = few(figures[right] - figures[left])
    begins_sentence = columns.sentence[view.first - 1] != columns.sentence[view.first]
    before_candidate = np.where(begins_sentence, np.int32(words.STOP), grammar[view.first - 1])
    previous = Factor(before_candidate, _GRAMMAR)
    apart, side = Factor(np.minimum(right - left, 7).astype(np.int32), 8), _flag(is_after)
    lines = np.minimum(np.abs(columns.line[begin] - columns.line[view.first]), _MOST)
    after = Factor(grammar[end + 1], _GRAMMAR)
    slots.add(_bounded_rank(view))
    slots.add(near, others)
    slots.add(near, Factor(lines, _MOST + 1))
    slots.add(view.next_and_near)
    slots.add(following, Factor(grammar[view.last + 2], _GRAMMAR), near)
    slots.add(previous, near)
    slots.add(previous, following)
    slots.add(following, topics, subjects)
    slots.add(following, commas, verbs)
    slots.add(apart, side, following)
    slots.add(after, view.next_and_near)
    slots.add(Factor(grammar[begin - 1], _GRAMMAR), view.next_and_near)
    slots.add(after, Factor(grammar[end + 2], _GRAMMAR), apart, side)
    slots.add(others, apart, following)
    slots.add(_flag(begins_sentence), view.next_and_near)
    slots.add(view.label, view.next_and_near)


def _bounded_rank(view: PairView) -> Factor:
    return Factor((np.clip(view.pairs.rank, -20, 9) + 20).astype(np.int32), 30)


def _add_words(slots: FeatureSlots, view: PairView) -> None:
    columns, near, following, label = view.columns, view.near, view.next, view.label
    first = Factor(columns.grammar[view.first], _GRAMMAR)
    length = Factor(np.minimum(view.last - view.first, 5).astype(np.int32), 6)
    unit = Factor(view.figures.unit_word[view.pairs.figure], UNIT_WORDS)
    slots.add(view.head, near)
    slots.add(first, view.head, length)
    slots.add(label, view.head, near)
    slots.add(view.head_sense, near)
    slots.add(view.head_sense, label)
    slots.add(view.head_sense, following)
    slots.add(Factor(columns.sense[view.first], words.sense_count()), near)
    slots.add(Factor(columns.word[view.last], _WORDS))
    slots.add(Factor(columns.word[view.first], _WORDS))
    slots.add(Factor(columns.word[view.end + 1], _WORDS), near, _flag(view.kind.values > 0))
    slots.add(view.head_cluster)
    slots.add(Factor(columns.cluster[view.first], _CLUSTERS))
    slots.add(view.head_cluster, label)
    slots.add(view.head_cluster, view.next_and_near)
    slots.add(unit, view.head_cluster)
    slots.add(unit, near, following)


def _add_prominence(slots: FeatureSlots, view: PairView) -> None:
    columns, candidates, candidate = view.columns, view.candidates, view.pairs.candidate
    near, topic, proper = view.near, view.topic_rank, view.proper_rank
    begins = view.figures.spans.first
    has_topic = columns.count_between(columns.sentence_first(begins), begins)[0] > 0
    near_topic = combine(near, _flag(has_topic[view.pairs.figure]))
    counts = np.minimum(view.mentions, len(_MENTION_CLASSES) - 1)
    mentions = Factor(_MENTION_CLASSES[counts][candidate], 5)
    title = Factor(candidates.in_title[candidate], 2)
    lead = _lead(view)
    slots.add(topic, near_topic)
    slots.add(view.name_rank, near_topic)
    slots.add(proper, near_topic)
    slots.add(topic, proper, near)
    slots.add(mentions, proper, near)
    slots.add(title, proper, near)
    slots.add(title, mentions, lead, near)
    slots.add(Factor(columns.grammar[view.first], _GRAMMAR), proper, lead)
    slots.add(view.kind, near, topic)
    slots.add(view.label, view.kind, near)
    slots.add(_most_named(view), near, topic)
    slots.add(_most_named(view), title, lead)


def _lead(view: PairView) -> Factor:
    """Return how many sentences of its text there are up to each candidate's."""
    sentence, tokens = view.columns.sentence, view.columns.tokens
    number = sentence[view.candidates.spans.first]
    number = number - sentence[tokens.text_first][tokens.text[view.candidates.spans.first]] + 1
    return Factor(np.minimum(number, _MOST)[view.pairs.candidate], _MOST + 1)


def _mention_counts(columns: TokenColumns, spans: Spans) -> IndexArray:
    """Return ``(spans,)``: how many spans of its text begin and end in the same words."""
    first, last = columns.word[spans.first].astype(np.int64), columns.word[spans.last]
    text = columns.tokens.text[spans.first].astype(np.int64)
    keys = (((text << words.WORD_BITS) + first) << words.WORD_BITS) + last
    order = keys.argsort()
    ordered = keys[order]
    counts = np.diff(run_bounds(len(ordered), ordered[1:] != ordered[:-1]))
    mentions = np.empty(len(ordered), dtype=np.intp)
    mentions[order] = counts.repeat(counts)
    return mentions


def _most_named(view: PairView) -> Factor:
    """Return whether each candidate is a name, and whether one of the most frequent of its text."""
    is_name = view.candidates.is_name
    counts = np.where(is_name, view.mentions, 0)
    text = view.columns.tokens.text[view.candidates.spans.first]
    most = np.zeros(int(text.max(initial=0)) + 1, dtype=counts.dtype)
    np.maximum.at(most, text, counts)
    share = np.where(counts == most[text], 3, np.where(2 * counts >= most[text], 2, 1))
    return Factor(np.where(is_name, share, 0).astype(np.int32)[view.pairs.candidate], 4)


def _add_anaphors(slots: FeatureSlots, view: PairView) -> None:
    """Add whether 同社 or the like stands in the figure's sentence, and whether it takes up the candidate."""
    columns, spans, begin = view.columns, view.candidates.spans, view.figures.spans.first
    anaphors = np.concatenate(([-1], (columns.anaphor[spans.first] > 0).nonzero()[0]))
    latest = anaphors[anaphors.searchsorted(spans.first.searchsorted(begin)) - 1][view.pairs.figure]
    exists = (latest >= 0) & (columns.sentence[spans.first[latest]] == columns.sentence[view.begin])
    same_head = exists & (columns.word[spans.last[latest]] == columns.word[view.last])
    same_head &= view.pairs.candidate != latest
    slots.add(Factor(columns.anaphor[view.first], 2), view.near)
    slots.add(_flag(exists), _flag(same_head), view.near, view.topic_rank)
    slots.add(_flag(exists), view.kind, view.name_rank)


def _add_predicate(slots: FeatureSlots, view: PairView) -> None:
    """Add the verb after the figure, or the noun that a light verb makes one, beside the candidate."""
    columns, figures = view.columns, view.figures.spans
    grammar, sentence = columns.grammar, columns.sentence
    verbs = ((grammar == words.VERB) | (grammar == words.LIGHT_VERB)).nonzero()[0]
    verbs = np.concatenate((verbs, [len(grammar) - 1]))
    verb = verbs[verbs.searchsorted(figures.last, side="right")]
    known = (sentence[verb] == sentence[figures.last]).astype(np.int32)
    at = np.where(grammar[verb] == words.LIGHT_VERB, verb - 1, verb)
    cluster = (known * (columns.cluster[at] + 1))[view.pairs.figure]
    sense = (known * (columns.sense[at] + 1))[view.pairs.figure]
    by_cluster = Factor(cluster, _CLUSTERS + 1)
    slots.add(by_cluster, view.next_and_near)
    slots.add(by_cluster, view.kind, view.topic_rank)
    slots.add(by_cluster, view.head_sense)
    slots.add(Factor(sense, words.sense_count() + 1), view.head_cluster)


def _add_property(slots: FeatureSlots, view: PairView, chosen: IndexArray) -> None:
    """Add how the candidate stands to what names the property: XのP, PはX."""
    columns, spans, candidate = view.columns, view.candidates.spans, view.pairs.candidate
    known = (chosen >= 0).astype(np.int32)
    first, last = spans.first[chosen], spans.last[chosen]
    is_left = candidate < chosen
    left, right = np.where(is_left, view.last, last) + 1, np.where(is_left, first, view.first)
    between = np.clip(right - left, 0, 7).astype(np.int32)
    order = (candidate - chosen).astype(np.int32)
    gap, side = Factor(known * (between + 1), 9), Factor(known * (np.sign(order) + 2), 4)
    apart = Factor(known * (np.clip(order, -8, 5) + 9), 15)
    property_next = Factor(known * columns.grammar[last + 1], _GRAMMAR)
    together = columns.sentence[first] == columns.sentence[view.first]
    same_sentence = Factor(known * (together + np.int32(1)), 3)
    sense = Factor(known * (columns.sense[last] + 1), words.sense_count() + 1)
    cluster = Factor(known * (columns.cluster[last] + 1), _CLUSTERS + 1)
    slots.add(apart)
    slots.add(gap, side, view.next)
    slots.add(gap, side, view.next, property_next)
    slots.add(side, view.topic_rank, property_next, view.next)
    slots.add(side, view.proper_rank, view.near, property_next)
    slots.add(sense, view.head_sense)
    slots.add(cluster, view.head)
    slots.add(cluster, view.near, view.next)
    slots.add(same_sentence, apart, view.proper_rank)


def _add_type(slots: FeatureSlots, view: PairView, type_: Factor) -> None:
    slots.add(type_, view.head_sense)
    slots.add(type_, view.kind, view.near)
    slots.add(type_, view.next_and_near)
    slots.add(type_, view.next)
    slots.add(type_, view.head, view.near)
    slots.add(type_, view.topic_rank, view.proper_rank, view.near)
    slots.add(type_, _bounded_rank(view))
    slots.add(type_, view.head_cluster)
