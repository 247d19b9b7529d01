"""What is seen of sentences for an excerpt, sentence by sentence."""

from __future__ import annotations

from kijiyomi.document import Document
from kijiyomi.excerpt import sentence_words as words
from kijiyomi.excerpt.model import ExcerptModel
from kijiyomi.excerpt.opening_sentences import OPENING_CHARACTERS, OPENING_SENTENCES
from reference.sentences import sentence_spans

Span = tuple[int, int]


def opening_spans(document: Document) -> list[Span]:
    blocks = [block for block in document.passage.blocks if block.start < OPENING_CHARACTERS]
    opening = document.passage.text[: blocks[-1].end] if blocks else ""
    return sentence_spans(opening)[:OPENING_SENTENCES]


def tokens_of(document: Document, span: Span) -> list[int]:
    starts = document.tokens.start.tolist()
    return [index for index, start in enumerate(starts) if span[0] <= start < span[1]]


def title_share(document: Document, span: Span) -> float:
    lexicon = document.title.lexicon
    title = {i for i in document.title.morpheme.tolist() if words.title_word(lexicon[i])}
    sentence = {int(document.tokens.morpheme[index]) for index in tokens_of(document, span)}
    return len(title & sentence) / max(len(title), 1)


def count_role(document: Document, span: Span, role: str) -> int:
    tokens = [document.tokens.lexicon[int(document.tokens.morpheme[i])] for i in tokens_of(document, span)]
    return sum(bool(words.sentence_roles(morpheme) & words.bit(role)) for morpheme in tokens)


def word_score(document: Document, span: Span, model: ExcerptModel, question: int) -> float:
    """The weights of the words of a sentence: anywhere, and at its edges."""
    tokens = [document.tokens.lexicon[int(document.tokens.morpheme[i])] for i in tokens_of(document, span)]
    marks = words.bit("stop") | words.bit("close") | words.bit("question")
    last = len(tokens) - 1
    for _ in range(3):
        if last > 0 and words.sentence_roles(tokens[last]) & marks:
            last -= 1
    edges = [0, 1, last, last - 1, last - 2]
    score = sum(model.word_weight(morpheme, -1, question) for morpheme in tokens[:80])
    for slot, index in enumerate(edges):
        if 0 <= index < len(tokens):
            score += model.word_weight(tokens[index], slot, question)
    return score
