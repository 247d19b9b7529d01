"""Currencies: their names, symbols and subunits."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

import msgspec
from msgspec.structs import replace

from kijiyomi.knowledge.data_files import FOLDER, check_known, read_data


class Subunit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a currency's unit.

    Attributes:
        of: ISO 4217 codes of the currencies; alone it is one of the first's.
        digits: Decimal places: 2 for a hundredth.
        alone: May it stand without the main unit, as 99セント does?
    """

    of: tuple[str, ...]
    digits: int
    alone: bool


class Currencies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``numbers/currencies.toml``.

    Attributes:
        named_only: Codes that texts are not searched for.
        names: Japanese names by ISO 4217 code.
        symbols: Symbol before a number → ISO 4217 code.
        parts: Subunits by name.
        scales: English scale after a number with a symbol → power of ten.
        not_before: By name, a regular expression of what makes it the beginning of another word.
    """

    named_only: frozenset[str]
    names: dict[str, tuple[str, ...]]
    symbols: dict[str, str]
    parts: dict[str, Subunit]
    scales: dict[str, int]
    not_before: dict[str, str]

    @property
    def codes(self) -> frozenset[str]:
        """The ISO 4217 codes that texts are searched for."""
        return frozenset(self.names) - self.named_only

    def __post_init__(self) -> None:
        names = {name for names in self.names.values() for name in names}
        check_known("symbols", self.symbols.values(), self.names)
        check_known("parts", chain.from_iterable(part.of for part in self.parts.values()), self.names)
        check_known("named_only", self.named_only, self.names)
        check_known("not_before", self.not_before, names | set(self.parts))


@lru_cache(maxsize=1)
def currencies() -> Currencies:
    """Return the currencies, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    money = read_data(FOLDER / "numbers" / "currencies.toml", Currencies)
    return replace(money, names={code: _spellings(names) for code, names in money.names.items()})


def _spellings(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names, those with a middle dot without it, too: インド・ルピー, インドルピー."""
    return tuple(dict.fromkeys(chain.from_iterable((name, name.replace("・", "")) for name in names)))
