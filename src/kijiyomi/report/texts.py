"""Find the text and the date of each record in the archive it was scored from."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from kijiyomi.article import Article
from kijiyomi.report.records import Record

_DATE_FIELDS = ("date", "published", "published_at", "created_at")
# Posts are named 2025-06-03-title.md, 20250603_title.md or 2025/06/03/title.md.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.年]?)(\d\d?)(?:\2|月)(\d\d?)(?!\d)")


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
    date = _metadata_date(article.metadata) if article else ""
    text = article.text if article and _is_scored(article.text, record) else None
    return Source(text, date or day(record["id"]) or day(PurePath(record["path"]).name))


def _is_scored(text: str, record: Record) -> bool:
    """Return whether a record's entities stand where it says; otherwise the article was changed since."""
    return all(text[e["start"] : e["end"]] == e["text"] for e in record["entities"])


def _metadata_date(metadata: Mapping[str, object]) -> str:
    return next((found for key in _DATE_FIELDS if (found := day(str(metadata.get(key, ""))))), "")


def day(text: str) -> str:
    """Return the first date in a text as ``YYYY-MM-DD``, or ``""``.

    >>> day("_posts/2025-06-03-ai-factory.md"), day("20250603.md"), day("2025-13-40")
    ('2025-06-03', '2025-06-03', '')
    """
    for year, separator, month, date in _DATE.findall(text):
        if separator or len(month) == len(date) == 2:
            try:
                return datetime.date(int(year), int(month), int(date)).isoformat()
            except ValueError:
                continue
    return ""
