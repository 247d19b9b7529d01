"""What units measure: their dimension, and how many units of the SI each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kijiyomi.knowledge.data_files import FOLDER, read_toml

_FIGURES = FOLDER / "figures"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    Attributes:
        dimension: What it measures: ``length``, ``information``, ``information/time``, ``count`` …
        si_unit: The unit values are converted to; for counters the counter itself.
        factor: How many of those it is.
        offset: What is added besides, for degrees Celsius and Fahrenheit.
    """

    dimension: str
    si_unit: str
    factor: float = 1.0
    offset: float = 0.0

    def to_si(self, value: float) -> float:
        """Return a value of this unit in ``si_unit``."""
        return value * self.factor + self.offset

    def per(self, other: Unit) -> Unit:
        """Return this unit divided by another one."""
        return Unit(
            f"{self.dimension}/{other.dimension}",
            f"{self.si_unit}/{other.si_unit}",
            self.factor / other.factor,
        )


@lru_cache(maxsize=4096)
def unit_of(written: str, text: str = "") -> Unit | None:
    """Return the unit that an entity's ``unit`` names, or nothing for one whose measure is not known.

    Args:
        written: A unit or counter as an entity has it, such as ``GB``, ``平方キロ``, ``TFLOPS/W`` or ``基``.
        text: The whole entity, whose beginning may divide by a time: ``時速60km``.

    >>> unit_of("GB").to_si(80)
    640000000000.0
    >>> unit_of("km", "時速60km").si_unit
    'm/s'
    """
    unit = _divided(written)
    seconds = next((seconds for word, seconds in _dimensions().per.items() if word in text), None)
    if unit is None or seconds is None or "/" in unit.dimension:
        return unit
    return unit.per(Unit("time", "s", seconds))


def _divided(written: str) -> Unit | None:
    whole = _whole(written)
    if whole is not None or "/" not in written:
        return whole
    above, below = map(_whole, written.split("/", 1))
    return above.per(below) if above and below else None


def _whole(written: str) -> Unit | None:
    known = _dimensions()
    if unit := known.units.get(written):
        return unit
    for length in range(1, min(len(written), known.longest_prefix + 1)):
        power, base = known.prefixes.get(written[:length]), known.prefixed.get(written[length:])
        if power and base:
            return Unit(base.dimension, base.si_unit, base.factor * power)
    return None


@dataclass(frozen=True, slots=True)
class _Dimensions:
    prefixes: Mapping[str, float]
    longest_prefix: int
    per: Mapping[str, float]
    units: Mapping[str, Unit]
    prefixed: Mapping[str, Unit]


@lru_cache(maxsize=1)
def _dimensions() -> _Dimensions:
    tables = read_toml(_FIGURES / "dimensions.toml")
    prefixes, per = tables.pop("prefixes"), tables.pop("per")
    units = {counter: Unit("count", counter) for counter in read_toml(_FIGURES / "counters.toml")["counters"]}
    prefixed: dict[str, Unit] = {}
    for dimension, table in tables.items():
        own = {name: _unit(dimension, table["unit"], factor) for name, factor in table["factors"].items()}
        units |= own
        prefixed |= {name: own[name] for name in table.get("prefixed", ())}
    return _Dimensions(prefixes, max(map(len, prefixes)), per, units, prefixed)


def _unit(dimension: str, si_unit: str, factor: float | Mapping[str, Any]) -> Unit:
    if isinstance(factor, Mapping):
        return Unit(dimension, si_unit, factor["factor"], factor["offset"])
    return Unit(dimension, si_unit, float(factor))
