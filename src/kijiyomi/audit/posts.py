"""The posts of an archive as far as an audit knows them without reading their words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kijiyomi.article import Article
from kijiyomi.frontmatter.keys import categories_of, excerpt_of, reading_time_of, tags_of
from kijiyomi.reading_time import estimate_reading
from kijiyomi.text.markdown import read_passage

_SHORTEST_PARAGRAPH = 30


@dataclass(frozen=True, slots=True)
class AuditedPost:
    """A post, with what its front matter says of it.

    Attributes:
        id: Identifier; its path or number when it has none.
        article: The post itself.
        text: Its readable text.
        paragraphs: Its paragraphs of 30 characters or more.
        minutes: How long it takes to read.
        given_minutes: How long its front matter says it takes; ``None`` for nothing.
        categories: Its categories, the main one first.
        tags: Its tags.
        excerpt: What its front matter says it is about; ``""`` for nothing.
    """

    id: str
    article: Article
    text: str
    paragraphs: tuple[str, ...]
    minutes: float
    given_minutes: float | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    excerpt: str


def read_posts(articles: Iterable[Article]) -> list[AuditedPost]:
    """Return the posts of an archive."""
    return [_post(number, article) for number, article in enumerate(articles, 1)]


def _post(number: int, article: Article) -> AuditedPost:
    passage = read_passage(article)
    blocks = (passage.text[block.start : block.end].strip() for block in passage.blocks)
    return AuditedPost(
        article.id or article.path or str(number),
        article,
        passage.text,
        tuple(block for block in blocks if len(block) >= _SHORTEST_PARAGRAPH),
        estimate_reading(passage).time.seconds / 60,
        reading_time_of(article.metadata),
        categories_of(article.metadata),
        tags_of(article.metadata),
        excerpt_of(article.metadata),
    )
