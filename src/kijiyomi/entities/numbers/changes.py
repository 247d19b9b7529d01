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

from kijiyomi.entities.numbers.change_direction import (
    MEASURED_ENDS,
    SIGNS,
    Direction,
    is_multiple,
    noun_direction,
    row_direction,
    sign_direction,
    since_then,
    value_direction,
)
from kijiyomi.entities.numbers.change_patterns import change_patterns
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.records.analysis import Basis

_AMOUNTS = frozenset(["MONEY", "PERCENT", "QUANTITY"])
_RATIO_UNITS = frozenset(["倍", "ポイント", "pt", "%ポイント", "bp", "ベーシスポイント"])
_BRACKETED = re.compile(r"\([^()\n]{1,30}\)")
_SENTENCE_REACH, _SAME_REACH, _NEAR, _NEAR_WEAK = 110, 400, 6, 16
_EXCEEDS = ("上回", "下回")


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
    near = _near_changes(text, figures)
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


_CUE = re.compile("[比率対幅額数分R同]")
_CUE_REACH = 10  # characters
_OFF = frozenset("引き")
_NOTHING: frozenset[str] = frozenset()
_FIRST_NOUN = "ァ"  # from here on katakana and kanji
_MULTIPLE_UNITS = frozenset(["倍", None])


def _near_changes(text: str, figures: Sequence[Figure]) -> list[int]:
    """Return the indices of the amounts that can be changes, as far as a glance beside them shows."""
    after, near = change_patterns().after, []
    for i, figure in enumerate(figures):
        start, end, label = figure[:3]
        if label not in _AMOUNTS:
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
            or text[start] in SIGNS
            or _CUE.search(text, max(0, start - _CUE_REACH), start)
        ):
            near.append(i)
    return near


def _may_be_in_brackets(text: str, figures: Sequence[Figure], i: int) -> bool:
    """Can a figure before a closing bracket be a change, of the amount before it or of what is measured?"""
    last = figures[i].start - 1
    before = text[last : last + 1]
    return before in MEASURED_ENDS or (before == "(" and i > 0 and figures[i - 1].end == last)


def _is_share(text: str, end: int, figure: Figure) -> bool:
    """Is a share given since ``end``, which the 同 before the figure repeats: 構成比21%, … (同13%)?"""
    return _SHARE.search(text, end, figure.start) is not None


_SHARE = re.compile(r"(?:構成比|シェア|占有率|割合)[はがの:]? ?[\d約]")


def _basis_and_direction(
    text: str,
    figures: Sequence[Figure],
    i: int,
    direction: Direction | None,
    last: tuple[int, Basis] | None,
) -> tuple[Basis | None, Direction | None]:
    """Return the basis of a figure, and its direction, which may show beside the basis only."""
    figure = figures[i]
    same = last is not None and text.endswith(("同", "同 "), 0, figure.start)
    near = same and last and figure.start - last[0] <= _SAME_REACH
    if near and last and not _is_share(text, last[0], figure):
        direction = direction or value_direction(text, figure)
        if direction or figure.label == "PERCENT":
            return last[1], direction or sign_direction(text, figure)
    if direction is None and not _may_follow_basis(text, figure):
        direction, basis = _in_brackets(text, figures, i), _after(text, figure.end)
        if basis and figure.label == "PERCENT":
            return basis, direction or sign_direction(text, figure)
        return (basis, direction) if direction else (None, None)
    found = _basis_before(text, figures, i, direction)
    if found is None:
        after = _after(text, direction.end if direction else figure.end) or _after(text, figure.end)
        if after and direction is None:
            direction = sign_direction(text, figure)
        then = since_then(text, figure)
        if direction and direction.compares and (then is None or then["link"] == "の"):
            return None, None
        if then and then["link"] == "の":
            direction = direction or value_direction(text, figure)
        return after, direction if direction or after else _in_brackets(text, figures, i)
    if direction is None:
        direction = sign_direction(text, figure) or value_direction(text, figure)
    return found.basis, direction


# ------------------------------------------------------------------ direction


def _direction(text: str, figures: Sequence[Figure], i: int) -> Direction | None:
    figure = figures[i]
    if figure.label not in _AMOUNTS:
        return None
    patterns = change_patterns()
    end = figure.end
    if text.startswith(" ", end) and " " in text[figure.start : end]:
        end += 1  # 9.7 % 増
    if text[figure.end - 1] in _OFF and text.endswith(("引き", "引"), figure.start, end):
        return Direction("decrease", "引", end, strong=False)
    following = text[end : end + 1]
    if following in " (" and (basis := patterns.basis_after.match(text, end)):
        end = basis.end()
    elif following == "(" and (bracket := _BRACKETED.match(text, end)):
        end = bracket.end()
    elif following == ")" and i and text[figure.start - 1] == "(" and figures[i - 1].end == figure.start - 1:
        end += 1
    if text[end : end + 1] in patterns.after and (after := _said_after(text, figures, i, end)):
        return after
    if text[figure.start] == "+" and figure.label == "PERCENT":
        return sign_direction(text, figure)
    return noun_direction(text, figure) or row_direction(text, figure)


def _said_after(text: str, figures: Sequence[Figure], i: int, end: int) -> Direction | None:
    """Return what a word of change after the figure says."""
    patterns, figure = change_patterns(), figures[i]
    is_ratio = figure.label == "PERCENT" or figure.unit in _RATIO_UNITS or is_multiple(text, figure)
    match = (patterns.said_of_ratio if is_ratio else patterns.said).match(text, end)
    if match and not (match["big"] and _ends_change(text, figures, i)):
        word = match[match.lastgroup or 0]
        if match["joined"] and figure.label == "QUANTITY" and not is_ratio:
            return None  # 1本引く
        if word == "カット" and figure.label == "MONEY" and match.start("said") == end:
            return None  # 1,000円カット is a price
        if patterns.directions[word] == "decrease" and _is_many(text, figure):
            return None  # 投資額の3倍のコスト削減
        return Direction(patterns.directions[word], word, match.end(), strong=not match["done"])
    if compared := patterns.compared.match(text, end):
        word = compared["said"]
        return Direction(patterns.directions[word], word, compared.end(), compares=True)
    if judged := patterns.judged.match(text, end):
        return _judged(text, figure, judged)
    if text[end] == "で" and (at := patterns.said_at_rate.match(text, end)):
        if patterns.at_rate.search(text[max(0, figure.start - 14) : figure.start]):
            return Direction(patterns.directions[at["said"]], at["said"], at.end())
        return None
    if is_multiple(text, figure) and (reached := patterns.reached.match(text, end)):
        return _reached(text, figures, i, reached)
    return None


def _is_many(text: str, figure: Figure) -> bool:
    by_value = value_direction(text, figure)
    return by_value is not None and by_value.change == "increase"


def _reached(text: str, figures: Sequence[Figure], i: int, reached: re.Match[str]) -> Direction | None:
    """Return what 2倍に増えた or 3倍となった says; the 3倍 of 2倍から3倍になった is no change."""
    figure = figures[i]
    if _ends_change(text, figures, i):
        return None
    if word := reached["said"]:
        return Direction(change_patterns().directions[word], word, reached.end())
    if _LEVEL.search(text[max(0, figure.start - 6) : figure.start]):
        return None
    if text[figure.start - 1 : figure.start] == "の":
        return None  # H100の2倍になる, unless の follows a basis
    by_value = value_direction(text, figure)
    return by_value._replace(end=reached.end()) if by_value else None


_LEVEL = re.compile(r"(?:レシオ|倍率|PER|PBR)[はがも:]? ?\Z")


def _ends_change(text: str, figures: Sequence[Figure], i: int) -> bool:
    """Does a figure stand before から just before this one?"""
    start = figures[i].start
    if i == 0 or not text.endswith("から", 0, start):
        return False
    before = figures[i - 1]
    return before.end == start - 2 and (before.label, before.unit) == (figures[i].label, figures[i].unit)


def _judged(text: str, figure: Figure, judged: re.Match[str]) -> Direction | None:
    """Return what 改善 or 悪化 says of the subject nearest before the figure."""
    sentence = text[_sentence_start(text, figure.start) : figure.start]
    *_, subject = (None, *change_patterns().subject.finditer(sentence))
    if subject is None:
        return None
    falls = (subject["falling"] is not None) == (judged["better"] is not None)
    return Direction("decrease" if falls else "increase", judged.group(), judged.end())


def _in_brackets(text: str, figures: Sequence[Figure], i: int) -> Direction | None:
    """Return what a sign says in brackets after another amount: 240億円(△8.2%)."""
    figure = figures[i]
    after_amount = i > 0 and figures[i - 1].end == figure.start - 1 and figures[i - 1].label in _AMOUNTS
    if figure.label != "PERCENT" or not after_amount or text[figure.start - 1] != "(":
        return None
    return sign_direction(text, figure) if text.startswith(")", figure.end) else None


def _share_out(text: str, figures: Sequence[Figure], directions: dict[int, Direction]) -> None:
    """Give figures the direction of the one after them: 国内は12%、海外は34%増えた."""
    for i in sorted(directions, reverse=True):
        before = i - 1
        while before >= 0 and before not in directions:
            if not _shares(text, figures[before], figures[before + 1], directions[before + 1]):
                break
            directions[before] = directions[before + 1]
            before -= 1


_LISTED = re.compile(
    r"(?:、|,|と|・|や|および|及び)(?P<topic>(?:[^。、\n()\d]|\([^()\d\n]{1,8}\)){0,16}?)(?P<particle>[はがもを]?)同?\Z"
)


def _shares(text: str, first: Figure, second: Figure, direction: Direction) -> bool:
    if _has_amount(text, first, second):
        return True
    if first.label not in _AMOUNTS or (first.label, first.unit) != (second.label, second.unit):
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
    if before.endswith("を") and listed["topic"]:
        return True  # 費用を3割、時間は5割減らした: one verb for both
    if not listed["topic"] and listed.group().startswith("と") and not patterns.shared.search(before):
        return False  # 2,310円と90円下がる
    if patterns.part.search(before) or not direction.strong:
        return False
    return not listed["topic"] or before[-1:] == listed["particle"] or before.endswith("で")


_LISTED_REACH = 22


def _has_amount(text: str, first: Figure, second: Figure) -> bool:
    """Is the second figure the amount of the percentage before it, as in 前年比1.2%、67億円増?"""
    if first.label != "PERCENT" or second.label not in ("MONEY", "QUANTITY"):
        return False
    return text[first.end : second.start] in _AND and text.endswith(("比", "比で"), 0, first.start)


_AND = frozenset(["、", ","])

# ------------------------------------------------------------------ basis


def _may_follow_basis(text: str, figure: Figure) -> bool:
    """Can a basis stand just before the figure, as far as a glance shows?"""
    before = text[max(0, figure.start - 8) : figure.start]
    return "比" in before or "対" in before or "率" in before or is_multiple(text, figure)


def _basis_before(text: str, figures: Sequence[Figure], i: int, direction: Direction | None) -> _Basis | None:
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


def _linked(text: str, figure: Figure, link: str, direct: bool, direction: Direction | None) -> bool:
    """Does this particle or word link the basis to this figure?"""
    if link == "を":
        return direction is not None and direction.word in _EXCEEDS
    if link == "の":
        return direct and is_multiple(text, figure)
    if link == "から":
        return direction is not None
    if link in ("比", "対比", "増減率", "伸び率"):
        return direction is not None or direct
    return direction is not None or (direct and is_multiple(text, figure))


_AND_SO = frozenset(["と", "と、"])


def _reaches(
    text: str, figures: Sequence[Figure], i: int, link: str, between: str, direction: Direction | None
) -> bool:
    """Does a basis reach this figure across others before it?"""
    figure = figures[i]
    gap = text[figures[i - 1].end : figure.start]
    if direction and link == "から" and gap == "、" and between.startswith("それぞれ"):
        return True
    if direction is None or link in ("を", "の", "から"):
        return False
    is_ratio = figure.label == "PERCENT" or figure.unit in _RATIO_UNITS
    if gap in _AND_SO and not is_ratio:
        return False  # 前期比22%増の78億円と、8億円引き上げた
    if len(gap) <= _NEAR and "は" not in gap:
        return True
    if between.startswith("、") and link not in ("比", "対比"):
        return direction.strong
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
