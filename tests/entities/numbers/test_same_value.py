"""A number's value never changes when it is written otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.records.analysis import Entity
from support.reading import read

_FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
_KANJI = "〇一二三四五六七八九"
_SCALES = ("", "万", "億", "兆")


def _groups(number: int) -> Iterator[tuple[int, str]]:
    """Yield groups of four digits and their scales, great to small, without empty ones."""
    for power in (3, 2, 1, 0):
        if group := number // 10 ** (4 * power) % 10_000:
            yield group, _SCALES[power]


def _in_kanji(number: int) -> str:
    """Return a number below 10,000 with 千, 百 and 十."""
    written = ""
    for digit, place in zip(f"{number:04d}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            written += (_KANJI[int(digit)] if digit != "1" or not place else "") + place
    return written


def _forms(number: int) -> Iterator[str]:
    """Yield a whole number in every form in which texts write it."""
    for written in (
        str(number),
        f"{number:,}",
        "".join(f"{group}{scale}" for group, scale in _groups(number)),
        "".join(f"{group:,}{scale}" for group, scale in _groups(number)),
    ):
        yield written
        yield written.translate(_FULL_WIDTH)
    yield " ".join(f"{group:,} {scale}".strip() for group, scale in _groups(number)) + " "
    if number > 10:
        yield "".join(_in_kanji(group) + scale for group, scale in _groups(number))


def _decimals(tenths: int) -> Iterator[str]:
    """Yield a number of tenths, from 0.1 on, in every form of decimals."""
    whole, tenth = divmod(tenths, 10)
    point = f"{whole}.{tenth}"
    yield from (point, point.translate(_FULL_WIDTH), f"{point} ")
    for dot in "・･·":
        yield f"{whole}{dot}{tenth}"
        yield f"{whole}{dot}{tenth}".translate(_FULL_WIDTH)
    if whole and tenth:
        yield f"{_in_kanji(whole)}・{_KANJI[tenth]}"
        yield "".join(_KANJI[int(digit)] for digit in str(whole)) + f"・{_KANJI[tenth]}"


def _only(text: str) -> Entity:
    figures = read(text)
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
