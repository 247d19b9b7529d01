"""What becomes of an article that cannot be read or analyzed."""

from __future__ import annotations

from dataclasses import dataclass

from kijiyomi.article import Article


@dataclass(frozen=True, slots=True)
class Failure:
    """An article without a record.

    Attributes:
        id: Its identifier as far as known.
        path: The file it stands in.
        reason: What is wrong, where, and what to do about it.
    """

    id: str
    path: str
    reason: str


ArticleOrFailure = Article | Failure


def text_length(item: ArticleOrFailure) -> int:
    """Return the characters of an article's text; a failure has none."""
    return len(item.text) if isinstance(item, Article) else 0
