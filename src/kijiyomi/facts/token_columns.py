"""The tokens of texts with their classes and sentences, and the chunks of them that facts may point to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, IndexArray, Int32Array, code_points
from kijiyomi.facts import word_classes as words
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.tokenizer.tokens import BOUNDARY, Tokens

_NEWLINE = 10
_NO_OWNER, _FIGURE, _TIME = -1, -2, -3


class Spans(NamedTuple):
    """Runs of tokens.

    Attributes:
        first: ``(n,)``: index of the first token.
        last: ``(n,)``: index of the last token.
    """

    first: IndexArray
    last: IndexArray


class TokenColumns(NamedTuple):
    """Columns over the tokens of joined texts, each ``(n,)``.

    Attributes:
        tokens: The tokens.
        grammar: :func:`~kijiyomi.facts.word_classes.grammar_class`.
        sense: :func:`~kijiyomi.facts.word_classes.sense_class`.
        status: :func:`~kijiyomi.facts.word_classes.status_class`.
        word: :func:`~kijiyomi.facts.word_classes.word_class`.
        cluster: Cluster of the word's meaning.
        anaphor: :func:`~kijiyomi.facts.word_classes.is_anaphor`.
        sentence: Number of the sentence; sentences end at 。！？, at line breaks and with a text.
        line: Number of the line.
        text: Number of the text.
        owner: Index of the name that covers the token; negative where there is none.
    """

    tokens: Tokens
    grammar: Int32Array
    sense: Int32Array
    status: Int32Array
    word: Int32Array
    cluster: Int32Array
    anaphor: Int32Array
    sentence: IndexArray
    line: IndexArray
    text: IndexArray
    owner: IndexArray


def token_columns(
    tokens: Tokens, clusters: WordClusters, *, names: Spans, amounts: Spans, times: Spans
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
    ends_text = tokens.morpheme == BOUNDARY
    begins_line = np.zeros(len(tokens) + 1, dtype=bool)
    begins_line[tokens.start.searchsorted((code_points(tokens.text) == _NEWLINE).nonzero()[0])] = True
    begins_line[1:] |= ends_text
    begins_sentence = begins_line.copy()
    begins_sentence[1:] |= grammar == words.STOP
    owner = np.full(len(tokens), _NO_OWNER, dtype=np.intp)
    for index, (first, last) in enumerate(zip(names.first.tolist(), names.last.tolist(), strict=True)):
        owner[first : last + 1] = index
    for mark, spans in ((_TIME, times), (_FIGURE, amounts)):
        for first, last in zip(spans.first.tolist(), spans.last.tolist(), strict=True):
            owner[first : last + 1] = mark
    return TokenColumns(
        tokens,
        grammar,
        tokens.column(words.sense_class),
        tokens.column(words.status_class),
        tokens.column(words.word_class),
        tokens.column(clusters.cluster),
        tokens.column(words.is_anaphor),
        begins_sentence[:-1].cumsum(),
        begins_line[:-1].cumsum(),
        ends_text.cumsum(),
        owner,
    )


def find_chunks(columns: TokenColumns) -> Spans:
    """Return what facts may point to: runs of nouns, names as they are, and verbs, by start."""
    tokens, grammar, owner = columns.tokens, columns.grammar, columns.owner
    named = owner >= 0
    noun = (grammar >= words.FIRST_MEMBER) & (grammar <= words.LAST_MEMBER)
    touching = np.zeros(len(tokens) + 1, dtype=bool)
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
    numbers = np.concatenate(([0], (grammar == words.NUMERAL).cumsum()))
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


def token_spans(tokens: Tokens, starts: Sequence[int], ends: Sequence[int]) -> Spans:
    """Return the tokens that spans of the tokens' text cover, in part at least."""
    first = tokens.end.searchsorted(np.array(starts, dtype=np.int32), side="right")
    last = tokens.start.searchsorted(np.array(ends, dtype=np.int32), side="left") - 1
    return Spans(first, np.maximum(first, last))
