"""What figures say of a change: which way it went, and what it is measured against.

Only amounts are looked at, and of the text around one only what stands next to it: a word of change after it
(12%増), a sign (△8.2%) or a noun before it (減少率は), and a basis in its sentence (前年同期比). In
前年同期比12%増の1兆2,000億円 the percentage is a change and the amount of money is none, nor are the figures
that a change begins and ends with: 10%から12%に増えた.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kijiyomi.entities.numbers.change_candidates import (
    AMOUNTS,
    FALLS,
    MEASURED_ENDS,
    RISES,
    find_change_candidates,
)
from kijiyomi.entities.numbers.change_patterns import change_patterns
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.records.analysis import Basis, Change

_RATIO_UNITS = frozenset(["倍", "ポイント", "pt", "%ポイント", "bp", "ベーシスポイント"])
_BRACKETED = re.compile(r"\([^()\n]{1,30}\)")
_SENTENCE_REACH, _SAME_REACH, _NEAR, _NEAR_WEAK = 110, 400, 6, 16
_EXCEEDS = ("上回", "下回")


class _Direction(NamedTuple):
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


class _Basis(NamedTuple):
    basis: Basis
    link: str
    end: int
    direct: bool


def with_changes(text: str, figures: list[Figure]) -> list[Figure]:
    """Return the figures, those that are the size of a change with its direction and basis.

    Args:
        text: The NFKC text they were found in.
        figures: By start.
    """
    near = find_change_candidates(text, figures)
    if not near:
        return figures
    directions = {i: direction for i in near if (direction := _direction(text, figures, i))}
    _share_out(text, figures, directions)
    last: tuple[int, Basis] | None = None
    for i in sorted({*near, *directions}):
        figure = figures[i]
        basis, direction = _basis_and_direction(text, figures, i, directions.get(i), last)
        if basis:
            last = (figure.end, basis)
        if basis or direction:
            figures[i] = figure._replace(change=direction.change if direction else None, basis=basis)
    return figures


_OFF = frozenset("引き")


def _basis_and_direction(
    text: str,
    figures: Sequence[Figure],
    i: int,
    direction: _Direction | None,
    last: tuple[int, Basis] | None,
) -> tuple[Basis | None, _Direction | None]:
    """Return the basis of a figure, and its direction, which may show beside the basis only."""
    figure = figures[i]
    same = text[figure.start - 1 : figure.start] == "同" and last is not None
    if same and last and figure.start - last[0] <= _SAME_REACH and (direction or figure.label == "PERCENT"):
        return last[1], direction or _by_sign(text, figure)
    if direction is None and not _may_follow_basis(text, figure):
        direction, basis = _in_brackets(text, figures, i), _after(text, figure.end)
        if basis and figure.label == "PERCENT":
            return basis, direction or _by_sign(text, figure)
        return (basis, direction) if direction else (None, None)
    found = _basis_before(text, figures, i, direction)
    if found is None:
        after = _after(text, direction.end if direction else figure.end) or _after(text, figure.end)
        if after and direction is None:
            direction = _by_sign(text, figure)
        if direction and direction.compares:
            return None, None
        return after, direction if direction or after else _in_brackets(text, figures, i)
    if direction is None:
        direction = _by_sign(text, figure) or _by_value(text, figure)
    return found.basis, direction


# ------------------------------------------------------------------ direction


def _direction(text: str, figures: Sequence[Figure], i: int) -> _Direction | None:
    figure = figures[i]
    if figure.label not in AMOUNTS:
        return None
    patterns = change_patterns()
    end = figure.end
    if text[end - 1] in _OFF and text.endswith(("引き", "引"), figure.start, end):
        return _Direction("decrease", "引", end, strong=False)
    following = text[end : end + 1]
    if following in " (" and (basis := patterns.basis_after.match(text, end)):
        end = basis.end()
    elif following == "(" and (bracket := _BRACKETED.match(text, end)):
        end = bracket.end()
    elif following == ")" and i and text[figure.start - 1] == "(" and figures[i - 1].end == figure.start - 1:
        end += 1
    if text[end : end + 1] in patterns.after and (after := _said_after(text, figures, i, end)):
        return after
    return _measured(text, figure)


def _said_after(text: str, figures: Sequence[Figure], i: int, end: int) -> _Direction | None:
    """Return what a word of change after the figure says."""
    patterns, figure = change_patterns(), figures[i]
    is_ratio = figure.label == "PERCENT" or figure.unit in _RATIO_UNITS or _is_multiple(text, figure)
    match = (patterns.said_of_ratio if is_ratio else patterns.said).match(text, end)
    if match and not (match["big"] and _ends_change(text, figures, i)):
        word = match[match.lastgroup or 0]
        if match["joined"] and figure.label == "QUANTITY" and not is_ratio:
            return None  # 1本引く
        if word == "カット" and figure.label == "MONEY" and match.start("said") == end:
            return None  # 1,000円カット is a price
        if patterns.directions[word] == "decrease" and _is_many(text, figure):
            return None  # 投資額の3倍のコスト削減
        return _Direction(patterns.directions[word], word, match.end(), strong=not match["done"])
    if compared := patterns.compared.match(text, end):
        word = compared["said"]
        return _Direction(patterns.directions[word], word, compared.end(), compares=True)
    if judged := patterns.judged.match(text, end):
        return _judged(text, figure, judged)
    if text[end] == "で" and (at := patterns.said_at_rate.match(text, end)):
        if patterns.at_rate.search(text[max(0, figure.start - 14) : figure.start]):
            return _Direction(patterns.directions[at["said"]], at["said"], at.end())
        return None
    if _is_multiple(text, figure) and (reached := patterns.reached.match(text, end)):
        return _reached(text, figures, i, reached)
    return None


def _is_many(text: str, figure: Figure) -> bool:
    by_value = _by_value(text, figure)
    return by_value is not None and by_value.change == "increase"


def _is_multiple(text: str, figure: Figure) -> bool:
    """Is it so many times something, or a fraction of it?"""
    if figure.unit == "倍":
        return True
    return figure.label == "QUANTITY" and figure.unit is None and "分の" in text[figure.start : figure.end]


def _reached(text: str, figures: Sequence[Figure], i: int, reached: re.Match[str]) -> _Direction | None:
    """Return what 2倍に増えた or 3倍となった says; the 3倍 of 2倍から3倍になった is no change."""
    figure = figures[i]
    if _ends_change(text, figures, i):
        return None
    if word := reached["said"]:
        return _Direction(change_patterns().directions[word], word, reached.end())
    if text[figure.start - 1 : figure.start] == "の":
        return None  # H100の2倍になる, unless の follows a basis
    by_value = _by_value(text, figure)
    return by_value._replace(end=reached.end()) if by_value else None


def _ends_change(text: str, figures: Sequence[Figure], i: int) -> bool:
    """Does a figure stand before から just before this one?"""
    start = figures[i].start
    return text.endswith("から", 0, start) and i > 0 and figures[i - 1].end == start - 2


def _judged(text: str, figure: Figure, judged: re.Match[str]) -> _Direction | None:
    """Return what 改善 or 悪化 says of the subject nearest before the figure."""
    sentence = text[_sentence_start(text, figure.start) : figure.start]
    *_, subject = (None, *change_patterns().subject.finditer(sentence))
    if subject is None:
        return None
    falls = (subject["falling"] is not None) == (judged["better"] is not None)
    return _Direction("decrease" if falls else "increase", judged.group(), judged.end())


def _measured(text: str, figure: Figure) -> _Direction | None:
    """Return what a noun before the figure says: 成長率は3%, 値下げ幅は5円."""
    before = text[figure.start - 1 : figure.start]
    if not before or before not in MEASURED_ENDS:
        return None
    patterns = change_patterns()
    match = patterns.measured.search(text[max(0, figure.start - _MEASURED_REACH) : figure.start])
    if match is None or (figure.label != "PERCENT" and not match["noun"].endswith(("幅", "額", "数", "分"))):
        return None
    by_sign, said = _by_sign(text, figure), patterns.measured_directions[match["noun"]]
    if said == "decrease" or (by_sign is None and said == "increase"):
        return _Direction(said, match["noun"], figure.end, strong=False)
    return by_sign


_MEASURED_REACH = 28


def _by_sign(text: str, figure: Figure) -> _Direction | None:
    first = text[figure.start]
    if first in RISES:
        return _Direction("increase", "", figure.end)
    return _Direction("decrease", "", figure.end) if first in FALLS else None


def _by_value(text: str, figure: Figure) -> _Direction | None:
    """Return what 2倍 and 3分の1 say by themselves."""
    values = [value for value in (figure.value, figure.min, figure.max) if value is not None]
    if not values or not _is_multiple(text, figure):
        return None
    if min(values) > 1:
        return _Direction("increase", "", figure.end)
    return _Direction("decrease", "", figure.end) if max(values) < 1 else None


def _in_brackets(text: str, figures: Sequence[Figure], i: int) -> _Direction | None:
    """Return what a sign says in brackets after another amount: 240億円(△8.2%)."""
    figure = figures[i]
    after_amount = i > 0 and figures[i - 1].end == figure.start - 1 and figures[i - 1].label in AMOUNTS
    if figure.label != "PERCENT" or not after_amount or text[figure.start - 1] != "(":
        return None
    return _by_sign(text, figure) if text.startswith(")", figure.end) else None


def _share_out(text: str, figures: Sequence[Figure], directions: dict[int, _Direction]) -> None:
    """Give figures the direction of the one after them: 国内は12%、海外は34%増えた."""
    for i in sorted(directions, reverse=True):
        before = i - 1
        while before >= 0 and before not in directions:
            if not _shares(text, figures[before], figures[before + 1], directions[before + 1]):
                break
            directions[before] = directions[before + 1]
            before -= 1


_LISTED = re.compile(
    r"(?:、|,|と|・|や|および|及び)(?P<topic>[^。、\n()\d]{0,16}?)(?P<particle>[はがもを]?)同?\Z"
)


def _shares(text: str, first: Figure, second: Figure, direction: _Direction) -> bool:
    if first.label not in AMOUNTS or (first.label, first.unit) != (second.label, second.unit):
        return False
    if first.currency != second.currency or not direction.word or second.start - first.end > _LISTED_REACH:
        return False
    listed = _LISTED.match(text[first.end : second.start])
    if listed is None:
        return False
    patterns = change_patterns()
    if patterns.shared.search(text[second.end : direction.end]):
        return True
    before = text[max(0, first.start - 6) : first.start]
    if patterns.part.search(before) or not direction.strong:
        return False
    return not listed["topic"] or before[-1:] == listed["particle"] or before.endswith("で")


_LISTED_REACH = 22

# ------------------------------------------------------------------ basis


def _may_follow_basis(text: str, figure: Figure) -> bool:
    """Can a basis stand just before the figure, as far as a glance shows?"""
    before = text[max(0, figure.start - 8) : figure.start]
    return "比" in before or "対" in before or "率" in before or _is_multiple(text, figure)


def _basis_before(
    text: str, figures: Sequence[Figure], i: int, direction: _Direction | None
) -> _Basis | None:
    """Return the last basis before a figure in its sentence that belongs to it."""
    figure, patterns = figures[i], change_patterns()
    base = _sentence_start(text, figure.start)
    sentence = text[base : figure.start]
    *_, match = (None, *patterns.basis.finditer(text, base, figure.start + 1))  # 対前年 looks at a digit
    if match is None:
        return None
    noun, link = match["noun"] or match["against"], match["link"] or "比"
    between = text[match.end() : figure.start]
    direct = patterns.direct.match(between) is not None
    if between.count(")") > between.count("(") or not _linked(text, figure, link, direct, direction):
        return None
    if direction and not (direction.strong or direct) and len(between) > _NEAR_WEAK:
        return None
    others = i > 0 and figures[i - 1].end > match.end()
    if others and not _reaches(text, figures, i, link, between, direction):
        return None
    basis = patterns.levels[noun]
    if noun in patterns.by_period:
        basis = _by_period(sentence) or basis
    return _Basis(basis, link, match.end(), direct)


def _linked(text: str, figure: Figure, link: str, direct: bool, direction: _Direction | None) -> bool:
    """Does this particle or word link the basis to this figure?"""
    if link == "を":
        return direction is not None and direction.word in _EXCEEDS
    if link == "の":
        return direct and _is_multiple(text, figure)
    if link == "から":
        return direction is not None
    if link in ("比", "対比", "増減率", "伸び率"):
        return direction is not None or direct
    return direction is not None or (direct and _is_multiple(text, figure))


def _reaches(
    text: str, figures: Sequence[Figure], i: int, link: str, between: str, direction: _Direction | None
) -> bool:
    """Does a basis reach this figure across others before it?"""
    if direction is None or link in ("を", "の", "から"):
        return False
    figure = figures[i]
    gap = text[figures[i - 1].end : figure.start]
    if len(gap) <= _NEAR and "は" not in gap:
        return True
    if between.startswith("、") and link not in ("比", "対比"):
        return direction.strong
    is_ratio = figure.label == "PERCENT" or figure.unit in _RATIO_UNITS
    return is_ratio and direction.strong


def _by_period(sentence: str) -> Basis | None:
    """Return how long before 前期 was, as the period that the sentence is about says."""
    periods = change_patterns().periods
    return next((basis for basis, pattern in periods.items() if pattern.search(sentence)), None)


def _after(text: str, end: int) -> Basis | None:
    """Return the basis in brackets after a change: 12%増(前年比), 12% YoY."""
    if text[end : end + 1] not in (" ", "("):
        return None
    match = change_patterns().basis_after.match(text, end)
    return change_patterns().levels[match["bare"] or match["noun"]] if match else None


def _sentence_start(text: str, end: int) -> int:
    base = max(0, end - _SENTENCE_REACH)
    return max(base, text.rfind("。", base, end) + 1, text.rfind("\n", base, end) + 1)
