"""What is seen of each sentence that may become an excerpt, as numbers of weights."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray, IndexArray, Int32Array, sorted_unique
from kijiyomi.document import Document
from kijiyomi.excerpt import sentence_words as words
from kijiyomi.excerpt.opening_sentences import OpeningSentences
from kijiyomi.records.analysis import Keyword
from kijiyomi.text.passage import BlockKind

MIN_LENGTH, MAX_LENGTH = 15, 160
"""Characters of a sentence that may become an excerpt."""
MOSTLY_POLITE, OFTEN_CHATTY = 0.5, 0.15
"""Shares of its sentences above which an article is written politely, or chats."""
_KINDS = get_args(BlockKind)
_HEADING, _PARAGRAPH, _LIST_ITEM = map(_KINDS.index, ("heading", "paragraph", "list_item"))
_NOWHERE = 99
_COUNTED = ("proper", "number", "nominal", "chat", "pronoun", "anaphor", "polite", "comma", "open", "subject")

# What is seen of a sentence, by the least value of each class but the first.
_CLASSES: dict[str, tuple[float, ...]] = {
    "index": (1, 2, 3, 4, 5, 7, 10, 15, 20, 30),
    "rough index": (1, 3, 6, 15),
    "index in block": (1, 2, 3),
    "section": (1, 2, 3),
    "blocks since heading": (1, 2, 3),
    "paragraph": (1, 2, 3, 5, 8),
    "sentences of article": (5, 10, 20, 40),
    "block": tuple(range(1, len(_KINDS))),
    "end": (1, 2),
    "asks": (1,),
    "length": (15, 20, 25, 30, 35, 40, 50, 60, 70, 80, 95, 110, 130, 161),
    "rough length": (30, 45, 60, 80, 110, 161),
    "title share": (0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8),
    "title words": (1, 2, 3, 4, 6, 9),
    "rough title words": (1, 2, 4),
    "first title word": (1, 3, 6, 12),
    "has title word": (1,),
    "keyword share": (0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8),
    "proper nouns": (1, 2, 3, 4, 6, 9),
    "rough proper nouns": (1, 2, 4),
    "numbers": (1, 2, 3, 4, 6, 9),
    "rough numbers": (1, 2, 4),
    "nouns": (1, 3, 5, 8, 12, 17, 25),
    "chat words": (1, 2, 3),
    "pronouns": (1, 2, 3),
    "anaphors": (1, 2, 3),
    "polite": (1,),
    "commas": (1, 2, 3, 4, 6, 9),
    "brackets": (1, 2, 3),
    "first topic": (1, 4, 8, 12, 18, 25, 40),
    "has subject": (1,),
    "begins dependent": (1,),
    "begins with bracket": (1,),
    "begins with number": (1,),
    "followed": (1,),
    "followed by dependent": (1,),
    "after colon": (1,),
    "manner": (1, 2, 3),
}
# Each combination of the classes in a row has a weight.
_FEATURES: tuple[tuple[str, ...], ...] = (
    ("index", "manner"),
    ("section", "manner"),
    ("index in block", "blocks since heading"),
    ("paragraph", "manner"),
    ("block", "end", "asks"),
    ("length",),
    ("rough length", "manner"),
    ("title share",),
    ("title words", "manner"),
    ("rough title words", "rough index"),
    ("first title word", "has title word"),
    ("keyword share",),
    ("proper nouns",),
    ("rough proper nouns", "rough numbers"),
    ("numbers",),
    ("nouns",),
    ("chat words", "manner"),
    ("pronouns", "manner"),
    ("anaphors", "manner"),
    ("polite", "manner"),
    ("commas",),
    ("brackets",),
    ("first topic", "has subject"),
    ("begins dependent", "index in block"),
    ("begins with bracket",),
    ("begins with number",),
    ("followed", "followed by dependent"),
    ("after colon",),
    ("sentences of article", "rough index"),
)
_SIZES = [prod(len(_CLASSES[name]) + 1 for name in feature) for feature in _FEATURES]
_EDGES = {name: np.array(edges, dtype=np.float64) for name, edges in _CLASSES.items()}
FEATURE_WEIGHTS = sum(_SIZES)
"""How many weights the features have."""
FIRST_FEATURE_WEIGHTS = _SIZES[0]
"""How many of them, the first, the first feature has; every sentence has one of each feature."""


class SentenceFeatures(NamedTuple):
    """What is seen of sentences.

    Attributes:
        slots: ``(features, sentences)``: which weight each feature of a sentence has.
        may_stand: bool ``(sentences,)``: whether the form of each allows it to be printed alone.
        may_follow: bool ``(sentences,)``: whether it may be printed behind the one before it.
    """

    slots: IndexArray
    may_stand: BoolArray
    may_follow: BoolArray


def sentence_features(
    documents: Sequence[Document], openings: OpeningSentences, keywords: Sequence[Sequence[Keyword]]
) -> SentenceFeatures:
    """Return what is seen of the opening sentences of articles.

    Args:
        documents: The articles.
        openings: Their sentences, of which there is one at least.
        keywords: The keywords of each article.
    """
    owners = openings.owners
    form, blocks, title = _Form(openings), _Blocks(openings), _TitleWords(documents, openings)
    sentences = np.arange(len(owners))
    index = sentences - np.array(openings.bounds)[owners]
    in_block = sentences - blocks.first_sentence
    lengths = openings.spans[:, 1] - openings.spans[:, 0]
    followed = np.append(blocks.number[1:] == blocks.number[:-1], False)
    followed_by_dependent = followed & np.append(form.is_dependent[1:], False)
    after_colon = (index > 0) & np.append(False, form.ends_with_colon[:-1])

    whole = form.stops | form.closes
    is_statement = (blocks.kind == _PARAGRAPH) & (lengths >= MIN_LENGTH) & whole
    polite = _article_share(form.counts["polite"] > 0, is_statement, owners, len(documents))
    chatty = _article_share(form.counts["chat"] > 0, is_statement, owners, len(documents))
    manner = (polite > MOSTLY_POLITE) + 2 * (chatty > OFTEN_CHATTY)
    values = {
        "index": index,
        "rough index": index,
        "index in block": in_block,
        "section": blocks.section,
        "blocks since heading": blocks.since_heading,
        "paragraph": blocks.paragraph,
        "sentences of article": np.bincount(owners, minlength=len(documents))[owners],
        "block": blocks.kind,
        "end": form.stops * 2 + form.closes,
        "asks": form.asks,
        "length": lengths,
        "rough length": lengths,
        "title share": title.share,
        "title words": title.count,
        "rough title words": title.count,
        "first title word": title.first,
        "has title word": title.count,
        "keyword share": _keyword_share(openings, keywords),
        "proper nouns": form.counts["proper"],
        "rough proper nouns": form.counts["proper"],
        "numbers": form.counts["number"],
        "rough numbers": form.counts["number"],
        "nouns": form.counts["nominal"],
        "chat words": form.counts["chat"],
        "pronouns": form.counts["pronoun"],
        "anaphors": form.counts["anaphor"],
        "polite": form.counts["polite"],
        "commas": form.counts["comma"],
        "brackets": form.counts["open"],
        "first topic": form.first_topic,
        "has subject": form.counts["subject"],
        "begins dependent": form.is_dependent,
        "begins with bracket": form.begins_with_bracket,
        "begins with number": form.begins_with_number,
        "followed": followed,
        "followed by dependent": followed_by_dependent,
        "after colon": after_colon,
        "manner": manner[owners],
    }
    is_prose = (blocks.kind == _PARAGRAPH) | ((blocks.kind == _LIST_ITEM) & form.stops)
    allowed = is_prose & (lengths >= MIN_LENGTH) & (lengths <= MAX_LENGTH) & ~form.asks
    return SentenceFeatures(_slots(values), allowed & ~form.never_stands, allowed & (in_block > 0))


def _slots(values: dict[str, NDArray[Any]]) -> IndexArray:
    """Return ``(features, sentences)``: the weight that each feature of a sentence has."""
    classes = {name: edges.searchsorted(values[name], side="right") for name, edges in _EDGES.items()}
    slots, start = [], 0
    for feature, size in zip(_FEATURES, _SIZES, strict=True):
        combined = classes[feature[0]]
        for name in feature[1:]:
            combined = combined * (len(_CLASSES[name]) + 1) + classes[name]
        slots.append(combined + start)
        start += size
    return np.stack(slots)


class _Form:
    """How sentences are written, each attribute ``(sentences,)``.

    Attributes:
        counts: How many tokens of each role that is counted a sentence has.
        stops: Whether it ends with a full stop.
        closes: Whether it ends with a closing bracket.
        asks: Whether it is a question.
        ends_with_colon: Whether it ends with a colon.
        is_dependent: Whether it begins with a word that usually needs what stands before.
        never_stands: Whether it begins with a word no excerpt begins with.
        begins_with_bracket: Whether it begins with a bracket.
        begins_with_number: Whether it begins with a number.
        first_topic: How many tokens stand before the first は; :data:`_NOWHERE` without any.
    """

    def __init__(self, openings: OpeningSentences) -> None:
        first, end = openings.first_tokens, openings.end_tokens
        roles = openings.lexicon.column(words.sentence_roles).take(openings.morphemes)
        self.counts = {role: _count(roles, words.bit(role), first, end) for role in _COUNTED}
        # Behind the last token two without a role, for sentences that have none.
        padded = np.append(roles, np.zeros(2, dtype=np.int32))
        begins = np.where(first < end, padded[first], 0)
        ends = np.where(first < end, padded[end - 1], 0)
        before = np.where(first + 1 < end, padded[end - 2], 0)
        self.stops = (ends & words.bit("stop")) > 0
        self.closes = (ends & words.bit("close")) > 0
        self.asks = ((before | ends) & words.bit("question")) > 0
        self.ends_with_colon = (ends & words.bit("colon")) > 0
        self.is_dependent = (begins & words.bit("dependent")) > 0
        self.never_stands = (begins & words.bit("never_first")) > 0
        self.begins_with_bracket = (begins & words.bit("open")) > 0
        self.begins_with_number = (begins & words.bit("number")) > 0
        self.first_topic = _first_of(roles, words.bit("topic"), first, end)


def _count(roles: Int32Array, bit: int, first: IndexArray, end: IndexArray) -> IndexArray:
    """Return ``(sentences,)``: how many tokens of a role each sentence has."""
    found = (roles & bit).nonzero()[0]
    return np.asarray(found.searchsorted(end) - found.searchsorted(first))


def _first_of(roles: Int32Array, bit: int, first: IndexArray, end: IndexArray) -> IndexArray:
    """Return ``(sentences,)``: how many tokens stand before the first of a role."""
    found = np.append((roles & bit).nonzero()[0], len(roles))
    nearest = found[found.searchsorted(first)]
    return np.where(nearest < end, nearest - first, _NOWHERE)


class _Blocks:
    """Where each sentence stands among the blocks of its article.

    Attributes:
        kind: ``(sentences,)``: index in the kinds of blocks.
        number: ``(sentences,)``: index of its block, over all articles.
        first_sentence: ``(sentences,)``: the first sentence of its block.
        section: ``(sentences,)``: how many headings stand before it.
        paragraph: ``(sentences,)``: how many paragraphs stand before its block.
        since_heading: ``(sentences,)``: how many blocks stand between it and the heading before it.
    """

    def __init__(self, openings: OpeningSentences) -> None:
        located = list(zip(openings.starts.tolist(), openings.blocks, strict=True))
        starts = np.array([start + block.start for start, some in located for block in some], dtype=np.intp)
        kinds = np.array([_KINDS.index(block.kind) for _, some in located for block in some], dtype=np.intp)
        owners = np.arange(len(located)).repeat([len(some) for _, some in located])
        firsts = owners.searchsorted(np.arange(len(located) + 1))[owners]
        self.number = starts.searchsorted(openings.spans[:, 0], side="right") - 1
        self.kind = kinds[self.number]
        self.first_sentence = self.number.searchsorted(self.number)
        is_heading, is_paragraph = kinds == _HEADING, kinds == _PARAGRAPH
        headings, paragraphs = is_heading.cumsum(), is_paragraph.cumsum()
        numbers = np.arange(len(kinds))
        last_heading = np.maximum.accumulate(np.where(is_heading, numbers, -1))
        since = numbers - np.maximum(last_heading, firsts - 1) - 1
        self.section = (headings - (headings - is_heading)[firsts])[self.number]
        self.paragraph = (paragraphs - is_paragraph - (paragraphs - is_paragraph)[firsts])[self.number]
        self.since_heading = since[self.number]


class _TitleWords:
    """The words of its title that each sentence holds.

    Attributes:
        count: ``(sentences,)``: how many distinct ones.
        share: float64 ``(sentences,)``: their share of those of the title.
        first: ``(sentences,)``: how many tokens stand before the first; :data:`_NOWHERE` without any.
    """

    def __init__(self, documents: Sequence[Document], openings: OpeningSentences) -> None:
        sentences, lexicon = len(openings.owners), openings.lexicon
        self.count = np.zeros(sentences, dtype=np.intp)
        self.share = np.zeros(sentences)
        self.first = np.full(sentences, _NOWHERE, dtype=np.intp)
        titles = [document.title for document in documents]
        of_titles = np.concatenate([title.morpheme for title in titles])
        content = (lexicon.column(words.title_word).take(of_titles) == 1).nonzero()[0]
        if not len(content):
            return
        owners = np.arange(len(documents)).repeat(list(map(len, titles)))[content]
        # An article with a word of its title is one number.
        pairs = sorted_unique(owners * len(lexicon) + of_titles[content])
        in_any_title = np.zeros(len(lexicon), dtype=bool)
        in_any_title[of_titles[content]] = True
        tokens = in_any_title.take(openings.morphemes).nonzero()[0]
        holders = openings.first_tokens.searchsorted(tokens, side="right") - 1
        inside = (holders >= 0) & (tokens < openings.end_tokens[holders])
        tokens, holders = tokens[inside], holders[inside]
        occurrences = openings.owners[holders] * len(lexicon) + openings.morphemes[tokens]
        indices = pairs.searchsorted(occurrences)
        found = pairs.take(indices, mode="clip") == occurrences
        tokens, holders, indices = tokens[found], holders[found], indices[found]
        np.minimum.at(self.first, holders, tokens - openings.first_tokens[holders])
        # And so is a sentence with a word it holds.
        held = sorted_unique(holders * len(pairs) + indices) // len(pairs)
        self.count = np.bincount(held, minlength=sentences)
        of_title = np.bincount(pairs // len(lexicon), minlength=len(documents))[openings.owners]
        self.share = self.count / np.maximum(of_title, 1)


def _article_share(
    having: BoolArray, among: BoolArray, owners: IndexArray, articles: int
) -> NDArray[np.float64]:
    """Return float64 ``(articles,)``: the share of some sentences of each article that have something."""
    total = np.bincount(owners[among], minlength=articles)
    return np.bincount(owners[having & among], minlength=articles) / np.maximum(total, 1)


def _keyword_share(openings: OpeningSentences, keywords: Sequence[Sequence[Keyword]]) -> NDArray[np.float64]:
    """Return the share of the scores of its article's keywords that each sentence holds."""
    shares = [0.0] * len(openings.owners)
    find, ends = openings.text.find, openings.spans[:, 1].tolist()
    limits = zip(openings.starts.tolist(), openings.ends.tolist(), pairwise(openings.bounds), strict=True)
    for some, (start, end, (first, last)) in zip(keywords, limits, strict=True):
        total = sum([score for _, score, _ in some]) or 1.0
        for word, score, _ in some:
            share = score / total
            offset = find(word, start, end)
            while offset >= 0:
                sentence = bisect_right(ends, offset, first, last)
                if sentence == last:
                    break
                shares[sentence] += share
                offset = find(word, ends[sentence], end)
    return np.array(shares)
