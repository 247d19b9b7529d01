"""The code under which an exchange lists a company, in brackets beside its name: (7203), (NASDAQ: NVDA)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.knowledge.companies import Company, companies_by_ticker
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.stock_exchanges import exchange_by_name, load_stock_exchanges

_TOKYO = "TSE"
# Some codes of Tokyo have a letter.
_TOKYO_CODE = r"[1-9]\d[\dA-Z]\d"
_BARE = tuple(
    re.compile(rf"{left}(?:東証)?(?P<code>{_TOKYO_CODE}){right}")
    for left, right in ("<>", "【】", (r"\(", r"\)"))
)
# Beginning with the colon, and below with the full stop, is what makes searching fast.
_AFTER_EXCHANGE = re.compile(
    rf": ?(?P<code>{_TOKYO_CODE}|\d{{4,6}}|[A-Z]{{1,5}}(?:\.[A-Z])?)(?=[)>】\]、,;/])"
)
_BEFORE_SUFFIX = re.compile(r"[<(\[【](?P<code>[0-9A-Z]+)\Z")
_LONGEST_CODE = 7
_OPENS, _CLOSES = "(<【[", ")>】]"
_LONGEST_BRACKET, _LONGEST_BESIDE = 48, 64
_GOES_ON_BEFORE = re.compile("[A-Za-z一-鿿々ァ-ヺー]")


class StockCode(NamedTuple):
    """A code in brackets.

    Attributes:
        start: Where the bracket opens.
        end: One past the code.
        ticker: Exchange and code, as in :attr:`~kijiyomi.knowledge.companies.Company.ticker`.
        is_sure: Whether anything but its four characters shows that it is a code, and no year or number.
    """

    start: int
    end: int
    ticker: str
    is_sure: bool

    @property
    def company(self) -> Company | None:
        """The company that the knowledge base lists under it."""
        return companies_by_ticker().get(self.ticker)


def find_stock_codes(text: str) -> Iterator[StockCode]:
    """Yield the codes in a normalised text, in no particular order.

    >>> [code.ticker for code in find_stock_codes("日産自<7201.T>、インテル(NASDAQ: INTC)、味の素(2802)")]
    ['TSE:2802', 'NASDAQ:INTC', 'TSE:7201']
    """
    for bare in _BARE:
        for found in bare.finditer(text):
            is_sure = found[0][0] != "("
            yield StockCode(found.start(), found.end(), f"{_TOKYO}:{found['code']}", is_sure)
    for found in _AFTER_EXCHANGE.finditer(text):
        start = max(0, found.start() - _LONGEST_BRACKET)
        opening = max(text.rfind(bracket, start, found.start()) for bracket in _OPENS)
        exchange = _exchange_before(text, opening + 1, found.start()) if opening >= start else None
        if exchange is not None:
            yield StockCode(opening, found.end(), f"{exchange}:{found['code']}", True)
    for suffix in _suffix().finditer(text):
        before = _BEFORE_SUFFIX.search(text, max(0, suffix.start() - _LONGEST_CODE), suffix.start())
        if before is not None:
            exchange = load_stock_exchanges().suffixes[suffix["letters"]]
            yield StockCode(before.start(), suffix.end(), f"{exchange}:{before['code']}", True)


def code_after(text: str, end: int) -> StockCode | None:
    """Return the code in the bracket that opens where a name ends, or a space later."""
    opening = end + text.startswith(" ", end)
    if text[opening : opening + 1] not in _OPENS or opening >= len(text):
        return None
    found = find_stock_codes(text[opening : opening + _LONGEST_BESIDE])
    return next((_moved(code, opening) for code in found if code.start == 0), None)


def code_before(text: str, start: int) -> StockCode | None:
    """Return the code in the bracket that closes where a name begins, or a space before."""
    closing = start - text.endswith(" ", 0, start)
    if closing == 0 or text[closing - 1] not in _CLOSES:
        return None
    first = max(0, closing - _LONGEST_BESIDE)
    found = find_stock_codes(text[first:closing])
    return next((_moved(code, first) for code in found if code.end + first >= closing - 1), None)


def with_company_of_code(text: str, mention: CompanyMention) -> CompanyMention:
    """Return the mention linked to the company whose code stands behind it, if the names begin alike."""
    code = code_after(text, mention.end)
    company = code.company if code else None
    if company is None or not any(alias[0] == mention.name[0] for alias in company.aliases):
        return mention
    return mention._replace(name=company.name, kb_id=company.id)


def _moved(code: StockCode, by: int) -> StockCode:
    return code._replace(start=code.start + by, end=code.end + by)


def _exchange_before(text: str, start: int, end: int) -> str | None:
    """Return the exchange whose name ends at ``end`` and is a word of its own."""
    names = _exchange_at_end().search(text, start, end)
    if names is None or (names.start() > start and _GOES_ON_BEFORE.match(text, names.start() - 1)):
        return None
    return exchange_by_name()[names["name"]]


@lru_cache(maxsize=1)
def _exchange_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{any_of(exchange_by_name())}) ?\Z")


@lru_cache(maxsize=1)
def _suffix() -> re.Pattern[str]:
    return re.compile(rf"\.(?P<letters>{any_of(load_stock_exchanges().suffixes)})[>)\]】]")
