"""Two figures that a text connects: one range, or the ends of a change."""

from __future__ import annotations

from itertools import product

import pytest

from support.finding import find, only, surfaces

PAIRS = [
    ("12.5%", "31.0%"),
    ("１２％", "３１％"),
    ("3割", "5割"),
    ("100億円", "120億円"),
    ("20ドル", "35ドル"),
    ("3,000人", "5,000人"),
    ("2倍", "3倍"),
    ("三百社", "五百社"),
]
CHANGED = [
    "に増えた",
    "に引き上げる",
    "になった",
    "へ拡大した",
    "への引き上げ",
    "へと伸びた",
    "と伸びた",
    "と大きく増えた",
    "と、大幅に増えた",
    "と微増だ",
    "となった",
    "まで上昇した",
    "まで引き上げる",
    "まで一気に拡大した",
]
RANGES = [
    "の範囲",
    "程度",
    "と幅広い",
    "にわたる",
    "まで選べる",
    "で推移した",
    "が目安だ",
    "に相当する",
    "を占める",
]


def test_the_ends_of_a_change_are_two_figures() -> None:
    for (low, high), words in product(PAIRS, CHANGED):
        assert surfaces(f"規模は{low}から{high}{words}。") == [low, high]


def test_a_range_is_one_figure() -> None:
    for (low, high), words in product(PAIRS, RANGES):
        (surface, figure), *_ = find(f"規模は{low}から{high}{words}。")
        assert surface.startswith(f"{low}から{high}")
        assert (figure.value, figure.min is None) == (None, False)


def test_a_range_written_with_a_mark_stays_one_whatever_follows() -> None:
    for (low, high), mark, words in product(PAIRS, "〜～~", CHANGED):
        assert surfaces(f"規模は{low}{mark}{high}{words}。")[0].startswith(f"{low}{mark}{high}")


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("30μSv/h〜1000mSv/h", 0.03, 1000, "mSv/h"),
        ("800m〜1.2km", 0.8, 1.2, "km"),
        ("500MB〜2GB", 0.5, 2, "GB"),
        ("500mLから2Lまで", 0.5, 2, "L"),
        ("900MHz〜2.4GHz", 0.9, 2.4, "GHz"),
    ],
)
def test_a_range_across_units_is_in_the_unit_of_its_end(
    text: str, low: float, high: float, unit: str
) -> None:
    _, figure = only(text)
    assert (figure.min, figure.max, figure.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "10GHz〜500MHz",
        "20℃〜70°F",
        "3km〜5GB",
        "3km、500m",
        "5社〜8人",
        "3億円〜200万ドル",
        "800mから1.2kmに伸びた",
    ],
)
def test_what_does_not_rise_in_one_measure_is_no_range(text: str) -> None:
    assert [figure.min for _, figure in find(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2010年から2030年への推移", ["2010", "2030"]),
        ("2019年から2023年に延期", ["2019", "2023"]),
        ("3月から5月に先送りした", ["XXXX-03", "XXXX-05"]),
        ("3月から5月に変更", ["XXXX-03", "XXXX-05"]),
        ("2012年から2014年に行われた", ["2012/2014"]),
        ("2012年から2014年にかけて", ["2012/2014"]),
    ],
)
def test_dates_from_and_to(text: str, expected: list[str]) -> None:
    assert [figure.timex for _, figure in find(text)] == expected
