"""Dates that take era, year or month from a date before them."""

from __future__ import annotations

from itertools import product

import pytest

from support.finding import find


def dates(text: str) -> list[tuple[str, str | None]]:
    return [(surface, f.timex) for surface, f in find(text) if f.label == "DATE"]


ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
FORMS = [
    ("年度は", "", "FY{}"),
    ("年4月に", "年4月", "{}-04"),
    ("年度第2四半期に", "年度第2四半期", "FY{}-Q2"),
]


def test_a_short_year_is_of_the_era_before_it() -> None:
    cases = 0
    for (era, base), number, step, (written, surface, timex) in product(
        ERAS.items(), range(3, 31), (-2, -1, 0, 1, 2), FORMS
    ):
        year, other = number, number + step
        if other < 1 or abs(2000 + other - base - year) < abs(step):
            continue
        text = f"{era}{year}年度に始まり、{other}{written}増えた"
        expected = (f"{other}{surface or '年度'}", timex.format(base + other))
        assert dates(text)[1:] == [expected], text
        cases += 1
    assert cases > 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平成八年に始まり、九年は増えた", ["1996", "1997"]),
        ("昭和60年、61年と続いた", ["1985", "1986"]),
        ("平成30年に始まり、9年で終えた", ["2018"]),
        ("平成18年に始まり、20年かけて完成した", ["2006"]),
        ("平成18年から3年連続", ["2006"]),
        ("令和5年に発表し、24年度に完成する", ["2023", "FY2024"]),
        ("平成20年度と2010年度、21年度", ["FY2008", "FY2010", "FY2021"]),
        ("2019年度と20年度", ["FY2019", "FY2020"]),
        ("平成20年度から23年度まで", ["FY2008/FY2011"]),
        ("平成6年〜9年", ["1994/1997"]),
        ("平成20年4月から21年3月まで", ["2008-04/2009-03"]),
        ("平成20年から2010年まで", ["2008/2010"]),
        ("平成23年度に始まり、23年度第2・四半期に", ["FY2011", "FY2011-Q2"]),
    ],
)
def test_eras(text: str, expected: list[str]) -> None:
    assert [timex for _, timex in dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008年3月に始まり、同年5月に終えた", "2008-05"),
        ("2008年3月に始まり、翌年5月に終えた", "2009-05"),
        ("2008年3月10日に始まり、同月15日に終えた", "2008-03-15"),
        ("2008年に始まり、4月に休み、同年5月に終えた", "2008-05"),
        ("平成20年に始まり、同年5月に終えた", "2008-05"),
        ("同年5月に終えた", "XXXX-05"),
        ("2008年度に始まり、同年5月に終えた", "XXXX-05"),
        ("2008年から2010年まで続き、同年5月に終えた", "XXXX-05"),
        ("2008年に始まり、昨年休み、同年5月に終えた", "XXXX-05"),
        ("2008年に始まった\n同年5月に終えた", "XXXX-05"),
        ("2008年に始まり、同月15日に終えた", "XXXX-XX-15"),
    ],
)
def test_same_year_and_month_only_where_they_are_sure(text: str, expected: str) -> None:
    assert dates(text)[-1][1] == expected


@pytest.mark.parametrize(
    ("text", "short", "timex"),
    [
        ("平成25年度は減った。また、26年の利用者は増えた", "26年", "2014"),
        ("平成六年が二・一%、七年が一・八%だった", "七年", "1995"),
        ("令和5年9月に落ち込んだ。\n6年の輸出は戻した", "6年", "2024"),
    ],
)
def test_the_next_year_of_an_era_begins_a_clause(text: str, short: str, timex: str) -> None:
    assert dates(text)[1] == (short, timex)


@pytest.mark.parametrize(
    "text",
    [
        "平成20年に創業し、21年の歴史を持つ",
        "平成八年に始まり、九年が経過した",
        "令和3年に、4年の任期を終えた",
    ],
)
def test_lengths_stay_lengths(text: str) -> None:
    assert [f.label for _, f in find(text)][1] == "DURATION"
