"""The tokens of texts with their classes and sentences, and the chunks of them that facts may point to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray, IndexArray, Int32Array
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.joined_tokens import JoinedTokens
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.tokenizer.tokens import BOUNDARY

COUNTED = ((words.TOPIC,), (words.SUBJECT,), (words.COMMA,), (words.VERB, words.LIGHT_VERB))
"""Classes of grammar that are counted between tokens."""
COUNT_BITS = 15
"""Bits of each count; nobody counts so far, since only what is near a figure is looked at."""
_COUNTED_BIT = np.zeros(words.GRAMMAR_CLASSES, dtype=np.int64)
for _number, _classes in enumerate(COUNTED):
    _COUNTED_BIT[list(_classes)] = 1 << (_number * COUNT_BITS)
_NO_OWNER, _FIGURE, _TIME = -1, -2, -3


class Spans(NamedTuple):
    """Runs of tokens.

    Attributes:
        first: ``(n,)``: index of the first token.
        last: ``(n,)``: index of the last token.
    """

    first: IndexArray
    last: IndexArray

    def take(self, which: Sequence[int]) -> Spans:
        """Return some of them, by index."""
        indices = np.array(which, dtype=np.intp)
        return Spans(self.first[indices], self.last[indices])


class TokenColumns(NamedTuple):
    """Columns over the tokens of joined texts, each int32 ``(n,)`` where nothing else is said.

    Attributes:
        tokens: The tokens.
        grammar: :func:`~kijiyomi.facts.word_classes.grammar_class`.
        sense: :func:`~kijiyomi.facts.word_classes.sense_class`.
        status: :func:`~kijiyomi.facts.word_classes.status_class`.
        word: :func:`~kijiyomi.facts.word_classes.word_class`.
        cluster: Cluster of the word's meaning.
        anaphor: :func:`~kijiyomi.facts.word_classes.is_anaphor`.
        sentence: Number of the sentence, from 0 on; sentences end at 。！？, at line breaks and with a text.
        sentence_bounds: ``(sentences + 1,)``: first token of each sentence, and the number of tokens.
        line: Number of the line.
        counted: int64 ``(n + 1,)``: how many tokens of the :data:`COUNTED` classes there are before each
            token, in :data:`COUNT_BITS` bits each.
        owner: Index of the name that covers the token; negative where there is none.
    """

    tokens: JoinedTokens
    grammar: Int32Array
    sense: Int32Array
    status: Int32Array
    word: Int32Array
    cluster: Int32Array
    anaphor: Int32Array
    sentence: Int32Array
    sentence_bounds: IndexArray
    line: Int32Array
    counted: NDArray[np.int64]
    owner: Int32Array

    def count_between(self, left: IndexArray, right: IndexArray) -> list[Int32Array]:
        """Return how many tokens of each of the :data:`COUNTED` classes there are between others.

        Args:
            left: ``(n,)``: where to count from.
            right: ``(n,)``: where to stop, exclusive.
        """
        counts = self.counted[right] - self.counted[left]
        shifts = range(0, len(COUNTED) * COUNT_BITS, COUNT_BITS)
        return [((counts >> shift) & ((1 << COUNT_BITS) - 1)).astype(np.int32) for shift in shifts]

    def sentence_first(self, tokens: IndexArray) -> IndexArray:
        """Return the first token of the sentence of each of some tokens."""
        return self.sentence_bounds[self.sentence[tokens]]

    def sentence_last(self, tokens: IndexArray) -> IndexArray:
        """Return the last token of the sentence of each of some tokens."""
        return self.sentence_bounds[self.sentence[tokens] + 1] - 1


def token_columns(
    tokens: JoinedTokens, clusters: WordClusters, *, names: Spans, amounts: Spans, times: Spans
) -> TokenColumns:
    """Return the columns of the tokens of joined texts.

    Args:
        tokens: Their tokens.
        clusters: Clusters of words.
        names: Tokens of the names, by start.
        amounts: Tokens of the amounts.
        times: Tokens of dates and durations.
    """
    grammar = tokens.column(words.grammar_class)
    begins_line = np.zeros(len(grammar) + 1, dtype=bool)
    begins_line[tokens.start.searchsorted(tokens.newlines)] = True
    begins_line[1:] |= tokens.morpheme == BOUNDARY
    begins_sentence = begins_line.copy()
    begins_sentence[1:] |= grammar == words.STOP
    begins_line[0] = begins_line[-1] = begins_sentence[0] = begins_sentence[-1] = True
    sentence_bounds = begins_sentence.nonzero()[0]
    return TokenColumns(
        tokens,
        grammar,
        tokens.column(words.sense_class),
        tokens.column(words.status_class),
        tokens.column(words.word_class),
        tokens.column(clusters.cluster),
        tokens.column(words.is_anaphor),
        _numbers_of_runs(sentence_bounds),
        sentence_bounds,
        _numbers_of_runs(begins_line.nonzero()[0]),
        np.concatenate(([0], _COUNTED_BIT[grammar].cumsum())),
        _owners(len(grammar), names, amounts, times),
    )


def _owners(count: int, names: Spans, amounts: Spans, times: Spans) -> Int32Array:
    owner = np.full(count, _NO_OWNER, dtype=np.int32)
    for spans, marks in (
        (names, np.arange(len(names.first))),
        (times, np.full(len(times.first), _TIME)),
        (amounts, np.full(len(amounts.first), _FIGURE)),
    ):
        covered, span = _covered(spans)
        owner[covered] = marks[span]
    return owner


def _numbers_of_runs(bounds: IndexArray) -> Int32Array:
    """Return for each element the number of its run."""
    return np.arange(len(bounds) - 1, dtype=np.int32).repeat(np.diff(bounds))


def _covered(spans: Spans) -> tuple[IndexArray, IndexArray]:
    """Return the tokens of all spans, and the span of each."""
    lengths = spans.last - spans.first + 1
    span = np.arange(len(lengths)).repeat(lengths)
    before = lengths.cumsum() - lengths
    return np.arange(len(span)) + (spans.first - before)[span], span


def running_count(mask: BoolArray) -> Int32Array:
    """Return int32 ``(n + 1,)``: how many before each element of a mask, and in all, are true."""
    counts = np.zeros(len(mask) + 1, dtype=np.int32)
    mask.cumsum(dtype=np.int32, out=counts[1:])
    return counts


def find_chunks(columns: TokenColumns) -> Spans:
    """Return what facts may point to: runs of nouns, names as they are, and verbs, by start."""
    tokens, grammar, owner = columns.tokens, columns.grammar, columns.owner
    named = owner >= 0
    noun = (grammar >= words.FIRST_MEMBER) & (grammar <= words.LAST_MEMBER)
    touching = np.zeros(len(grammar) + 1, dtype=bool)
    touching[1:-1] = tokens.start[1:] == tokens.end[:-1]
    joins = grammar == words.JOINER
    joins[0] = joins[-1] = False
    joins[1:-1] &= noun[:-2] & noun[2:]
    joins &= touching[:-1] & touching[1:]
    member = (noun | joins | named) & (owner >= _NO_OWNER)
    continues = member[1:] & member[:-1] & (owner[1:] == owner[:-1])
    continues &= touching[1:-1] | _over_space(columns) | named[1:]
    begins, ends = member.copy(), member.copy()
    begins[1:] &= ~continues
    ends[:-1] &= ~continues
    first, last = begins.nonzero()[0], ends.nonzero()[0]
    # A number alone names nothing.
    numbers = running_count(grammar == words.NUMERAL)
    names_something = numbers[last + 1] - numbers[first] < last - first + 1
    verbs = ((grammar == words.VERB) & (owner == _NO_OWNER)).nonzero()[0]
    firsts = np.concatenate((first[names_something], verbs))
    order = firsts.argsort(kind="stable")
    return Spans(firsts[order], np.concatenate((last[names_something], verbs))[order])


def _over_space(columns: TokenColumns) -> BoolArray:
    """Return bool ``(n - 1,)``: whether Latin words or numbers stand one space apart."""
    grammar, tokens = columns.grammar, columns.tokens
    latin = (grammar == words.LATIN) | (grammar == words.NUMERAL)
    return np.asarray(latin[1:] & latin[:-1] & (tokens.start[1:] - tokens.end[:-1] == 1))


def token_spans(tokens: JoinedTokens, starts: Int32Array, ends: Int32Array) -> Spans:
    """Return the tokens that spans of the joined articles cover, in part at least.

    Args:
        tokens: The tokens.
        starts: int32 ``(spans,)``: first code point of each, in the joined texts of the articles.
        ends: int32 ``(spans,)``: one past its last code point.
    """
    first = tokens.source_end.searchsorted(starts, side="right")
    last = tokens.source_start.searchsorted(ends, side="left") - 1
    return Spans(first, np.maximum(first, last))
