"""Codes of exchanges beside names: where they stand, and whom they link."""

import pytest

from kijiyomi.entities.companies import CompanyRecogniser
from kijiyomi.entities.companies.stock_codes import code_after, code_before, find_stock_codes
from kijiyomi.knowledge.companies import companies_by_ticker, load_companies
from kijiyomi.knowledge.stock_exchanges import exchange_by_name, load_stock_exchanges
from kijiyomi.text.normalise import normalise
from support.reading import read

recogniser = CompanyRecogniser()


@pytest.mark.parametrize(
    ("text", "tickers"),
    [
        ("トヨタ(7203)", ["TSE:7203"]),
        ("キオクシア<285A.T>", ["TSE:285A"]),
        ("【9984】", ["TSE:9984"]),
        ("[7203.T]", ["TSE:7203"]),
        ("<NVDA.O>", ["NASDAQ:NVDA"]),
        ("(NASDAQ: NVDA)", ["NASDAQ:NVDA"]),
        ("(本社:東京都港区、東証プライム:6501)", ["TSE:6501"]),
        ("(東証プライム市場、証券コード:4527)", ["TSE:4527"]),
        ("(TSX: CLS, NYSE: CLS)", ["NYSE:CLS", "TSX:CLS"]),
        ("(NYSE:BRK.B)", ["NYSE:BRK.B"]),
        ("(商品コード:1234)", []),
        ("(型番: ABC)", []),
        ("NASDAQ: NVDA。", []),
        ("(例: NVDA)", []),
        ("(72034)", []),
        ("値は(0123)", []),
    ],
)
def test_codes_are_found_in_brackets(text: str, tickers: list[str]) -> None:
    assert sorted(code.ticker for code in find_stock_codes(text)) == tickers


def test_a_code_stands_beside_the_name_or_a_space_away() -> None:
    text = "A (NASDAQ: NVDA)と(7203) B"
    after, before = code_after(text, 1), code_before(text, len(text) - 1)
    assert after is not None and before is not None
    assert text[after.start : after.end] == "(NASDAQ: NVDA"
    assert text[before.start : before.end] == "(7203)"
    assert code_after(text, 0) is None and code_before(text, 0) is None
    assert code_after(text, len(text)) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("日産自<7201.T>が続落した。", ("日産自", "nissan")),
        ("米マイクロンテック（NASDAQ: MU）が発表した。", ("マイクロンテック", "micron")),
        ("米フラクタル・デバイセズ（NYSE: FRCD）が発表した。", ("フラクタル・デバイセズ", None)),
        ("今回はShirakaba Robotics (NASDAQ: SRKB) を見る。", ("Shirakaba Robotics", None)),
        ("株式会社ロート（東証プライム：4527）が発表した。", ("株式会社ロート", "rohto")),
        # Ambiguous names, of which the code is evidence.
        ("アカツキ（3932）は小動き。", ("アカツキ", "akatsuki")),
        ("【3932】アカツキは小動き。", ("アカツキ", "akatsuki")),
    ],
)  # fmt: skip
def test_codes_link_the_names_beside_them(text: str, found: tuple[str, str | None]) -> None:
    (entity,) = recogniser(read(text))
    assert (entity.text, entity.kb_id) == found


@pytest.mark.parametrize(
    "text",
    [
        "アカツキを見上げる。",
        "アカツキ（7203）を見上げる。",
        "当社（証券コード：4527）は発表した。",
        "東証グロース市場（証券コード：4259）に上場した。",
        "会議（2025）を開いた。",
    ],
)
def test_a_code_makes_no_company_of_what_is_none(text: str) -> None:
    assert recogniser(read(text)) == ()


@pytest.mark.parametrize("exchange", load_stock_exchanges().names)
def test_every_exchange_lists_companies_we_know(exchange: str) -> None:
    assert any(company.ticker.startswith(f"{exchange}:") for company in load_companies().values())


def test_no_way_to_write_an_exchange_means_two() -> None:
    ways = [written for names in load_stock_exchanges().names.values() for written in names]
    assert len(set(ways)) == len(ways) == len(exchange_by_name())
    assert all(normalise(written).text == written for written in ways)


def test_companies_are_known_by_their_tickers() -> None:
    assert companies_by_ticker()["TSE:7203"].id == "toyota"
    assert companies_by_ticker()["NASDAQ:NVDA"].id == "nvidia"
    assert "" not in companies_by_ticker()
