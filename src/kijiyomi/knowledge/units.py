"""Every unit that numbers are counted in, what it measures, and how many units of the SI it is.

数に付くすべての単位と、それが何を測るか、SI単位でいくつになるか。

Each unit stands once: measures in ``numbers/units.toml``, counters in ``counters.toml``, currencies in
``currencies.toml``, units of time in ``durations.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple

import msgspec

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.currencies import currencies
from kijiyomi.knowledge.data_files import FOLDER, check_known, read_data
from kijiyomi.knowledge.durations import duration_words

UnitKind = Literal["counter", "measure", "percent", "money", "duration"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    単位の次元と、SI単位への換算を表す。

    Attributes:
        dimension: What it measures: ``length``, ``information``, ``information/time``, ``count`` …
        si_unit: The unit values are converted to; for counters the counter itself, for money the
            ISO 4217 code.
        factor: How many of those it is.
        offset: What is added besides, for degrees Celsius and Fahrenheit.
    """

    dimension: str
    si_unit: str
    factor: float = 1.0
    offset: float = 0.0

    def to_si(self, value: float) -> float:
        """Return a value of this unit in ``si_unit``.

        この単位の値を`si_unit`に換算して返す。
        """
        return value * self.factor + self.offset

    def per(self, other: Unit) -> Unit:
        """Return this unit divided by another one.

        この単位を別の単位で割った単位を返す。
        """
        return Unit(
            f"{self.dimension}/{other.dimension}",
            f"{self.si_unit}/{other.si_unit}",
            self.factor / other.factor,
        )


class WrittenUnit(NamedTuple):
    """A unit as texts write it.

    Attributes:
        name: As written.
        kind: What numbers with it are.
        currency: ISO 4217 code (money).
        not_before: Regular expression of what after the name makes it the beginning of another word; ``""``
            for none.
    """

    name: str
    kind: UnitKind
    currency: str | None = None
    not_before: str = ""


class UnitEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of ``units.toml``.

    Attributes:
        factor: How many of ``si_unit`` it is.
        offset: What is added besides.
        si_unit: The unit values are converted to; the dimension's if ``None``.
        prefixes: The prefixes, or groups of them, that texts write it with; ``None`` if it takes none at all.
        bare: Do texts write it without a prefix too?
        kind: What numbers with it are.
    """

    factor: float
    offset: float = 0.0
    si_unit: str | None = None
    prefixes: tuple[str, ...] | None = None
    bare: bool = True
    kind: Literal["counter", "measure", "percent"] = "measure"


class Dimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What units measure.

    Attributes:
        si_unit: The unit values are converted to.
        units: The units, each as a factor or a whole entry.
    """

    si_unit: str
    units: dict[str, float | UnitEntry]


class Divisors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may divide a unit.

    Attributes:
        latin: After a stroke, if the unit ends in a Latin letter or digit.
        katakana: As they stand, if the unit ends in katakana.
    """

    latin: tuple[str, ...]
    katakana: tuple[str, ...]


class Weighed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The unit of weight that has a currency's name.

    Attributes:
        unit: Its name.
        before: Regular expressions of what before a number in the same sentence makes it a weight.
        after: Those of what directly after it does.
    """

    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Measures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``units.toml``.

    Attributes:
        no_dimension: Units that have none, on purpose.
        compounds: Units divided by others that a further unit may divide.
        fractions: Units that a fraction such as 3/8 counts rather than being a day.
        digits_only: Units that kanji numerals do not count.
        divisors: What may divide a unit.
        before: Word before a number that belongs to its unit → the unit of time it divides by, or ``""``.
        not_before: By unit, a regular expression of what makes it the beginning of another word.
        weighed: The unit of weight that has a currency's name.
        subunits: By unit, the smaller ones that may follow it directly, each as the part of it that it is.
        prefixes: Powers by prefix, in groups.
        dimensions: All other units by what they measure.
    """

    no_dimension: tuple[str, ...]
    compounds: tuple[str, ...]
    fractions: frozenset[str]
    digits_only: frozenset[str]
    divisors: Divisors
    before: dict[str, str]
    not_before: dict[str, str]
    weighed: Weighed
    subunits: dict[str, dict[str, float]]
    prefixes: dict[str, dict[str, float]]
    dimensions: dict[str, Dimension]

    def __post_init__(self) -> None:
        prefixes = {*self.prefixes, *chain.from_iterable(self.prefixes.values())}
        names = {name for _, name, _ in self.entries()} | set(self.no_dimension)
        check_known("not_before", self.not_before, names)
        check_known("digits_only", self.digits_only, names)
        for dimension, name, entry in self.entries():
            check_known(f"dimensions.{dimension}.units.{name}.prefixes", entry.prefixes or (), prefixes)

    def entries(self) -> Iterator[tuple[str, str, UnitEntry]]:
        """Yield dimension, name and entry of each unit."""
        for dimension, table in self.dimensions.items():
            for name, entry in table.units.items():
                yield dimension, name, entry if isinstance(entry, UnitEntry) else UnitEntry(entry)

    def written(self) -> Iterator[tuple[str, UnitKind]]:
        """Yield each unit as texts write it, with its prefixes, and what numbers with it are."""
        for name in (*self.no_dimension, *self.compounds):
            yield name, "measure"
        for _, name, entry in self.entries():
            if entry.bare:
                yield name, entry.kind
            for prefix in entry.prefixes or ():
                for one in self.prefixes.get(prefix, (prefix,)):
                    yield one + name, "measure"


class Counters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``counters.toml``.

    Attributes:
        counters: What Japanese counts with.
        scaled: Counters and units that a scale may stand before, as in 1Mトークン.
        scales: Scale → power of ten.
        not_before: By counter, a regular expression of what makes it the beginning of another word.
    """

    counters: tuple[str, ...]
    scaled: tuple[str, ...]
    scales: dict[str, int]
    not_before: dict[str, str]

    def __post_init__(self) -> None:
        check_known("not_before", self.not_before, self.counters)


@lru_cache(maxsize=1)
def measures() -> Measures:
    """Return the units of measure, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(FOLDER / "numbers" / "units.toml", Measures)


@lru_cache(maxsize=1)
def counters() -> Counters:
    """Return the counters, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(FOLDER / "numbers" / "counters.toml", Counters)


@lru_cache(maxsize=1)
def written_units() -> Mapping[str, WrittenUnit]:
    """Return every unit as texts write it, by name.

    Raises:
        KnowledgeError: If a file is malformed, or a unit stands in several places.
    """
    money, time = currencies(), duration_words()
    not_before = {**counters().not_before, **money.not_before, **time.not_before, **measures().not_before}
    units: dict[str, WrittenUnit] = {}
    for name, kind, currency in _all_written():
        if name in units:
            raise KnowledgeError(
                f"{FOLDER / 'numbers'}: the unit {name!r} stands twice ({units[name].kind} and {kind}); "
                "leave one entry"
            )
        units[name] = WrittenUnit(name, kind, currency, not_before.get(name, ""))
    return units


def _all_written() -> Iterator[tuple[str, UnitKind, str | None]]:
    for name, kind in measures().written():
        yield name, kind, None
    for code, names in currencies().names.items():
        for name in names:
            yield name, "money", code
    for code in currencies().codes:
        yield code, "money", code
    for name, part in currencies().parts.items():
        if part.alone:
            yield name, "money", part.of[0]
    for name in duration_words().units:
        yield name, "duration", None
    for name in counters().counters:
        yield name, "counter", None


@lru_cache(maxsize=4096)
def unit_of(written: str, text: str = "") -> Unit | None:
    """Return the unit that an entity's ``unit`` names, or nothing for one whose measure is not known.

    エンティティーの`unit`から単位を引く。次元のわからない単位には`None`を返す。

    Args:
        written: A unit or counter as an entity has it, such as ``GB``, ``平方キロ``, ``TFLOPS/W`` or ``基``.
        text: The whole entity, whose beginning may divide by a time: ``時速60km``.

    >>> unit_of("GB").to_si(80)
    640000000000.0
    >>> unit_of("km", "時速60km").si_unit
    'm/s'
    """
    unit = _divided(written)
    time = next((time for word, time in measures().before.items() if time and word in text), None)
    if unit is None or time is None or "/" in unit.dimension:
        return unit
    return unit.per(_units()[time])


def _divided(written: str) -> Unit | None:
    if whole := _whole(written):
        return whole
    for mark in ("毎", "/"):  # メートル毎秒, GB/秒
        above, found, below = written.rpartition(mark)
        if found:
            dividend, divisor = _divided(above), _whole(below)
            return dividend.per(divisor) if dividend and divisor else None
    return None


def _whole(written: str) -> Unit | None:
    """Return a unit that is not divided, perhaps with a prefix; any will do if it takes prefixes."""
    if unit := _units().get(written):
        return unit
    powers = _powers()
    for length in range(1, min(len(written), max(map(len, powers)) + 1)):
        power, base = powers.get(written[:length]), written[length:]
        if power and base in _prefixable():
            unit = _units()[base]
            return Unit(unit.dimension, unit.si_unit, unit.factor * power)
    return None


@lru_cache(maxsize=1)
def _units() -> Mapping[str, Unit]:
    """Return the units of all files that have a dimension, by name, without prefixes."""
    money, time = currencies(), duration_words()
    units = {name: Unit("count", name) for name in counters().counters}
    for code, names in money.names.items():
        units |= dict.fromkeys((*names, code), Unit("money", code))
    for name, part in money.parts.items():
        if part.alone:
            units[name] = Unit("money", part.of[0], 10.0**-part.digits)
    for name, entry in time.units.items():
        units[name] = Unit("time", "s", float(entry.count * time.designators[entry.designator]))
    for dimension, name, measure in measures().entries():
        si_unit = measure.si_unit or measures().dimensions[dimension].si_unit
        units[name] = Unit(dimension, si_unit, measure.factor, measure.offset)
    return units


@lru_cache(maxsize=1)
def _prefixable() -> frozenset[str]:
    return frozenset(name for _, name, entry in measures().entries() if entry.prefixes is not None)


@lru_cache(maxsize=1)
def _powers() -> Mapping[str, float]:
    return {prefix: power for group in measures().prefixes.values() for prefix, power in group.items()}
