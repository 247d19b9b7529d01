import re

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.currencies import Currencies, currencies
from kijiyomi.knowledge.data_files import FOLDER, read_data
from support.data_files import assert_typos_are_named

FILE = FOLDER / "numbers" / "currencies.toml"


def test_typos_are_named(tmp_path):
    assert_typos_are_named(FILE, Currencies, tmp_path)


def test_codes_are_iso_4217_s_shape_and_names_are_of_one_currency():
    names = [name for names in currencies().names.values() for name in names]
    assert len(names) == len(set(names))
    assert all(re.fullmatch("[A-Z]{3}", code) for code in currencies().names)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"€" = "EUR"', '"€" = "ERU"', r"\[symbols\] names what the file does not list: ERU"),
        ('of = ["GBP"]', 'of = ["GPB"]', r"\[parts\] names what the file does not list: GPB"),
        ('"ドン" = "ペ', '"ドソ" = "ペ', r"\[not_before\] names what the file does not list: ドソ"),
    ],
)
def test_a_currency_that_is_not_listed_is_an_error(tmp_path, old, new, message):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "currencies.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"currencies\.toml: {message}"):
        read_data(path, Currencies)


def test_patterns_compile():
    for pattern in currencies().not_before.values():
        re.compile(pattern)
