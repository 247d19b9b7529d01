"""A number's value never changes when it is written otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.records.analysis import Entity
from reference.numerals import DIGITS, kanji, mixed
from support.finding import read_figures

_FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def _forms(number: int) -> Iterator[str]:
    """Yield a whole number in every form in which texts write it."""
    for written in (str(number), f"{number:,}", mixed(number, commas=False), mixed(number, commas=True)):
        yield written
        yield written.translate(_FULL_WIDTH)
    yield re.sub(r"([万億兆])", r" \1 ", mixed(number, commas=True)) + " "
    if number > 10:
        yield kanji(number)


def _decimals(tenths: int) -> Iterator[str]:
    """Yield a number of tenths, from 0.1 on, in every form of decimals."""
    whole, tenth = divmod(tenths, 10)
    point = f"{whole}.{tenth}"
    yield from (point, point.translate(_FULL_WIDTH), f"{point} ")
    for dot in "・･·":
        yield f"{whole}{dot}{tenth}"
        yield f"{whole}{dot}{tenth}".translate(_FULL_WIDTH)
    if whole and tenth:
        yield f"{kanji(whole)}・{DIGITS[tenth]}"
        yield "".join(DIGITS[int(digit)] for digit in str(whole)) + f"・{DIGITS[tenth]}"


def _only(text: str) -> Entity:
    figures = read_figures(text)
    assert len(figures) == 1, (text, [figure.text for figure in figures])
    return figures[0]


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.integers(2, 9999), st.integers(10**4, 10**13), st.integers(2, 99).map(lambda n: n * 10**7)),
    st.sampled_from(["円", "ドル", "人", "社", "台", "件", "トン"]),
)
def test_a_whole_number(number: int, unit: str) -> None:
    for form in _forms(number):
        assert _only(f"総数は約{form}{unit}となる").value == pytest.approx(number), form


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 9999),
    st.sampled_from(
        [("%", 1), ("倍", 1), ("億円", 1e8), ("兆円", 1e12), ("万人", 1e4), ("ポイント", 1), ("キロ", 1)]
    ),
)
def test_a_decimal(tenths: int, unit: tuple[str, float]) -> None:
    name, factor = unit
    for form in _decimals(tenths):
        figure = _only(f"規模は{form}{name}になる")
        assert figure.value == pytest.approx(tenths / 10 * factor), form


@pytest.mark.parametrize("wrap", [str, lambda form: f"約{form}", lambda form: f"最大 {form}"])
def test_forms_behind_a_qualifier_have_one_value(wrap: Callable[[str], str]) -> None:
    assert {_only(f"費用は{wrap(form)}円だ").value for form in _forms(12_045_000)} == {12_045_000}
