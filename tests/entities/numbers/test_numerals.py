from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.entities.numbers.numerals import numeral_at, parse_numeral
from reference.numerals import DIGITS, kanji, mixed, worth


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("1,234,567", 1_234_567),
        ("0.75", "0.75"),
        ("4兆5,600億", 4_560_000_000_000),
        ("3億8千万", 380_000_000),
        ("2.7兆", 2_700_000_000_000),
        ("6千", 6_000),
        ("十七", 17),
        ("四百二", 402),
        ("千八百億", 180_000_000_000),
        ("二〇三一", 2031),
        ("廿五", 25),
        ("弐百参拾", 230),
        ("〇・三", "0.3"),
        ("十四・二億", 1_420_000_000),
        ("九二・四", "92.4"),
        ("十・五", "10.5"),
        ("百二・五億", 10_250_000_000),
        ("数百万", None),
        ("十数", None),
    ],
)
def test_value_is_exact(written: str, value: int | str | None) -> None:
    assert parse_numeral(written) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "written"),
    [("1億2000万人", "1億2000万"), ("3,5社", "3"), ("1.2.3", "1"), ("10数社", "10数"), ("12万ドル", "12万")],
)
def test_numeral_ends_where_its_unit_begins(text: str, written: str) -> None:
    numeral = numeral_at(text, 0)
    assert numeral is not None
    assert numeral.text == written


def test_no_numeral() -> None:
    assert numeral_at("億円", 0) is None
    assert numeral_at("", 0) is None


@given(st.integers(0, 10**20 - 1))
def test_a_number_has_one_value_however_it_is_written(number: int) -> None:
    digit_by_digit = "".join(DIGITS[int(digit)] for digit in str(number))
    spellings = [
        kanji(number),
        mixed(number, commas=False),
        mixed(number, commas=True),
        str(number),
        f"{number:,}",
    ]
    for spelling in spellings + ([digit_by_digit] if 10 <= number < 10**12 else []):
        numeral = numeral_at(f"{spelling}個", 0)
        assert numeral is not None
        assert (numeral.text, numeral.value) == (spelling, Decimal(number))


@given(st.integers(0, 10**20 - 1))
def test_a_kanji_numeral_is_worth_what_the_plain_way_says(number: int) -> None:
    assert worth(kanji(number)) == number == parse_numeral(kanji(number))
