"""What every feature extractor reads: an article together with its readable text and tokens."""

from __future__ import annotations

from dataclasses import dataclass

from kijiyomi.article import Article
from kijiyomi.text.passage import Passage
from kijiyomi.tokenizer.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Document:
    """An article, read once.

    Attributes:
        article: The input.
        passage: Its readable text with the way back to ``article.text``.
        tokens: Tokens of ``passage.text``.
        title: Tokens of ``article.title``.
    """

    article: Article
    passage: Passage
    tokens: Tokens
    title: Tokens
