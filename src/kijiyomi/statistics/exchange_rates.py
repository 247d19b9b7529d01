"""Amounts of money in one currency, by a table of yearly exchange rates that the user gives.

利用者の渡す年ごとの為替レートで、金額を1つの通貨にそろえる。

Nothing is converted without such a table, and no year borrows the rate of another.
"""

from __future__ import annotations

import csv
import math
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.currencies import currencies
from kijiyomi.records.fact_rows import FactContext

COLUMNS = ("year", "currency", "rate", "to")
"""The columns of a table of exchange rates; it may have others."""

ConversionProblem = Literal["no rate", "no year", "several years"]
"""Why an amount is not converted: the table lacks the rate, or no one year is known."""

_LONGEST_FILE = 10_000_000
_YEAR = re.compile(r"[0-9]{4}")
_DATED = re.compile(r"(?:FY)?(?P<year>[0-9]{2}[0-9X]{2})(?:-.*)?")
_WITHOUT_YEAR = "XXXX"


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """What one unit of each currency was worth in each year.

    年ごとに、それぞれの通貨の1単位がいくらだったか。

    Attributes:
        to: ISO 4217 code of the currency that amounts are converted to.
        rates: Units of ``to`` for one unit of a currency, by its code and the year.
    """

    to: str
    rates: Mapping[tuple[str, int], float]

    def rate(self, currency: str, year: int) -> float | None:
        """Return what one unit of a currency was worth in a year: 1 of ``to`` itself, ``None`` if unknown.

        ある年の、ある通貨の1単位の値を返す。
        """
        return 1.0 if currency == self.to else self.rates.get((currency, year))


def read_exchange_rates(path: str | os.PathLike[str]) -> ExchangeRates:
    """Return the exchange rates of a CSV file.

    年ごとの為替レートのCSVを読む。

    Its columns: ``year`` (four digits), ``currency`` (ISO 4217 code), ``rate`` (how many units of ``to`` one
    unit of ``currency`` was worth on average in that year) and ``to`` (ISO 4217 code, the same in all rows).
    Others, such as a source, are left alone.

    Args:
        path: The file, in UTF-8.

    Raises:
        KnowledgeError: If the file cannot be read, lacks a column, or a row holds something else; the message
            names the file, the line and the remedy.
    """
    path = Path(path)
    rates: dict[tuple[str, int], float] = {}
    target = ""
    for where, row in _rows(path):
        year, rate = _year(row, where), _rate(row, where)
        currency, to = _code(row, "currency", where), _code(row, "to", where)
        if target not in ("", to):
            raise KnowledgeError(f"{where}: `to` is {to}, above it is {target}; convert to one currency")
        if currency == to:
            raise KnowledgeError(f"{where}: {currency} is converted to itself; remove the row")
        if (currency, year) in rates:
            raise KnowledgeError(f"{where}: {currency} has a rate for {year} above; keep one of them")
        target = to
        rates[currency, year] = rate
    if not rates:
        raise KnowledgeError(f"{path}: holds no rate; give rows such as 2024,USD,151.4,JPY")
    return ExchangeRates(target, rates)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows with where they stand."""
    try:
        if path.stat().st_size > _LONGEST_FILE:
            raise KnowledgeError(f"{path}: is too large for a table of exchange rates; give another file")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}); give a CSV file in UTF-8") from error
    reader = csv.DictReader(text.splitlines(), restval="")
    try:
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
            raise KnowledgeError(
                f"{path}: has no column {', '.join(missing)}; the first line must name {','.join(COLUMNS)}"
            )
        for row in reader:
            yield f"{path}, line {reader.line_num}", {name: row[name].strip() for name in COLUMNS}
    except csv.Error as error:
        raise KnowledgeError(f"{path}, line {reader.line_num}: is no CSV ({error}); mend it") from error


def _year(row: Mapping[str, str], where: str) -> int:
    if not _YEAR.fullmatch(row["year"]):
        raise KnowledgeError(f"{where}: the year {row['year']!r} is no number of four digits; mend it")
    return int(row["year"])


def _code(row: Mapping[str, str], column: str, where: str) -> str:
    if row[column] not in currencies().names:
        raise KnowledgeError(f"{where}: `{column}` {row[column]!r} is no ISO 4217 code, such as USD; mend it")
    return row[column]


def _rate(row: Mapping[str, str], where: str) -> float:
    try:
        rate = float(row["rate"])
    except ValueError:
        rate = math.nan
    if not 0 < rate < math.inf:
        raise KnowledgeError(
            f"{where}: the rate {row['rate']!r} is no positive number, such as 151.4; mend it"
        )
    return rate


class Conversion(NamedTuple):
    """An amount of money in the currency of a table of exchange rates.

    Attributes:
        value: The amount; ``None`` with a range, or where it cannot be converted.
        min: Lower end of a range.
        max: Upper end of a range.
        currency: ISO 4217 code; ``None`` where the amount cannot be converted.
        rate: The rate that was used.
        year: The year whose rate was used or is missing.
        problem: Why it cannot be converted; ``None`` if it is, and of figures that are no money.
    """

    value: float | None = None
    min: float | None = None
    max: float | None = None
    currency: str | None = None
    rate: float | None = None
    year: int | None = None
    problem: ConversionProblem | None = None


def convert(context: FactContext, article_date: str, rates: ExchangeRates) -> Conversion:
    """Return the amount of a fact converted by the rate of the year it is of.

    That year is the one of the date that dates the fact; where nothing does, or the date names no year, it is
    the year of the article.

    Args:
        context: The fact and its figure; figures that are no money are not converted.
        article_date: ``YYYY-MM-DD``, or ``""`` if it is not known.
        rates: The rates.
    """
    figure = context.figure
    currency = figure.get("currency")
    if currency is None:
        return Conversion()
    years = fact_years(context, article_date)
    if currency != rates.to and len(years) != 1:
        return Conversion(problem="several years" if years else "no year")
    year = min(years, default=None)
    rate = 1.0 if year is None else rates.rate(currency, year)
    if rate is None:
        return Conversion(year=year, problem="no rate")
    ends = (figure.get(name) for name in ("value", "min", "max"))
    value, low, high = (None if end is None else end * rate for end in ends)
    return Conversion(value, low, high, rates.to, rate, year)


def fact_years(context: FactContext, article_date: str) -> list[int]:
    """Return the years of a fact, from its date or, where that names none, from the article's.

    A period, a decade or a century gives its first and its last year.

    Args:
        context: The fact and the entity that dates it.
        article_date: ``YYYY-MM-DD``, or ``""`` if it is not known.
    """
    timex = context.date.get("timex")
    if timex is None or timex.startswith(_WITHOUT_YEAR):
        timex = article_date
    return sorted({year for end in timex.split("/") for year in _years_of(end)})


def _years_of(timex: str) -> Iterator[int]:
    if dated := _DATED.fullmatch(timex):
        yield from (int(dated["year"].replace("X", digit)) for digit in "09")
