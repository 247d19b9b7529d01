"""How articles write which exchange lists a company: ``stock_exchanges.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, check_known, read_data

_PATH = FOLDER / "stock_exchanges.toml"


class StockExchanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The exchanges whose codes stand in articles, by the name that ``Company.ticker`` has for them.

    Attributes:
        names: How each is written before a code.
        suffixes: The exchange of the letters after a code in Reuters' style.
    """

    names: dict[NonEmpty, tuple[NonEmpty, ...]]
    suffixes: dict[NonEmpty, NonEmpty]

    def __post_init__(self) -> None:
        check_known("suffixes", self.suffixes.values(), self.names)


def read_stock_exchanges(path: str | Path) -> StockExchanges:
    """Return the content of a file like ``stock_exchanges.toml``.

    Raises:
        KnowledgeError: If a field is missing, unknown or mistyped, or a suffix is of no listed exchange.
    """
    return read_data(path, StockExchanges)


@lru_cache(maxsize=1)
def load_stock_exchanges() -> StockExchanges:
    """Return the content of ``stock_exchanges.toml``."""
    return read_stock_exchanges(_PATH)


@lru_cache(maxsize=1)
def exchange_by_name() -> dict[str, str]:
    """Return the exchange of each way to write one."""
    names = load_stock_exchanges().names
    return {written: exchange for exchange, ways in names.items() for written in ways}
