"""Entities in words: canonical names and normalised values, in English and in Japanese."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kijiyomi.records.analysis import Basis, Change, Entity, Modifier
from kijiyomi.records.labels import LABELS

Language = Literal["english", "japanese"]


class Translations(NamedTuple):
    """A word in each language."""

    english: str
    japanese: str


class ValuePatterns(NamedTuple):
    """How a language puts values.

    Attributes:
        no_value: Said of figures and times whose value the text does not give.
        minimum: Said of a range without an upper end.
        maximum: Said of a range without a lower end.
        modified: A value and what is said of it.
        between: What stands between two things said of it.
        changed: Direction and basis of a change.
    """

    no_value: str
    minimum: str
    maximum: str
    modified: str
    between: str
    changed: str


VALUE_PATTERNS: dict[Language, ValuePatterns] = {
    "english": ValuePatterns("value not given", "from {}", "up to {}", "{}, {}", ", ", "{change} {basis}"),
    "japanese": ValuePatterns("値の明示なし", "{} から", "{} まで", "{}（{}）", "、", "{basis}{change}"),
}

MODIFIERS: dict[Modifier, Translations] = {
    "approx": Translations("approx", "約"),
    "gt": Translations("over", "超"),
    "ge": Translations("or more", "以上"),
    "lt": Translations("under", "未満"),
    "le": Translations("or less", "以下"),
}

CHANGES: dict[Change, Translations] = {
    "increase": Translations("up", "増"),
    "decrease": Translations("down", "減"),
}

BASES: dict[Basis, Translations] = {
    "year": Translations("on the year before", "前年比"),
    "half": Translations("on the half-year before", "前半期比"),
    "quarter": Translations("on the quarter before", "前四半期比"),
    "month": Translations("on the month before", "前月比"),
    "week": Translations("on the week before", "前週比"),
    "day": Translations("on the day before", "前日比"),
    "forecast": Translations("on the forecast", "予想比"),
    "plan": Translations("on the plan", "計画比"),
    "previous": Translations("on what was before", "従来比"),
}

MYRIADS = ((1e12, "兆"), (1e8, "億"), (1e4, "万"))
"""The units in which Japanese readers count large numbers, the largest first."""

# From here on a float no longer distinguishes single units, so digits would be more exact than the value.
_LARGEST_WRITTEN_OUT = 1e16


def describe(entity: Entity, language: Language = "english") -> str:
    """Return an entity's canonical name or normalised value for a person.

    >>> money = Entity(0, 6, "約30億ドル", "MONEY", value=3e9, currency="USD", modifier="approx")
    >>> describe(money), describe(money, "japanese")
    ('3,000,000,000 USD, approx', '3,000,000,000 USD（約）')
    >>> describe(Entity(0, 5, "5万基以上", "QUANTITY", value=50_000, unit="基", modifier="ge"))
    '50,000 基, or more'
    >>> change = Entity(0, 3, "12%", "PERCENT", value=12.0, change="increase", basis="year")
    >>> describe(change), describe(change, "japanese")
    ('12%, up on the year before', '12%（前年比増）')
    >>> describe(Entity(0, 7, "2027年後半", "DATE", timex="2027-H2"))
    '2027-H2'
    """
    kind = LABELS[entity.label].kind
    if kind == "name":
        return entity.name or entity.text
    patterns = VALUE_PATTERNS[language]
    value = (entity.timex if kind == "time" else _amount(entity, patterns)) or patterns.no_value
    said = patterns.between.join(_said(entity, language))
    return patterns.modified.format(value, said) if said else value


def describe_in_myriads(money: Entity) -> str | None:
    """Return an amount of money as Japanese readers write it, or ``None`` if the text gives no value.

    >>> describe_in_myriads(Entity(0, 5, "30億ドル", "MONEY", value=3e9, currency="USD"))
    '30億 USD'
    >>> describe_in_myriads(Entity(0, 4, "2万円〜", "MONEY", min=2e4, currency="JPY"))
    '2万〜 JPY'
    """
    if money.value is not None:
        number = _in_myriads(money.value)
    elif money.min is None and money.max is None:
        return None
    else:
        number = "〜".join("" if end is None else _in_myriads(end) for end in (money.min, money.max))
    return f"{number} {money.currency or ''}".rstrip()


def _said(entity: Entity, language: Language) -> Iterator[str]:
    """Yield what is said of a value: how it is qualified, which way it went and against what."""
    if entity.modifier:
        yield getattr(MODIFIERS[entity.modifier], language)
    change = getattr(CHANGES[entity.change], language) if entity.change else ""
    basis = getattr(BASES[entity.basis], language) if entity.basis else ""
    if change or basis:
        yield VALUE_PATTERNS[language].changed.format(change=change, basis=basis).strip()


def _amount(entity: Entity, patterns: ValuePatterns) -> str | None:
    if entity.min is not None and entity.max is not None:
        return _with_unit(f"{_number(entity.min)}–{_number(entity.max)}", entity)
    if entity.min is not None:
        return patterns.minimum.format(_with_unit(_number(entity.min), entity))
    if entity.max is not None:
        return patterns.maximum.format(_with_unit(_number(entity.max), entity))
    return None if entity.value is None else _with_unit(_number(entity.value), entity)


def _with_unit(number: str, entity: Entity) -> str:
    if entity.label == "PERCENT":
        return f"{number}%"
    unit = entity.currency or entity.unit
    return f"{number} {unit}" if unit else number


def _number(value: float) -> str:
    if not math.isfinite(value) or abs(value) >= _LARGEST_WRITTEN_OUT:
        return f"{value:g}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def _in_myriads(value: float) -> str:
    for unit, name in MYRIADS:
        if unit <= abs(value) < math.inf:
            return f"{value / unit:,.10g}{name}"
    return f"{value:,.10g}"
