import pytest

from kijiyomi.entities.numbers.unit_patterns import currency_patterns, scale_before_unit, unit_matcher
from kijiyomi.knowledge.currencies import currencies
from kijiyomi.knowledge.units import counters, measures, unit_of, written_units


def unit_at(text: str) -> str | None:
    found = unit_matcher().at(text, 0)
    return found[0].name if found else None


def test_whatever_unit_is_found_has_a_dimension_or_says_that_it_has_none() -> None:
    divided = 0
    divisors = [f"/{name}" for name in measures().divisors.latin] + list(measures().divisors.katakana)
    for name in written_units():
        for divisor in ("", *divisors):
            written = unit_at(f"{name}{divisor}。")
            divided += written == name + divisor and divisor != ""
            known = written is None or unit_of(written) is not None
            assert known or name in measures().no_dimension, (
                f"{written}: give {name} a dimension in units.toml"
            )
    assert divided > 10_000


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("GB/sで", "GB/s"),
        ("GB/人で", "GB/人"),
        ("GB/台で", "GB"),
        ("GBit", None),
        ("GB-2", None),
        ("  台が", "台"),
        ("   台が", None),
        ("キロメートル毎時", "キロメートル毎時"),
        ("キロだ", "キロ"),
        ("キロバ", None),
        ("メートルー", None),
        ("平方キロの", "平方キロ"),
        ("か国語で", "か国語"),
        ("隻目の", None),
        ("隻目標が", "隻"),
        ("人気の", None),
        ("名前後が", "名"),
    ],
)
def test_the_longest_unit_that_is_no_other_word(text: str, unit: str | None) -> None:
    assert unit_at(text) == unit


def test_no_unit_begins_the_words_it_is_not_before() -> None:
    for name, following in {"人": "気", "円": "グラフ", "分": "析", "トン": "ネル"}.items():
        assert unit_at(name + following) is None


def test_every_scale_stands_before_every_counter_that_takes_one() -> None:
    for scale in counters().scales:
        for name in counters().scaled:
            match = scale_before_unit().match(scale + name)
            assert match is not None and match[1] == scale


def test_every_symbol_is_found_whole_at_the_end_of_what_stands_before() -> None:
    for symbol in currencies().symbols:
        match = currency_patterns().symbol.search(f"あ{symbol}")
        assert match is not None and match.group() == symbol
        assert symbol[-1] in currency_patterns().symbol_ends
