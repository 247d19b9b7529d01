"""Which amounts can be the size of a change, as far as a glance at what stands beside them shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kijiyomi.entities.numbers.change_patterns import change_patterns
from kijiyomi.entities.numbers.figure import Figure

AMOUNTS = frozenset(["MONEY", "PERCENT", "QUANTITY"])
"""The labels of what can be a change."""

RISES, FALLS = frozenset("+プ"), frozenset("-−▲△▼▽マ")
"""What the sign of a figure that rises or falls begins with."""

MEASURED_ENDS = frozenset("はがもを:ので、 )率幅額数分GRで比減算均質目")
"""The characters before a figure that a noun such as 成長率は can end in."""

_SIGNS = RISES | FALLS
_CUE = re.compile("[比率対幅額数分R同]")
_CUE_REACH = 10  # characters
_NOTHING: frozenset[str] = frozenset()
_FIRST_NOUN = "ァ"  # from here on katakana and kanji
_MULTIPLE_UNITS = frozenset(["倍", None])


def find_change_candidates(text: str, figures: Sequence[Figure]) -> list[int]:
    """Return the indices of the amounts that can be changes, as far as a glance beside them shows."""
    after, near = change_patterns().after, []
    for i, figure in enumerate(figures):
        start, end, label = figure[:3]
        if label not in AMOUNTS:
            continue
        following = text[end : end + 1]
        beyond = after.get(following, _NOTHING)
        if (
            (beyond is None and (following != ")" or _may_be_in_brackets(text, figures, i)))
            or (beyond and text[end + 1 : end + 2] in beyond)
            or (
                label == "PERCENT"
                and (following == "の" or following >= _FIRST_NOUN or text[end - 1] in "引き")
            )
            or (label == "QUANTITY" and figure.unit in _MULTIPLE_UNITS)
            or text[start] in _SIGNS
            or _CUE.search(text, max(0, start - _CUE_REACH), start)
        ):
            near.append(i)
    return near


def _may_be_in_brackets(text: str, figures: Sequence[Figure], i: int) -> bool:
    """Can a figure before a closing bracket be a change, of the amount before it or of what is measured?"""
    last = figures[i].start - 1
    before = text[last : last + 1]
    return before in MEASURED_ENDS or (before == "(" and i > 0 and figures[i - 1].end == last)
