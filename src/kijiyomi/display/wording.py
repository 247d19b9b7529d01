"""Words for normalised values, shared by every display."""

from __future__ import annotations

import math
import re

from kijiyomi.records.analysis import Entity, Modifier
from kijiyomi.records.labels import LABELS

_MODIFIERS: dict[Modifier, str] = {
    "approx": "approx",
    "gt": "over",
    "ge": "or more",
    "lt": "under",
    "le": "or less",
}
_UNKNOWN = "value not given"
# From here on a float no longer tells single units, so digits would pretend to know more than they do.
_LARGEST_WRITTEN_OUT = 1e16
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def showable(text: str) -> str:
    """Return ``text`` with control characters and lone surrogates, which break displays, as U+FFFD.

    Every character keeps its place.
    """
    return _UNSHOWABLE.sub("\ufffd", text)


def describe(entity: Entity) -> str:
    """Return an entity's canonical name or normalised value for a person.

    >>> describe(Entity(0, 6, "約30億ドル", "MONEY", value=3e9, currency="USD", modifier="approx"))
    '3,000,000,000 USD, approx'
    >>> describe(Entity(0, 5, "5万基以上", "QUANTITY", value=50_000, unit="基", modifier="ge"))
    '50,000 基, or more'
    >>> describe(Entity(0, 7, "2027年後半", "DATE", timex="2027-H2"))
    '2027-H2'
    """
    kind = LABELS[entity.label].kind
    if kind == "name":
        return entity.name or entity.text
    value = entity.timex or _UNKNOWN if kind == "time" else _figure(entity)
    return f"{value}, {_MODIFIERS[entity.modifier]}" if entity.modifier else value


def _figure(entity: Entity) -> str:
    number = _number_or_range(entity)
    if number == _UNKNOWN:
        return number
    if entity.label == "PERCENT":
        return f"{number}%"
    unit = entity.currency if entity.label == "MONEY" else entity.unit
    return f"{number} {unit}" if unit else number


def _number_or_range(entity: Entity) -> str:
    if entity.min is not None and entity.max is not None:
        return f"{_number(entity.min)}–{_number(entity.max)}"
    if entity.min is not None:
        return f"from {_number(entity.min)}"
    if entity.max is not None:
        return f"up to {_number(entity.max)}"
    return _UNKNOWN if entity.value is None else _number(entity.value)


def _number(value: float) -> str:
    if not math.isfinite(value) or abs(value) >= _LARGEST_WRITTEN_OUT:
        return f"{value:g}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
