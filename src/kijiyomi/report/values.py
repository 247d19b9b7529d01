"""Names and normalised values of entities in Japanese."""

from __future__ import annotations

import math
from typing import Any

from kijiyomi.display.wording import describe
from kijiyomi.records.analysis import Entity, Modifier

_MYRIADS = ((1e12, "兆"), (1e8, "億"), (1e4, "万"))
_MODIFIERS: dict[Modifier, str] = {
    "approx": "（約）",
    "gt": "（超）",
    "ge": "（以上）",
    "lt": "（未満）",
    "le": "（以下）",
}


def described(entity: dict[str, Any]) -> str:
    """Return the canonical name or normalised value of a record's entity.

    >>> described({"start": 0, "end": 6, "text": "約30億ドル", "label": "MONEY", "value": 3e9,
    ...            "currency": "USD", "modifier": "approx"})
    '3,000,000,000 USD（約）'
    """
    one = Entity(**entity)
    plain = one._replace(modifier=None)
    return f"{_plain(plain)}{_MODIFIERS[one.modifier] if one.modifier else ''}"


def _plain(entity: Entity) -> str:
    if entity.label in ("DATE", "DURATION"):
        return describe(entity) if entity.timex else "値の明示なし"
    if entity.label not in ("MONEY", "PERCENT", "QUANTITY"):
        return describe(entity)
    if entity.value is None and entity.min is None and entity.max is None:
        return "値の明示なし"
    if entity.max is None and entity.min is not None:
        return f"{describe(entity._replace(value=entity.min, min=None))} から"
    if entity.min is None and entity.max is not None:
        return f"{describe(entity._replace(value=entity.max, max=None))} まで"
    return describe(entity)


def amount(entity: dict[str, Any]) -> str | None:
    """Return an amount of money as Japanese readers write it, or ``None`` if the text gives no value.

    >>> amount({"label": "MONEY", "value": 3e9, "currency": "USD"})
    '30億 USD'
    >>> amount({"label": "MONEY", "min": 2e4, "max": None, "currency": "JPY"})
    '2万〜 JPY'
    """
    low, high = entity.get("min"), entity.get("max")
    if entity.get("value") is not None:
        number = _myriads(entity["value"])
    elif low is None and high is None:
        return None
    else:
        number = f"{'' if low is None else _myriads(low)}〜{'' if high is None else _myriads(high)}"
    return f"{number} {entity['currency'] or ''}".rstrip()


def _myriads(value: float) -> str:
    for unit, name in _MYRIADS:
        if unit <= abs(value) < math.inf:
            return f"{value / unit:,.10g}{name}"
    return f"{value:,.10g}"
