from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.knowledge.units import measures, written_units
from support.finding import only, surfaces


@given(
    st.integers(0, 9),
    st.sampled_from([(1, 2), (1, 4), (3, 4), (5, 8), (7, 16)]),
    st.sampled_from(sorted(measures().fractions)),
    st.sampled_from(["と", " ", "-"]),
    st.sampled_from(["", "約"]),
)
def test_a_fraction_of_any_unit_that_has_them_has_its_value(
    whole: int, part: tuple[int, int], unit: str, joined: str, before: str
) -> None:
    written = f"{before}{f'{whole}{joined}' if whole else ''}{part[0]}/{part[1]}{unit}"
    found, figure = only(f"長さは{written}だ")
    assert (found, figure.label, figure.unit) == (written, "QUANTITY", unit)
    assert figure.value == pytest.approx(float(whole + Fraction(*part)))


def test_every_unit_that_has_fractions_is_written_or_weighs() -> None:
    assert measures().fractions <= written_units().keys()


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("½カップの水", "½カップ", 0.5, "カップ"),
        ("4分の1マイル走る", "4分の1マイル", 0.25, "マイル"),
        ("2と3分の1倍に", "2と3分の1倍", 7 / 3, "倍"),
        ("大さじ1/2を", "1/2", 0.5, None),
        ("1/4ポンドの肉", "1/4ポンド", 0.25, "ポンド"),
    ],
)
def test_fractions(text: str, surface: str, value: float, unit: str | None) -> None:
    found, figure = only(text)
    assert (found, figure.value, figure.unit) == (surface, pytest.approx(value), unit)


def test_the_ends_of_a_range_may_be_fractions() -> None:
    for text in ("1/4〜1/2カップ", "1/4カップ〜1/2カップ", "1/4から1/2カップ"):
        found, figure = only(f"{text}の水")
        assert (found, figure.min, figure.max, figure.unit) == (text, 0.25, 0.5, "カップ")


@pytest.mark.parametrize("text", ["3/8に発売", "3/8発売", "10/12に公開"])
def test_days_stay_days(text: str) -> None:
    assert only(text)[1].label == "DATE"


def test_numbers_with_a_unit_each_are_figures() -> None:
    assert surfaces("3.2GHz+2.0GHzのCPU") == ["3.2GHz", "2.0GHz"]
    assert surfaces("66mm×126mm") == ["66mm", "126mm"]
    assert surfaces("C++11とA+3社") == []


def test_a_page_in_brackets_is_no_fraction() -> None:
    assert surfaces("最新版を試す（1/2）") == []
