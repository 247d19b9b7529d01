"""The numbers that a report begins with."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from kijiyomi.records.labels import DEFAULT_LABELS, LABELS, OPTIONAL_LABELS
from kijiyomi.records.schema import Record
from kijiyomi.statistics.counts import articles_by_name


def overview(records: Sequence[Record], dates: Sequence[str]) -> dict[str, str]:
    """Return the numbers as Japanese readers write them, by their names.

    Args:
        records: The archive's records.
        dates: The date of each, ``""`` if unknown.
    """
    minutes = statistics.median(record["reading_time"]["minutes"] for record in records)
    known = sorted(filter(None, dates))
    untagged = sum(not record["tags"] for record in records)
    without_entities = sum(not _names_or_figures(record) for record in records)
    other_names = {
        LABELS[label].japanese: f"{names:,}件"
        for label in OPTIONAL_LABELS
        if (names := len(articles_by_name(records, label)))
    }
    numbers = {
        "記事": f"{len(records):,}本",
        "期間": f"{known[0]} 〜 {known[-1]}" if known else "日付なし",
        "文字数": f"{sum(record['characters'] for record in records):,}字",
        "読了時間の中央値": f"{minutes:g}分",
        "企業": f"{len(articles_by_name(records, 'COMPANY')):,}社",
        "GPU": f"{len(articles_by_name(records, 'GPU')):,}種",
        **other_names,
        "タグのない記事": _share(untagged, len(records)),
        "企業も数値もない記事": _share(without_entities, len(records)),
    }
    if any(record["warnings"] for record in records):
        numbers["読み取り時の警告"] = f"{sum(bool(record['warnings']) for record in records):,}本"
    return numbers


def _names_or_figures(record: Record) -> bool:
    return any(entity["label"] in DEFAULT_LABELS for entity in record["entities"])


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}（{part:,}本）"
