"""What an audit knows of a post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kijiyomi.article import Article
from kijiyomi.frontmatter.keys import categories_of, tags_of
from kijiyomi.reading_time import estimate_reading
from kijiyomi.text.markdown import read_passage

_EXCERPTS = ("excerpt", "description", "summary")
_SHORTEST_PARAGRAPH = 30


@dataclass(frozen=True, slots=True)
class Post:
    """A post as far as it is audited without its words being read.

    Attributes:
        id: Identifier; its path or number when it has none.
        article: The post itself.
        text: Its readable text.
        paragraphs: Its paragraphs of 30 characters or more.
        seconds: How long it takes to read.
        categories: Its categories, the main one first.
        tags: Its tags.
        excerpt: What its front matter says it is about; ``""`` for nothing.
    """

    id: str
    article: Article
    text: str
    paragraphs: tuple[str, ...]
    seconds: float
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    excerpt: str


def read_posts(articles: Iterable[Article]) -> list[Post]:
    """Return the posts of an archive."""
    return [_post(number, article) for number, article in enumerate(articles, 1)]


def _post(number: int, article: Article) -> Post:
    passage = read_passage(article)
    blocks = (passage.text[block.start : block.end].strip() for block in passage.blocks)
    excerpts = (article.metadata.get(key) for key in _EXCERPTS)
    return Post(
        article.id or article.path or str(number),
        article,
        passage.text,
        tuple(block for block in blocks if len(block) >= _SHORTEST_PARAGRAPH),
        estimate_reading(passage).time.seconds,
        categories_of(article),
        tags_of(article),
        next((excerpt.strip() for excerpt in excerpts if isinstance(excerpt, str) and excerpt.strip()), ""),
    )
