"""Companies, and the amounts of money in the articles that name them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kijiyomi.display.entity_wording import describe_in_myriads
from kijiyomi.records.analysis import Entity
from kijiyomi.records.schema import Record
from kijiyomi.statistics.counts import articles_by_name, most_frequent

_AMOUNTS_SHOWN = 6
# Code points, about a sentence: an amount this near a company is likely to belong to it.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class CompanyAmounts:
    """A company, and the amounts of money in the articles that name it.

    Attributes:
        name: Canonical name.
        articles: Articles that name it.
        mentions: How often they do.
        amounts: Amounts with how many of these articles give them; first those that are near the company
            in most articles.
    """

    name: str
    articles: int
    mentions: int
    amounts: tuple[tuple[str, int], ...]


def company_amounts(records: Sequence[Record], top: int) -> list[CompanyAmounts]:
    """Return the companies that most articles name."""
    counts = most_frequent(articles_by_name(records, "COMPANY"), top)
    wanted = {name for name, _ in counts}
    mentions: Counter[str] = Counter()
    amounts: dict[str, Counter[str]] = defaultdict(Counter)
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        starts_by_name = _company_starts(record, wanted)
        mentions.update({name: len(starts) for name, starts in starts_by_name.items()})
        money = list(_amounts(record))
        for name, starts in starts_by_name.items():
            amounts[name].update({amount for amount, _ in money})
            near[name].update({amount for amount, start in money if _is_near(start, starts)})
    return [
        CompanyAmounts(name, articles, mentions[name], _most_relevant(amounts[name], near[name]))
        for name, articles in counts
    ]


def _company_starts(record: Record, wanted: set[str]) -> dict[str, list[int]]:
    starts: dict[str, list[int]] = defaultdict(list)
    for entity in record["entities"]:
        if entity["label"] == "COMPANY" and (name := entity["name"] or entity["text"]) in wanted:
            starts[name].append(entity["start"])
    return starts


def _amounts(record: Record) -> Iterator[tuple[str, int]]:
    for entity in record["entities"]:
        if entity["label"] == "MONEY" and (amount := describe_in_myriads(Entity(**entity))) is not None:
            yield amount, entity["start"]


def _is_near(amount_start: int, company_starts: Iterable[int]) -> bool:
    return any(abs(amount_start - start) <= _NEAR for start in company_starts)


def _most_relevant(amounts: Counter[str], near: Counter[str]) -> tuple[tuple[str, int], ...]:
    ranked = sorted(amounts.items(), key=lambda item: (-near[item[0]], -item[1], item[0]))
    return tuple(ranked[:_AMOUNTS_SHOWN])
