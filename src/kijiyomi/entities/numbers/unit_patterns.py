"""How units and currencies are written, as patterns on NFKC text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from kijiyomi.knowledge.currencies import currencies
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.units import WrittenUnit, counters, measures, written_units

_ORDINAL = r"目(?![標的指前線立減])|め(?=[のはがをにもでと、。]|\Z)"  # 3つ目, 3つめ


class UnitMatcher:
    """All units, found at a position of a text: the longest wins.

    Args:
        units: The units by name.
    """

    def __init__(self, units: Mapping[str, WrittenUnit]) -> None:
        self._units = units
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for name in units:
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
            unit = self._units.get(name)
            if unit is None:
                continue
            following = self._after.get(name) or self._compile_following(name, unit)
            if after := following.match(text, start + length):
                end = after.end()
                if end == start + length:
                    return unit, end
                whole = text[start:end].replace(" /", "/")
                return self._units.get(whole) or WrittenUnit(whole, "measure"), end
        return None

    def _compile_following(self, name: str, unit: WrittenUnit) -> re.Pattern[str]:
        pattern = self._after[name] = re.compile(_following(unit))
        return pattern


def _following(unit: WrittenUnit) -> str:
    """Return the pattern of what may follow a unit, with what divides it: ``/秒``."""
    name = unit.name
    if name[-1].isascii() and name[-1].isalnum():
        smaller = measures().subunits.get(name, ())
        goes_on = rf"|(?=\d+(?:{any_of(smaller)})(?![A-Za-z0-9]))" if smaller else ""  # 3m50cm
        other_word = f"|{unit.not_before}" if unit.not_before else ""
        end = rf"(?![A-Za-z0-9]|-[A-Za-z0-9]|[・·][a-z]{other_word})"
        if unit.kind == "money":
            return end  # 3USD/h is money
        return rf"(?:(?:/(?:{_latin_divisors()})| /(?:s|秒))(?![A-Za-z0-9])|{end}{goes_on})"
    divided = ""
    forbidden = [_ORDINAL, unit.not_before] if unit.not_before else [_ORDINAL]
    if "ァ" <= name[-1] <= "ー":
        # メガ, キロ … are prefixes of other units too.
        forbidden.append("[ァ-ヺーA-Za-z]" if name in measures().prefixes["katakana"] else "ー")
        divided = rf"(?:(?:{_katakana_divisors()}))?"
    return divided + rf"(?!{'|'.join(forbidden)})"


@lru_cache(maxsize=1)
def _latin_divisors() -> str:
    return "|".join(map(re.escape, measures().divisors.latin))


@lru_cache(maxsize=1)
def _katakana_divisors() -> str:
    return "|".join(map(re.escape, measures().divisors.katakana))


@lru_cache(maxsize=1)
def unit_matcher() -> UnitMatcher:
    """Return the matcher of every known unit."""
    return UnitMatcher(written_units())


@lru_cache(maxsize=1)
def scale_before_unit() -> re.Pattern[str]:
    """Return what matches a scale before a counter or a currency, as in 1Mトークン and 5B EUR.

    Group 1 is the scale.
    """
    codes, names = currencies().codes, chain.from_iterable(currencies().names.values())
    return re.compile(
        rf"(?:({any_of(counters().scales)})(?={any_of(counters().scaled)})"
        rf"| ?({any_of(currencies().scales)}) ?(?=(?:{any_of(codes)})(?![A-Za-z0-9])|{any_of(names)}))"
    )


@dataclass(frozen=True, slots=True)
class CurrencyPatterns:
    """How currencies are written beside a number, other than by a name after it.

    Attributes:
        symbol: Matches a symbol or code at the end of what stands before a number.
        symbol_ends: The characters it may end in.
        codes: Symbol or code → ISO 4217 code.
        scale: Matches an English scale after a number.
    """

    symbol: re.Pattern[str]
    symbol_ends: frozenset[str]
    codes: dict[str, str]
    scale: re.Pattern[str]


@lru_cache(maxsize=1)
def currency_patterns() -> CurrencyPatterns:
    """Return the patterns, compiled once."""
    codes = currencies().symbols | {code: code for code in currencies().codes}
    return CurrencyPatterns(
        re.compile(rf"(?<![A-Za-z0-9])(?:{any_of(codes)}) ?\Z"),
        frozenset(symbol[-1] for symbol in codes) | {" "},
        codes,
        re.compile(rf" ?({any_of(currencies().scales)})(?![A-Za-z0-9])"),
    )
