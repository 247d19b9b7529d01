"""The knowledge files on units, compiled for matching."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from kijiyomi.knowledge.data_files import FOLDER, read_toml

KNOWLEDGE = FOLDER / "figures"

UnitKind = Literal["counter", "measure", "percent", "money", "duration"]


@dataclass(frozen=True, slots=True)
class WrittenUnit:
    """A unit or counter.

    Attributes:
        name: As written.
        kind: What numbers with it are.
        currency: ISO 4217 code (money).
    """

    name: str
    kind: UnitKind
    currency: str | None = None


_ORDINAL = "目(?![標的指前線立])"


class Units:
    """All units, found by what stands at a place of a text: the longest wins."""

    def __init__(self, units: Iterable[WrittenUnit], not_before: Mapping[str, str]) -> None:
        self._not_before = not_before
        self._units: dict[str, WrittenUnit] = {}
        for unit in units:
            self._units.setdefault(unit.name, unit)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for name in self._units:
            lengths[name[0]].add(len(name))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        # Compiled when first needed: most texts have few of the units.
        self._after: dict[str, re.Pattern[str]] = {}

    @property
    def names(self) -> Iterable[str]:
        """All units as written."""
        return self._units.keys()

    @property
    def first_characters(self) -> str:
        """The characters units begin with."""
        return "".join(self._lengths)

    def at(self, text: str, start: int) -> tuple[WrittenUnit, int] | None:
        """Return the unit that begins at ``start`` (after at most two spaces), and its end."""
        if text.startswith(" ", start):
            start += 2 if text.startswith("  ", start) else 1
        for length in self._lengths.get(text[start : start + 1], ()):
            name = text[start : start + length]
            if name in self._units and (after := self._following(name).match(text, start + len(name))):
                whole = text[start : after.end()]
                return self._units.get(whole) or WrittenUnit(whole, "measure"), after.end()
        return None

    def _following(self, name: str) -> re.Pattern[str]:
        pattern = self._after.get(name)
        if pattern is None:
            pattern = self._after[name] = re.compile(_following(name, self._not_before))
        return pattern


def _following(name: str, not_before: Mapping[str, str]) -> str:
    """Return the pattern of what may follow a unit, with what divides it: ``/秒``."""
    if name[-1].isascii() and name[-1].isalnum():
        return rf"(?:/(?:{_per()})(?![A-Za-z0-9])|(?![A-Za-z0-9]|-[A-Za-z0-9]))"
    divided = ""
    forbidden = [_ORDINAL, *_not_before_words().get(name, ())]
    characters = not_before.get(name, "")
    if "ァ" <= name[-1] <= "ー":
        characters += "ァ-ヺーA-Za-z" if name in _prefixes() else "ー"
        divided = rf"(?:(?:{_japanese_per()}))?"
    if characters:
        forbidden.append(f"[{characters}]")
    return divided + rf"(?!{'|'.join(forbidden)})"


@lru_cache(maxsize=1)
def _not_before_words() -> dict[str, list[str]]:
    """Return, by unit, the regular expressions that tell it is the beginning of another word."""
    tables = (
        read_toml(KNOWLEDGE / f"{name}.toml") for name in ("counters", "currencies", "durations", "units")
    )
    return {unit: words for table in tables for unit, words in table.get("not_before_words", {}).items()}


@lru_cache(maxsize=1)
def _prefixes() -> frozenset[str]:
    return frozenset(read_toml(KNOWLEDGE / "units.toml")["japanese_prefixes"])


@lru_cache(maxsize=1)
def _per() -> str:
    return "|".join(map(re.escape, read_toml(KNOWLEDGE / "units.toml")["per"]))


@lru_cache(maxsize=1)
def _japanese_per() -> str:
    return "|".join(map(re.escape, read_toml(KNOWLEDGE / "units.toml")["japanese_per"]))


@dataclass(frozen=True, slots=True)
class Money:
    """How amounts of money are written.

    Attributes:
        symbol: Matches a symbol or code at the end of what stands before a number.
        symbol_ends: The characters it may end in.
        currencies: Symbol or code → ISO 4217 code.
        scale: Matches an English scale after a number.
        scales: Scale → power of ten.
        part: Subunit → (currency, decimal places).
    """

    symbol: re.Pattern[str]
    symbol_ends: frozenset[str]
    currencies: dict[str, str]
    scale: re.Pattern[str]
    scales: dict[str, int]
    parts: dict[str, tuple[str, int]]


@lru_cache(maxsize=1)
def money() -> Money:
    """Return the symbols of ``knowledge/figures/currencies.toml``."""
    table = read_toml(KNOWLEDGE / "currencies.toml")
    currencies = table["symbols"] | {code: code for code in table["names"]}
    symbols = sorted(currencies, key=len, reverse=True)
    scales = sorted(table["scales"], key=len, reverse=True)
    return Money(
        re.compile(rf"(?<![A-Za-z0-9])(?:{_either(symbols)}) ?\Z"),
        frozenset(symbol[-1] for symbol in symbols) | {" "},
        currencies,
        re.compile(rf" ?({_either(scales)})(?![A-Za-z0-9])"),
        table["scales"],
        {part: (entry["of"], entry["digits"]) for part, entry in table["parts"].items()},
    )


@lru_cache(maxsize=1)
def units() -> Units:
    """Return every unit of the knowledge files."""
    counters, measures = read_toml(KNOWLEDGE / "counters.toml"), read_toml(KNOWLEDGE / "units.toml")
    currencies, durations = read_toml(KNOWLEDGE / "currencies.toml"), read_toml(KNOWLEDGE / "durations.toml")
    return Units(
        [WrittenUnit(name, "percent") for name in measures["percent"]]
        + [
            WrittenUnit(name, "money", code)
            for code, names in currencies["names"].items()
            for name in [*names, code]
        ]
        + [
            WrittenUnit(name, "money", part["of"])
            for name, part in currencies["parts"].items()
            if part["alone"]
        ]
        + [WrittenUnit(name, "duration") for name in durations["units"]]
        + [WrittenUnit(name, "counter") for name in counters["counters"]]
        + [WrittenUnit(name, "measure") for name in _measures(measures)],
        _joined(counters["not_before"], currencies["not_before"], durations["not_before"]),
    )


def _measures(table: Mapping[str, list[str]]) -> list[str]:
    """Return the units of measure, those that take prefixes with each."""
    latin = [prefix + unit for prefix in table["latin_prefixes"] for unit in table["latin_prefixed"]]
    japanese = [prefix + unit for prefix in table["japanese_prefixes"] for unit in table["japanese_prefixed"]]
    return table["latin"] + latin + table["japanese"] + japanese


@lru_cache(maxsize=1)
def scaled_counter() -> re.Pattern[str]:
    """Return what matches a scale before a counter, as in 1Mトークン; group 1 is the scale."""
    table = read_toml(KNOWLEDGE / "counters.toml")
    return re.compile(rf"({_either(table['scales'])})(?={_either(table['scaled'])})")


@lru_cache(maxsize=1)
def counter_scales() -> dict[str, int]:
    """Return the scales of :func:`scaled_counter` as powers of ten."""
    return dict(read_toml(KNOWLEDGE / "counters.toml")["scales"])


@lru_cache(maxsize=1)
def before_units() -> str:
    """Return a pattern of the words before a number that belong to its unit, as in 時速40キロ."""
    return _either(read_toml(KNOWLEDGE / "units.toml")["before"])


def _joined(*tables: Mapping[str, Any]) -> dict[str, str]:
    return {name: characters for table in tables for name, characters in table.items()}


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
