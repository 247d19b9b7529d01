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


# The money of countries in ISO 4217:2015, with the amendments to 2025; funds, metals and tests are none.
ISO_4217 = [
    "AED",
    "AFN",
    "ALL",
    "AMD",
    "AOA",
    "ARS",
    "AUD",
    "AWG",
    "AZN",
    "BAM",
    "BBD",
    "BDT",
    "BGN",
    "BHD",
    "BIF",
    "BMD",
    "BND",
    "BOB",
    "BRL",
    "BSD",
    "BTN",
    "BWP",
    "BYN",
    "BZD",
    "CAD",
    "CDF",
    "CHF",
    "CLP",
    "CNY",
    "COP",
    "CRC",
    "CUP",
    "CVE",
    "CZK",
    "DJF",
    "DKK",
    "DOP",
    "DZD",
    "EGP",
    "ERN",
    "ETB",
    "EUR",
    "FJD",
    "FKP",
    "GBP",
    "GEL",
    "GHS",
    "GIP",
    "GMD",
    "GNF",
    "GTQ",
    "GYD",
    "HKD",
    "HNL",
    "HTG",
    "HUF",
    "IDR",
    "ILS",
    "INR",
    "IQD",
    "IRR",
    "ISK",
    "JMD",
    "JOD",
    "JPY",
    "KES",
    "KGS",
    "KHR",
    "KMF",
    "KPW",
    "KRW",
    "KWD",
    "KYD",
    "KZT",
    "LAK",
    "LBP",
    "LKR",
    "LRD",
    "LSL",
    "LYD",
    "MAD",
    "MDL",
    "MGA",
    "MKD",
    "MMK",
    "MNT",
    "MOP",
    "MRU",
    "MUR",
    "MVR",
    "MWK",
    "MXN",
    "MYR",
    "MZN",
    "NAD",
    "NGN",
    "NIO",
    "NOK",
    "NPR",
    "NZD",
    "OMR",
    "PAB",
    "PEN",
    "PGK",
    "PHP",
    "PKR",
    "PLN",
    "PYG",
    "QAR",
    "RON",
    "RSD",
    "RUB",
    "RWF",
    "SAR",
    "SBD",
    "SCR",
    "SDG",
    "SEK",
    "SGD",
    "SHP",
    "SLE",
    "SOS",
    "SRD",
    "SSP",
    "STN",
    "SVC",
    "SYP",
    "SZL",
    "THB",
    "TJS",
    "TMT",
    "TND",
    "TOP",
    "TRY",
    "TTD",
    "TWD",
    "TZS",
    "UAH",
    "UGX",
    "USD",
    "UYU",
    "UZS",
    "VES",
    "VND",
    "VUV",
    "WST",
    "XAF",
    "XCD",
    "XCG",
    "XOF",
    "XPF",
    "YER",
    "ZAR",
    "ZMW",
    "ZWG",
]


def test_every_currency_of_iso_4217_has_a_name():
    assert set(ISO_4217) <= currencies().names.keys()


def test_a_name_with_a_middle_dot_is_written_without_it_too():
    assert {"インド・ルピー", "インドルピー"} <= set(currencies().names["INR"])


def test_codes_that_texts_are_not_searched_for_have_names():
    assert currencies().codes == currencies().names.keys() - currencies().named_only
    assert currencies().named_only.isdisjoint(currencies().symbols.values())
