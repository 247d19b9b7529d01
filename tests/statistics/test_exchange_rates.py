"""Rates are read or refused, and amounts are converted by the year's rate or not at all."""

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.records.fact_rows import fact_contexts
from kijiyomi.statistics.exchange_rates import (
    Conversion,
    ExchangeRates,
    convert,
    fact_years,
    read_exchange_rates,
)
from support.records import date, entity, fact, money, record

RATES = ExchangeRates("JPY", {("USD", 2024): 150.0, ("USD", 2025): 100.0})
HEAD = "year,currency,rate,to\n"


def context(figure, timex=None):
    when = date(50, "日", timex) if timex else None
    entities = [figure, *([when] if when else [])]
    (found,) = fact_contexts(record(*entities, facts=[fact(figure, when=when)]))
    return found


def test_rates_are_read_with_other_columns_left_alone(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text(f"\ufeffsource,{HEAD}日銀,2024, USD ,151.4,JPY\nECB,2024,EUR,1.6e2,JPY\n", "utf-8")
    assert read_exchange_rates(path) == ExchangeRates("JPY", {("USD", 2024): 151.4, ("EUR", 2024): 160.0})


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "no column year, currency, rate, to"),
        ("year,currency,rates,to\n", "no column rate; the first line must name year,currency,rate,to"),
        (HEAD, "holds no rate"),
        (f"{HEAD}24,USD,150,JPY\n", "line 2: the year '24'"),
        (f"{HEAD}２０２４,USD,150,JPY\n", "line 2: the year"),
        (f"{HEAD}2024,usd,150,JPY\n", "line 2: `currency` 'usd' is no ISO 4217 code"),
        (f"{HEAD}2024,USD,150,円\n", "line 2: `to` '円'"),
        (f"{HEAD}2024,USD,-1,JPY\n", "line 2: the rate '-1' is no positive number"),
        (f"{HEAD}2024,USD,inf,JPY\n", "the rate 'inf'"),
        (f"{HEAD}2024,USD,,JPY\n", "the rate ''"),
        (f"{HEAD}2024,USD,150\n", "`to` ''"),
        (f"{HEAD}2024,USD,150,JPY\n2024,EUR,1.1,USD\n", "line 3: `to` is USD, above it is JPY"),
        (f"{HEAD}2024,JPY,1,JPY\n", "converted to itself"),
        (f"{HEAD}2024,USD,150,JPY\n2024,USD,151,JPY\n", "line 3: USD has a rate for 2024 above"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, content, complaint):
    path = tmp_path / "rates.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(KnowledgeError) as error:
        read_exchange_rates(path)
    assert complaint in str(error.value) and str(path) in str(error.value)


def test_a_missing_file_and_other_encodings_are_named(tmp_path):
    with pytest.raises(KnowledgeError, match="cannot be read"):
        read_exchange_rates(tmp_path / "none.csv")
    (tmp_path / "sjis.csv").write_bytes("年".encode("cp932"))
    with pytest.raises(KnowledgeError, match="UTF-8"):
        read_exchange_rates(tmp_path / "sjis.csv")


@pytest.mark.parametrize(
    ("timex", "years"),
    [
        (None, [2025]),
        ("XXXX-05-15", [2025]),
        ("2024", [2024]),
        ("2024-03-31", [2024]),
        ("FY2024-Q3", [2024]),
        ("2024-04/2024-06", [2024]),
        ("2024/2026", [2024, 2026]),
        ("203X", [2030, 2039]),
        ("20XX", [2000, 2099]),
        ("BC0300", []),
    ],
)
def test_the_year_is_the_date_s_or_the_article_s(timex, years):
    assert fact_years(context(money(0, 3.0), timex), "2025-06-03") == years


def test_amounts_by_the_rate_of_their_year():
    assert convert(context(money(0, 3.0), "2024"), "2025-01-01", RATES) == Conversion(
        450.0, None, None, "JPY", 150.0, 2024
    )
    range_ = money(0, None, min=1.0, max=2.0)
    assert convert(context(range_), "2025-01-01", RATES)[:4] == (None, 100.0, 200.0, "JPY")


def test_the_currency_itself_needs_no_year():
    yen = money(0, 5.0, currency="JPY")
    for timex, day in ((None, ""), ("2017/2031", "2025-01-01"), ("2031", "")):
        assert convert(context(yen, timex), day, RATES)[:4] == (5.0, None, None, "JPY")


@pytest.mark.parametrize(
    ("timex", "day", "problem"),
    [("2031", "2025-01-01", "no rate"), (None, "", "no year"), ("2024/2025", "2025-01-01", "several years")],
)
def test_no_rate_is_silent(timex, day, problem):
    conversion = convert(context(money(0, 3.0), timex), day, RATES)
    assert conversion[:5] == (None,) * 5
    assert conversion.problem == problem


def test_other_figures_are_not_converted():
    assert (
        convert(context(entity(0, "3人", "QUANTITY", value=3.0, unit="人")), "2025-01-01", RATES)
        == Conversion()
    )
