"""Find the text and the date of each record in the archive it was scored from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from kijiyomi.article import Article
from kijiyomi.frontmatter.keys import date_of, day
from kijiyomi.report.records import Record


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from.

    Attributes:
        text: The article's text, or ``None`` when it is not known or no longer the one that was scored.
        date: Its day as ``YYYY-MM-DD``; ``""`` when neither archive nor id tells.
    """

    text: str | None
    date: str


class Texts:
    """The articles of an archive by path and id.

    Args:
        articles: The archive that was scored.
    """

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._by_place: dict[tuple[str, str], list[Article]] = defaultdict(list)
        self._by_id: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            self._by_place[article.path, article.id].append(article)
            self._by_id[article.id].append(article)

    def sources(self, records: Sequence[Record]) -> list[Source]:
        """Return where each record comes from.

        An archive given by another path than when it was scored is matched by ids alone, as far as they are
        unique. Articles of one path and id are taken in their order.
        """
        seen: dict[tuple[str, str], int] = defaultdict(int)
        found = []
        for record in records:
            place = record["path"], record["id"]
            same = self._by_place.get(place) or self._only(record["id"])
            article = same[min(seen[place], len(same) - 1)] if same else None
            seen[place] += 1
            found.append(_source(record, article))
        return found

    def _only(self, identifier: str) -> list[Article]:
        found = self._by_id.get(identifier, [])
        return found if len(found) == 1 else []


def _source(record: Record, article: Article | None) -> Source:
    date = day(date_of(article.metadata)) if article else ""
    text = article.text if article and _is_scored(article.text, record) else None
    return Source(text, date or day(record["id"]) or day(PurePath(record["path"]).name))


def _is_scored(text: str, record: Record) -> bool:
    """Return whether a record's entities stand where it says; otherwise the article was changed since."""
    return all(text[e["start"] : e["end"]] == e["text"] for e in record["entities"])
