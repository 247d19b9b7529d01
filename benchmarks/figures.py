"""Figures in single sentences: run the figure recogniser over cases and write what it finds.

    python -m benchmarks.figures CASES_FOLDER --output PREDICTIONS.jsonl

CASES_FOLDER holds ``*.jsonl`` with ``id``, ``text`` and ``reference_date`` (ISO 8601 or null). Each line
written is ``{"id", "predicted": [{start, end, kind, value, min, max, unit, currency, timex, ...}]}``.
"""

from __future__ import annotations

import argparse
import calendar
import datetime
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from kijiyomi import Analyzer
from kijiyomi.article import Article
from kijiyomi.entities.numbers import FigureRecogniser
from kijiyomi.records.analysis import Entity


def predict(text: str, reference_date: datetime.date | None) -> list[dict[str, Any]]:
    """Return the figures of one text, taken literally."""
    article = Article(text, markup="plain")
    document = _analyzer().read(article)
    passage = document.passage
    figures = []
    for entity in FigureRecogniser(reference_date)(document):
        start, end = passage.aligned.span(entity.start, entity.end)
        figures.append({"start": start, "end": end, **_fields(entity)})
    return figures


@lru_cache(maxsize=1)
def _analyzer() -> Analyzer:
    return Analyzer()


def _fields(entity: Entity) -> dict[str, Any]:
    record = entity.to_dict()
    fields = {key: record.get(key) for key in ("value", "min", "max", "unit", "currency", "timex")}
    fields |= {"kind": entity.label.lower(), "mod": entity.modifier}
    low, slash, high = (entity.timex or "").partition("/")
    if slash:
        fields |= {"min": low, "max": high}
    elif entity.label == "DATE" and entity.modifier in ("ge", "le"):
        fields["min" if entity.modifier == "ge" else "max"] = low
    if entity.label == "DATE" and (days := _days(low, entity.part)):
        fields["min"], fields["max"] = days
    if entity.label == "DATE":
        fields["resolved"] = _interval(low, high) or low.replace("#", "")
    return fields


_TERM_MONTHS = {"Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6)}


_PARTS_OF_MONTH = {"start": (1, 10), "mid": (11, 20), "end": (21, 31), "H1": (1, 15), "H2": (16, 31)}
_PARTS_OF_CENTURY = {None: (1, 100), "mid": (25, 76), "H1": (1, 50), "H2": (51, 100)}


def _days(timex: str, part: str | None) -> tuple[str, str] | None:
    """Return the first and last day of a part of a month (7月上旬), the years of a century's (18世紀後半)."""
    if part and re.fullmatch(r"[\dX]{4}-\d\d", timex):
        first, last = _PARTS_OF_MONTH[part]
        year, month = _year_month(timex)
        length = calendar.monthrange(year or 2001, month)[1]
        return f"{timex}-{first:02d}", f"{timex}-{min(last, length):02d}"
    if re.fullmatch(r"\d\dXX", timex) and part in _PARTS_OF_CENTURY:
        first, last = _PARTS_OF_CENTURY[part]
        century = int(timex[:2]) * 100
        return f"{century + first:04d}", f"{century + last:04d}"
    return None


def _interval(low: str, high: str) -> str | None:
    """Return the TIMEX3 triple (first day, day after, length) of a range, decade, quarter or half year."""
    if high:
        first, last = _first_day(low), _first_day(high)
        return f"({first},{last},{_length(low, high)})" if first and last else None
    term = re.fullmatch(r"(\d{4})-([QH]\d)", low)
    if term:
        year, (month, months) = int(term[1]), _TERM_MONTHS[term[2]]
        end = year * 12 + month - 1 + months
        return f"({year}-{month:02d}-01,{end // 12}-{end % 12 + 1:02d}-01,P{months}M)"
    span = re.fullmatch(r"((?:\d\d|XX)\d?)(X{1,2})", low)
    if span and len(low) == 4:
        years = 10 ** len(span[2])
        prefix, digits = ("XX", span[1][2:]) if span[1].startswith("XX") else ("", span[1])
        first_year, last_year = (
            (f"{prefix}{(int(digits) + n) * years:02d}" for n in (0, 1)) if digits else ("", "")
        )
        return f"({first_year}-01-01,{last_year}-01-01,P{years}Y)"
    return None


def _first_day(timex: str) -> str | None:
    return (
        timex + "-01-01"[3 * timex.count("-") :] if re.fullmatch(r"[\dX]{4}(-[\dX]{2}){0,2}", timex) else None
    )


def _length(low: str, high: str) -> str:
    if "X" not in low + high and low.count("-") == high.count("-") == 0:
        return f"P{int(high) - int(low)}Y"
    if low.count("-") < 2 and high.count("-") < 2:
        (year, month), (last_year, last_month) = (_year_month(timex) for timex in (low, high))
        months = (last_year - year) * 12 + last_month - month
        return f"P{months + 12 if months < 0 and low.startswith('XXXX') else months}M"
    first, last = _day(low), _day(high)
    if first is None or last is None:
        return "PXD"
    days = (last - first).days
    return f"P{days % 365 if low.startswith('XXXX') else days}D"


def _day(timex: str) -> datetime.date | None:
    """Return the first day of a date, in a common year where the year is not given."""
    known = str(_first_day(timex)).replace("XXXX-XX", "2001-01").replace("XXXX", "2001")
    try:
        return datetime.date.fromisoformat(known)
    except ValueError:
        return None


def _year_month(timex: str) -> tuple[int, int]:
    year, _, month = timex.partition("-")
    return int(year.replace("XXXX", "0")), int(month or 1)


def main() -> None:
    """Write the predictions of every case."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    with args.output.open("w", encoding="utf-8") as output:
        for path in sorted(args.cases.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                case = json.loads(line)
                day = case.get("reference_date")
                reference = datetime.date.fromisoformat(day[:10]) if day else None
                record = {"id": case["id"], "predicted": predict(case["text"], reference)}
                output.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
