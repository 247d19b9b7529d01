"""How many articles or mentions there are of what."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal, NamedTuple

from kijiyomi.records.labels import EntityLabel
from kijiyomi.records.schema import Record, entity_names

LabelField = Literal["tags", "categories", "subjects"]


def most_frequent(counts: Counter[str], top: int) -> list[tuple[str, int]]:
    """Return the ``top`` most frequent names, those of one frequency in the order of their characters."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]


def mentions(record: Record, label: EntityLabel) -> Counter[str]:
    """Return how often an article mentions each name of one label."""
    return Counter(entity_names(record, label))


def articles_by_name(records: Iterable[Record], label: EntityLabel) -> Counter[str]:
    """Return how many articles mention each name of one label."""
    return Counter(name for record in records for name in mentions(record, label))


def articles_by_label(records: Iterable[Record], field: LabelField) -> Counter[str]:
    """Return how many articles have each label of a field."""
    return Counter(label for record in records for label in _labels(record, field))


def articles_by_label_pair(records: Iterable[Record], field: LabelField) -> Counter[tuple[str, str]]:
    """Return how many articles have both labels of each pair, in both orders and each with itself."""
    label_sets = [_labels(record, field) for record in records]
    return Counter(pair for labels in label_sets for pair in product(labels, labels))


def articles_by_minutes(records: Iterable[Record]) -> Counter[int]:
    """Return how many articles take each number of minutes to read."""
    return Counter(record["reading_time"]["minutes"] for record in records)


def money_amounts(records: Iterable[Record], currency: str) -> Iterator[float]:
    """Yield every positive, finite amount of a currency; of a range the middle, or its one end."""
    for record in records:
        for entity in record["entities"]:
            if entity["label"] == "MONEY" and entity["currency"] == currency:
                ends = [entity.get(name) for name in ("value", "min", "max")]
                given = [end for end in ends if end is not None]
                if given and 0 < (amount := sum(given) / len(given)) < math.inf:
                    yield amount


class Bin(NamedTuple):
    """A bar of a histogram.

    Attributes:
        start: Its lower end, inclusive.
        end: Its upper end, exclusive.
        count: Values in it.
    """

    start: float
    end: float
    count: int  # type: ignore[assignment]  # a tuple has a method of this name, which nobody misses


def logarithmic_bins(values: Iterable[float], per_decade: int) -> list[Bin]:
    """Return the bins that hold any of some positive values, ``per_decade`` of them from 1 to 10.

    >>> [(round(start), round(end), count) for start, end, count in logarithmic_bins([2, 3, 500], 1)]
    [(1, 10, 2), (100, 1000, 1)]
    """
    counts = Counter(math.floor(math.log10(value) * per_decade) for value in values)
    return [
        Bin(10 ** (number / per_decade), 10 ** ((number + 1) / per_decade), count)
        for number, count in sorted(counts.items())
    ]


def _labels(record: Record, field: LabelField) -> set[str]:
    return {item["label"] for item in record[field]}
