"""Spaces inside figures, as texts taken out of PDF files have them: 1 億 2,300 万円, 2018 年 4 ~ 6 月.

The readers of figures take a space between a number and its unit. What is found here are the spaces they
do not: within a number, a word, a range of months, and before what bounds a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import LARGE
from kijiyomi.entities.numbers.unit_patterns import unit_matcher
from kijiyomi.knowledge.calendar import calendar_words
from kijiyomi.knowledge.data_files import any_of

_REACH = 20  # characters beside a space that show whether it stands inside a figure
_MARKS = "~〜∼–—―ー−-"
_MONTHS = "[かカヶヵケ箇]"
_UNIT_OR_SCALE = re.compile(rf"\d[\d,]*(?:\.\d+)? ?(?P<scale>[百千]? ?[{LARGE}])?")
_LEAST_DIGITS = 3  # of 8250 in 6万 8250円


def find_spaces(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the spaces that stand inside a figure of an NFKC text."""
    for space in _candidate().finditer(text):
        start, end = space.span()
        if _is_inside(text, start, end):
            yield start, end


def _is_inside(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if "  " in before or "  " in after:
        before, after = before.replace("  ", " "), after.replace("  ", " ")
    if before[-1] in LARGE and _goes_on(before, after):
        return True
    return any(right.match(after) and left.search(before) for left, right in _rules_by_first(after[0]))


_SCALED = re.compile(rf"\d(?P<space> ?)[百千]? ?[{LARGE}]\Z")


def _goes_on(before: str, after: str) -> bool:
    """Does the number go on after a space that follows its scale: 1 億 2,300 万円, 6万 8250円?"""
    scale = _SCALED.search(before)
    rest = _UNIT_OR_SCALE.match(after) if scale else None
    if scale is None or rest is None:
        return False
    digits = re.split("[ .百千]", rest.group())[0].rstrip(LARGE).replace(",", "")
    if len(digits) > 4 or digits[0] == "0":
        return False
    if rest["scale"]:
        return LARGE.index(rest["scale"][-1]) < LARGE.index(before[-1])
    if after.startswith("千", rest.end()):
        return True
    alike = bool(scale["space"]) or len(digits) >= _LEAST_DIGITS
    return alike and unit_matcher().at(after, rest.end()) is not None


@lru_cache(maxsize=1)
def _rules() -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
    """Return what stands before and after a space inside a figure, and what the latter begins with."""
    eras, bounds = any_of(_names_of_eras()), _bounds()
    closed = r"(?=[のをにがはとだでもへや、。,.()」』/ \n]|\Z)"
    numbered = r"(?<![表図第章節項注A-Za-z])(?<![表図第章節項注A-Za-z] )"
    number = rf"{numbered}(?<![\d.,])\d{{1,3}}\Z"
    bounded = rf"\d ?[{LARGE}]{{0,2}} ?[^\d\s、。,.()]{{1,8}}\Z"
    rules = [
        (number, rf"[百千] ?(?:[{LARGE}]|人|円|ドル|トン|台|社|戸|件|世帯)", "百千"),
        (rf"[{LARGE}] ?\d{{1,4}}\Z", rf"[百千] ?(?:[{LARGE}]|[^\d\s])", "百千"),
        (r"第\Z", r"[\d一二三四五六七八九十]", "0123456789一二三四五六七八九十"),
        (r"(?<![\d#.])\d{1,2}\Z", rf"[{_MARKS}] ?\d{{1,2}} ?[月日](?!間|本)", _MARKS),
        (r"(?<![\d#.])\d{4}\Z", rf"[{_MARKS}] ?\d{{2,4}} ?年(?!間)", _MARKS),
        (rf"(?<![\d#.])\d{{1,2}} ?[{_MARKS}]\Z", r"\d{1,2} ?[月日](?!間|本)", "0123456789"),
        (rf"(?<![\d#.])\d{{4}} ?[{_MARKS}]\Z", r"\d{2,4} ?年(?!間)", "0123456789"),
        (rf"(?<![\d#.])\d{{1,4}} ?[{_MARKS}] ?\d{{1,4}}\Z", r"[年月日]", "年月日"),
        (rf"(?:{eras})\Z", r"元 ?年", "元"),
        (rf"(?:{eras}) ?元\Z", r"年", "年"),
        (rf"\d ?(?:[年週日分秒時]|{_MONTHS} ?月)\Z", r"間(?![際隔])", "間"),
        (rf"\d ?{_MONTHS}\Z", r"[月国所年](?![一-龥])|[月年] ?間", "月国所年"),
        (r"\d ?年\Z", r"度(?![目合])", "度"),
        (
            r"\d ?月\Z|\d ?年 ?度?\Z",
            r"(?:末|初め|初頭|[上中下]旬|半ば|頃|ごろ|以降|以前)(?![一-龥])",
            "末初上中下半頃ご以",
        ),
        (r"\d ?月\Z", r"期(?![待間限日])", "期"),
        (r"\d ?年\Z|\d ?年 ?度\Z", r"[前後]半(?!戦)|[上下]半?期", "前後上下"),
        (r"\d\Z", r"分 ?の ?\d", "分"),
        (r"\d ?分\Z", r"の ?\d", "の"),
        (r"\d ?分 ?の\Z", r"\d", "0123456789"),
        (r"\d\Z", rf"\. \d{{1,3}} ?(?:[%{LARGE}]|[^\d\s.A-Za-z])", "."),
        (r"\d \.\Z", rf"\d{{1,3}} ?(?:[%{LARGE}]|[^\d\s.A-Za-z])", "0123456789"),
        (r"(?<![\d.,])\d{1,3}\Z", r", \d{3}(?!\d)", ","),
        (r"\d ,\Z", r"\d{3}(?!\d)", "0123456789"),
        (r"\d ?割\Z", r"\d ?分", "0123456789"),
        (r"割 ?\d\Z", r"分", "分"),
        (r"\d\D{0,6}(?:以上|超)\Z", r"\d[\d,.]* ?[^\d\s]{1,6}? ?(?:未満|以下)", "0123456789"),
        (r"\d ?円\Z", r"\d{1,2} ?銭", "0123456789"),
        (r"円 ?\d{1,2}\Z", r"銭", "銭"),
        (r"[▲△]\Z", rf"\d[\d,.]* ?[%円{LARGE}千百ポ]", "0123456789"),
        (r"\d\Z", r"時(?![間価給速代計期点差系])(?! ?間)", "時"),
        (r"\d ?時\Z", r"\d{1,2} ?分|半", "0123456789半"),
        (r"時 ?\d{1,2}\Z", r"分", "分"),
        (bounded, rf"(?:{any_of(bounds)}){closed}", "".join({word[0] for word in bounds})),
    ]
    return [(re.compile(left), re.compile(right), begins) for left, right, begins in rules]


def _names_of_eras() -> list[str]:
    return [era for era in calendar_words().eras if len(era) > 1]


def _bounds() -> list[str]:
    """Return the words that bound a figure, longest first."""
    return sorted((word for word in modifiers().words_after if word[0] not in "か"), key=len, reverse=True)


@lru_cache(maxsize=1)
def _rules_by_character() -> dict[str, list[tuple[re.Pattern[str], re.Pattern[str]]]]:
    table: dict[str, list[tuple[re.Pattern[str], re.Pattern[str]]]] = {}
    for left, right, begins in _rules():
        for character in begins:
            table.setdefault(character, []).append((left, right))
    return table


def _rules_by_first(character: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return _rules_by_character().get(character, [])


@lru_cache(maxsize=1)
def _candidate() -> re.Pattern[str]:
    """Return what finds one or two spaces between characters that stand inside figures."""
    # What the left sides of the rules end in, but that of the bounds, which may stand after any unit.
    ends = {*_MARKS, *LARGE, *"第元年週日分秒時月度の.,割上超円▲△かカヶヵケ箇"}
    ends.update(era[-1] for era in _names_of_eras())
    bounds = {word[0] for word in _bounds()}
    return re.compile(
        rf" (?:(?<=[\d{_set(ends)}] ) ?(?=[{_set(_rules_by_character())}])"
        rf"|(?<=[^\s(:;] ) ?(?=[{_set(bounds)}]))"
    )


def _set(characters: Iterable[str]) -> str:
    return re.escape("".join(sorted(characters)))
