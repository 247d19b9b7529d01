"""Which way figures went, as they say themselves or a noun before them does: △8.2%, 2倍, 成長率は3%."""

from __future__ import annotations

import re
from typing import NamedTuple

from kijiyomi.entities.numbers.change_patterns import change_patterns
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.records.analysis import Change

_RISES, _FALLS = frozenset("+プ"), frozenset("-−▲△▼▽マ")
SIGNS = _RISES | _FALLS
"""The first characters of signed amounts."""

MEASURED_ENDS = frozenset("はがもを:ので、 )率幅額数分時GRで比減算均質目")
"""The last characters of a noun and its particle that can make the figure after them a change."""


class Direction(NamedTuple):
    """Which way a figure went.

    Attributes:
        change: The direction.
        word: The word that says so; empty where a sign or the value itself does.
        end: Where the word ends.
        strong: Is the word of the kind that a basis farther away, before other figures, can belong to?
        compares: Is it a change only beside a basis, as 3%多い is?
    """

    change: Change
    word: str
    end: int
    strong: bool = True
    compares: bool = False


def noun_direction(text: str, figure: Figure) -> Direction | None:
    """Return what a noun before the figure says: 成長率は3%, 値下げ幅は5円."""
    before = text[figure.start - 1 : figure.start]
    if not before or before not in MEASURED_ENDS:
        return None
    patterns = change_patterns()
    match = patterns.measured.search(text[max(0, figure.start - _MEASURED_REACH) : figure.start])
    if match is None or (figure.label != "PERCENT" and not match["noun"].endswith(("幅", "額", "数", "分"))):
        return None
    signed, said = sign_direction(text, figure), patterns.measured_directions[match["noun"]]
    if said == "decrease" or (signed is None and said == "increase"):
        return Direction(said, match["noun"], figure.end, strong=False)
    return signed


_MEASURED_REACH = 28


def row_direction(text: str, figure: Figure) -> Direction | None:
    """Return what the sign of a figure says in a table's row of 増減額 or 増減率."""
    if text[figure.start] not in SIGNS:
        return None
    line = text.rfind("\n", max(0, figure.start - _ROW_REACH), figure.start) + 1
    return sign_direction(text, figure) if text.startswith("増減", line) else None


_ROW_REACH = 120


def since_then(text: str, figure: Figure) -> re.Match[str] | None:
    """Return the time before the figure that it is compared with: 平年より, 開業時の."""
    if text[figure.start - 1 : figure.start] not in _THEN_ENDS:
        return None
    return change_patterns().then.search(text, max(0, figure.start - _THEN_REACH), figure.start)


_THEN_ENDS = frozenset("のらりべて、")
_THEN_REACH = 24


def sign_direction(text: str, figure: Figure) -> Direction | None:
    """Return what a sign says."""
    first = text[figure.start]
    if first in _RISES:
        return Direction("increase", "", figure.end)
    return Direction("decrease", "", figure.end) if first in _FALLS else None


def value_direction(text: str, figure: Figure) -> Direction | None:
    """Return what 2倍 and 3分の1 say by themselves."""
    values = [value for value in (figure.value, figure.min, figure.max) if value is not None]
    if not values or not is_multiple(text, figure):
        return None
    if min(values) > 1:
        return Direction("increase", "", figure.end)
    return Direction("decrease", "", figure.end) if max(values) < 1 else None


def is_multiple(text: str, figure: Figure) -> bool:
    """Is it so many times something, or a fraction of it?"""
    if figure.unit == "倍":
        return True
    return figure.label == "QUANTITY" and figure.unit is None and "分の" in text[figure.start : figure.end]
