"""Find the text and the date of each record in the archive it was scored from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kijiyomi.article import Article
from kijiyomi.records.schema import Record
from kijiyomi.statistics.dates import article_date


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from.

    Attributes:
        article: The article, or ``None`` when it is not known or no longer the one that was scored.
        date: Its day as ``YYYY-MM-DD``; ``""`` when neither archive nor id has one.
    """

    article: Article | None
    date: str

    @property
    def text(self) -> str | None:
        """The article's text, if it is known."""
        return None if self.article is None else self.article.text


class ArticleLookup:
    """The articles of an archive by path and id.

    Args:
        articles: The archive that was scored.
    """

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._by_path_and_id: dict[tuple[str, str], list[Article]] = defaultdict(list)
        self._by_id: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            self._by_path_and_id[article.path, article.id].append(article)
            self._by_id[article.id].append(article)

    def sources(self, records: Sequence[Record]) -> list[Source]:
        """Return where each record comes from.

        An archive given by another path than when it was scored is matched by ids alone, as far as they are
        unique. Articles of one path and id are taken in their order.
        """
        seen: dict[tuple[str, str], int] = defaultdict(int)
        sources = []
        for record in records:
            key = record["path"], record["id"]
            candidates = self._by_path_and_id.get(key) or self._only_one_of(record["id"])
            article = candidates[min(seen[key], len(candidates) - 1)] if candidates else None
            seen[key] += 1
            sources.append(_source(record, article))
        return sources

    def _only_one_of(self, identifier: str) -> list[Article]:
        articles = self._by_id.get(identifier, [])
        return articles if len(articles) == 1 else []


def _source(record: Record, article: Article | None) -> Source:
    if article is None:
        return Source(None, article_date(record))
    known = article if _is_scored(article.text, record) else None
    return Source(known, article_date(record, article.metadata))


def _is_scored(text: str, record: Record) -> bool:
    """Return whether a record's entities are where it says; otherwise the article was changed since."""
    return all(text[e["start"] : e["end"]] == e["text"] for e in record["entities"])
