"""What a report counts."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kijiyomi.records.labels import EntityLabel
from kijiyomi.report.records import Record
from kijiyomi.report.texts import Source
from kijiyomi.report.values import amount

_AMOUNTS_SHOWN = 6
# Code points, about a sentence: an amount this near a company has likely to do with it.
_NEAR = 60


def overview(records: Sequence[Record], sources: Sequence[Source]) -> dict[str, str]:
    """Return the numbers that stand first, by their Japanese names."""
    minutes = statistics.median(record["reading_time"]["minutes"] for record in records)
    dates = sorted(source.date for source in sources if source.date)
    untagged = sum(not record["tags"] for record in records)
    without_entities = sum(not record["entities"] for record in records)
    numbers = {
        "記事": f"{len(records):,}本",
        "期間": f"{dates[0]} 〜 {dates[-1]}" if dates else "日付なし",
        "文字数": f"{sum(record['characters'] for record in records):,}字",
        "読了時間の中央値": f"{minutes:g}分",
        "企業": f"{len(name_counts(records, 'COMPANY')):,}社",
        "GPU": f"{len(name_counts(records, 'GPU')):,}種",
        "タグのない記事": _share(untagged, len(records)),
        "企業も数値もない記事": _share(without_entities, len(records)),
    }
    if any(record["warnings"] for record in records):
        numbers["読み取り時の警告"] = f"{sum(bool(record['warnings']) for record in records):,}本"
    return numbers


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}（{part:,}本）"


def names(record: Record, label: EntityLabel) -> list[str]:
    """Return the canonical names of one kind in an article, the most frequent first."""
    counts = Counter(e["name"] or e["text"] for e in record["entities"] if e["label"] == label)
    return [name for name, _ in counts.most_common()]


def name_counts(records: Iterable[Record], label: EntityLabel) -> Counter[str]:
    """Return how many articles name each company or GPU."""
    return Counter(name for record in records for name in names(record, label))


def label_counts(records: Iterable[Record], field: str) -> Counter[str]:
    """Return how many articles have each tag (``tags``) or category (``categories``)."""
    return Counter(label for record in records for label in {item["label"] for item in record[field]})


def top(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    """Return the most frequent names, those of one frequency in the order of their characters."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


@dataclass(frozen=True, slots=True)
class CompanyCount:
    """A company, and the amounts of money in the articles that name it.

    Attributes:
        name: Canonical name.
        articles: Articles that name it.
        mentions: How often they do.
        amounts: Amounts with how many of these articles give them; first those that stand near the company
            in most articles.
    """

    name: str
    articles: int
    mentions: int
    amounts: tuple[tuple[str, int], ...]


def companies(records: Sequence[Record], most: int) -> list[CompanyCount]:
    """Return the companies that most articles name."""
    counts = top(name_counts(records, "COMPANY"), most)
    wanted = {name for name, _ in counts}
    mentions: Counter[str] = Counter()
    amounts: dict[str, Counter[str]] = defaultdict(Counter)
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        places = _places(record, wanted)
        mentions.update({name: len(starts) for name, starts in places.items()})
        money = list(_amounts(record))
        for name, starts in places.items():
            amounts[name].update({written for written, _ in money})
            near[name].update({written for written, place in money if _is_near(place, starts)})
    return [
        CompanyCount(name, count, mentions[name], tuple(_telling(amounts[name], near[name])))
        for name, count in counts
    ]


def _is_near(place: int, starts: Iterable[int]) -> bool:
    return any(abs(place - start) <= _NEAR for start in starts)


def _places(record: Record, wanted: set[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for entity in record["entities"]:
        if entity["label"] == "COMPANY" and (name := entity["name"] or entity["text"]) in wanted:
            places[name].append(entity["start"])
    return places


def _amounts(record: Record) -> Iterator[tuple[str, int]]:
    for entity in record["entities"]:
        if entity["label"] == "MONEY" and (text := amount(entity)) is not None:
            yield text, entity["start"]


def _telling(amounts: Counter[str], near: Counter[str]) -> list[tuple[str, int]]:
    ranked = sorted(amounts.items(), key=lambda item: (-near[item[0]], -item[1], item[0]))
    return ranked[:_AMOUNTS_SHOWN]
