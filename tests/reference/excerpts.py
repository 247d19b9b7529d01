"""Excerpts, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kijiyomi.document import Document
from kijiyomi.excerpt.opening_sentences import OPENING_CHARACTERS
from kijiyomi.excerpt.sentence_scores import (
    BLOCK_WEIGHTS,
    HALF_POSITION,
    KEYWORD_WEIGHT,
    MAX_GOOD_LENGTH,
    POSITION_WEIGHT,
    TITLE_WEIGHT,
    standalone_score,
)
from kijiyomi.records.analysis import Keyword
from kijiyomi.tokenizer.tokens import Morpheme
from reference.sentences import sentence_spans

Span = tuple[int, int]


def content_scores(document: Document, keywords: Sequence[Keyword]) -> list[tuple[Span, float]]:
    """Return the opening sentences of a document, each with the score of what it says."""
    blocks = [block for block in document.passage.blocks if block.start < OPENING_CHARACTERS]
    opening = document.passage.text[: blocks[-1].end] if blocks else ""
    spans = sentence_spans(opening)
    scored = []
    for index, (start, end) in enumerate(spans):
        next_start = spans[index + 1][0] if index + 1 < len(spans) else len(opening)
        block = next(block for block in reversed(blocks) if block.start <= start)
        score = (
            POSITION_WEIGHT * (1.0 / (1.0 + start / HALF_POSITION))
            + KEYWORD_WEIGHT * keyword_share(opening, (start, end), keywords)
            + TITLE_WEIGHT * title_share(document, start, next_start)
        )
        scored.append(((start, end), score * BLOCK_WEIGHTS[block.kind]))
    return scored


def keyword_share(opening: str, span: Span, keywords: Sequence[Keyword]) -> float:
    total = sum(keyword.score for keyword in keywords) or 1.0
    share = 0.0
    for keyword in keywords:
        if any(opening.startswith(keyword.text, offset) for offset in range(*span)):
            share += keyword.score / total
    return share


def title_share(document: Document, start: int, end: int) -> float:
    lexicon, starts = document.title.lexicon, document.tokens.start.tolist()
    title = {i for i in document.title.morpheme.tolist() if is_content(lexicon[i])}
    tokens = zip(document.tokens.morpheme.tolist(), starts, strict=True)
    sentence = {i for i, offset in tokens if start <= offset < end}
    return len(title & sentence) / max(len(title), 1)


def is_content(morpheme: Morpheme) -> bool:
    return morpheme.pos1 == "名詞" and morpheme.pos2 != "数詞"


def extract_excerpt(document: Document, keywords: Sequence[Keyword]) -> str:
    text = document.passage.text
    scored = content_scores(document, keywords)
    if not scored:
        return ""
    scores = [standalone_score(text[start:end]) * score for (start, end), score in scored]
    best = scores.index(max(scores))
    start, end = scored[best][0]
    if best + 1 < len(scored):
        next_start, next_end = scored[best + 1][0]
        same_block = "\n" not in text[end:next_start]
        short = end - start < MAX_GOOD_LENGTH / 2 and next_end - start <= 170
        if same_block and short and scores[best + 1] >= scores[best] / 4:
            end = next_end
    return text[start:end]
