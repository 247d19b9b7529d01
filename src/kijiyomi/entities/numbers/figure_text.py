"""The text that figures are read in: NFKC, superscripts as powers, decimal points, figures in one piece.

A figure may be cut by a soft line break (約30億⏎ドル) or a run of spaces (約30億   ドル). Those are taken out
where what stands on both sides belongs to one figure, and nowhere else: the rows of a list are none. So are
single spaces inside a figure (1 億 2,300 万円). Addresses hold none, whatever their digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from kijiyomi.entities.numbers.decimal_points import find_dots
from kijiyomi.entities.numbers.fractions import VULGAR_STROKE
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import KANJI, LARGE
from kijiyomi.entities.numbers.spaced_figures import find_spaces
from kijiyomi.entities.numbers.unit_patterns import unit_matcher
from kijiyomi.knowledge.calendar import calendar_words
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.text.passage import Passage
from kijiyomi.text.source_map import AlignedText

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = re.compile(r"[⁰¹²³⁴-⁹⁺⁻](?<=[0-9０-９].)[⁰¹²³⁴-⁹]*")
_AFTER_WHOLE = re.compile(r"[¼½¾⅐-⅞](?<=[0-9０-９].)")  # 2½, of which NFKC makes 21⁄2
_REACH = 12  # characters beside a gap that show whether it cuts a figure


class RareMarks(NamedTuple):
    """Which of the characters that few texts have, and that figures are read otherwise beside, texts have.

    Attributes:
        superscripts: Any of them.
        fractions: Of one character, such as ½.
        spaces: Three of them or more in a row.
    """

    superscripts: bool
    fractions: bool
    spaces: bool


def find_rare_marks(source: str, normalised: str) -> RareMarks:
    """Return the marks of a text, or of several that are joined: one search serves them all.

    Args:
        source: The text as written.
        normalised: The same in NFKC.
    """
    # Looking for each of the digits is faster than one search for any.
    superscripts = any(digit in source for digit in _SUPERSCRIPTS)
    return RareMarks(superscripts, VULGAR_STROKE in normalised, "   " in normalised)


def figure_text(passage: Passage, marks: RareMarks) -> AlignedText:
    """Return the text that figures are read in, aligned with ``passage.text``.

    Args:
        passage: The passage.
        marks: Those that it may have.
    """
    view = passage.normalised
    if marks.superscripts:
        view = _with_marks(view, "^", _RAISED, passage.text)
    if marks.fractions:
        view = _with_marks(view, "と", _AFTER_WHOLE, passage.text)
    if "/" in view.text and "://" in view.text:  # one character is found faster than three
        view = view._replace(text=_ADDRESS.sub(_without_digits, view.text))
    view, gaps = _with_points(view)
    gaps += _line_breaks(view, passage)
    if " " in view.text:
        gaps += find_spaces(view.text)
    if marks.spaces:
        gaps += _runs_of_spaces(view.text)
    if "(" in view.text:
        gaps += (match.span("gap") for match in _insertion().finditer(view.text))
    return _without(view, gaps) if gaps else view


_ADDRESS = re.compile(r"://[!-;=?-~]+")


def _without_digits(address: re.Match[str]) -> str:
    """Return the address with a letter for each of its digits and percent signs."""
    return _OF_ADDRESS.sub("x", address.group())


_OF_ADDRESS = re.compile(r"[0-9%]")


def _with_points(view: AlignedText) -> tuple[AlignedText, list[tuple[int, int]]]:
    """Return the view with decimal points for middle dots, and the gaps that other ones leave."""
    characters: list[str] = []
    gaps, done = [], 0
    for dot, meaning in sorted(find_dots(view.text)):
        if meaning:
            characters += view.text[done:dot], meaning
            done = dot + 1
        else:
            gaps.append((dot, dot + 1))
    return (view._replace(text="".join([*characters, view.text[done:]])) if done else view), gaps


def _with_marks(view: AlignedText, mark: str, before: re.Pattern[str], source: str) -> AlignedText:
    """Return the view with a mark before what matches in ``source``: NFKC alone makes 109 of 10⁹."""
    offsets = np.array([match.start() for match in before.finditer(source)], dtype=np.int32)
    if not len(offsets):
        return view
    positions = np.searchsorted(view.starts, offsets)
    pieces, done = [], 0
    for position in positions.tolist():
        pieces.append(view.text[done:position])
        done = position
    text = mark.join([*pieces, view.text[done:]])
    starts = np.insert(view.starts, positions, view.starts[positions])
    return AlignedText(text, starts, np.insert(view.ends, positions, view.ends[positions]))


def _line_breaks(view: AlignedText, passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line break within a block that cuts a figure."""
    ends: frozenset[int] | None = None
    for line_break in _line_break().finditer(view.text):
        start, end = line_break.span()
        ends = frozenset(block.end for block in passage.blocks) if ends is None else ends
        if int(view.starts[start]) not in ends and _cuts_figure(view.text, start, end, broken=True):
            yield start, end


def _runs_of_spaces(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of spaces that cuts a figure."""
    for run in _RUN_OF_SPACES.finditer(text):
        start, end = run.span()
        if _cuts_figure(text, start, end, broken=False):
            yield start, end


def _cuts_figure(text: str, start: int, end: int, *, broken: bool) -> bool:
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _NUMBER_BEFORE.search(before):
        scale = _SCALE.match(text, end) if before[-1].isdigit() else None
        if unit := unit_matcher().at(text, scale.end() if scale else end):
            ends = _LINE_WORD_ENDS if broken else _WORD_ENDS
            named = broken and unit[0].kind == "counter" and unit[0].name[0].isascii()  # 2.3⏎CPUは
            return not named and ends.match(text, unit[1]) is not None
    return broken and any(
        right.match(after) and left.search(before) for left, right in _sides_of_line_breaks()
    )


_NUMBER_BEFORE = re.compile(rf"(?:\d|[{KANJI}])[{LARGE}十百千]*\Z")
_SCALE = re.compile(rf"[十百千]?[{LARGE}]")
# What may follow a unit; 個 before 数 is no unit in a row of values, nor is 種類 before a space in the row
# below a number.
_SENTENCE_GOES_ON = "はがをにのでとやもへだ、。,.)」』増減高安超弱強以未程前近余かよま"
_WORD_ENDS = re.compile(rf"[{_SENTENCE_GOES_ON}/ ]|\Z|\n")
_LINE_WORD_ENDS = re.compile(rf"[{_SENTENCE_GOES_ON}(]")


_RUN_OF_SPACES = re.compile(rf"   (?<=[0-9{KANJI}{LARGE}]   ) *")
_MARKS = "~〜∼–—"


@lru_cache(maxsize=1)
def _line_break() -> re.Pattern[str]:
    """Return what finds line breaks between characters that a figure can break off and go on with."""
    qualifiers = "".join({word[-1] for word in modifiers().words_before})
    units = "".join({name[-1] for name in unit_matcher().names})
    number = f"0-9{KANJI}{LARGE}"
    left = re.escape("".join(sorted(set(f"{qualifiers}{units}年度月日ら{_MARKS}和成"))))
    begins_unit = re.escape("".join(sorted({*unit_matcher().first_characters, *f" 十百千{LARGE}"})))
    goes_on = rf"\d{_MARKS}第前後上下元以未程近超"  # what the right sides below begin with
    return re.compile(rf"\n(?:(?<=[{number}]\n)(?=[{begins_unit}])|(?<=[{number}{left}]\n)(?=[{goes_on}]))")


@lru_cache(maxsize=1)
def _sides_of_line_breaks() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return what stands before and after a line break in a figure."""
    eras = calendar_words().eras
    names_of_eras = any_of(era for era in eras if len(era) > 1)
    part_of_year = r"(?:1[0-2]|0?[1-9])月|第?[1-4]四半期|[前後]半(?!戦)|[上下]半?期"
    bounds = r"(?:以上|以下|以内|未満|程度|前後|近く|超)[のをにがはとだでも、。]"
    sides = [
        (rf"[\d{KANJI}][{LARGE}]\Z", r"\d"),  # 1兆⏎2,345億円
        (rf"(?:{any_of(modifiers().words_before)})\Z", r"\d"),
        (rf"\d\S?[{_MARKS}]\Z", r"\d"),
        (r"\d\S?\Z", rf"[{_MARKS}]\d"),
        (r"(?:[年月日人社円%歳]|ドル)から\Z", r"\d"),
        (r"\d{4}年度?\Z|[〇一二三四五六七八九]{4}年\Z", part_of_year),
        (rf"(?:{any_of(eras)})(?:元|\d\d?)年度?\Z", part_of_year),
        (rf"(?:{names_of_eras})\Z", r"(?:元|\d\d?)年"),
        (r"\d月\Z", r"(?:3[01]|[12]\d|0?[1-9])日(?!間)"),
        (r"\d時間\Z", r"\d\d?分"),
        (r"\d円\Z", r"\d\d?銭"),
        (rf"(?:\d|[{KANJI}{LARGE}])\D{{1,6}}\Z", bounds),
    ]
    return [(re.compile(left), re.compile(right)) for left, right in sides]


@lru_cache(maxsize=1)
def _insertion() -> re.Pattern[str]:
    """Return what finds a year written twice within one date: 1968(昭和43)年5月, 2008年(平成20年)3月."""
    era_year = rf"(?:{any_of(calendar_words().eras)})(?:元|\d{{1,2}}|[一二三四五六七八九十]{{1,3}})"
    year = r"(?:西暦)?\d{4}"
    after = r"(?=(?:1[0-2]|[1-9])月|第?[1-4]四半期|[上下]半?期)"
    forms = [
        rf"\((?<=\d{{4}}\(){era_year}\)(?=年)",
        rf"\((?<=[\d元一二三四五六七八九十]\(){year}\)(?=年)",
        rf"\((?<=年\()(?:{era_year}|{year})年\){after}",
    ]
    return re.compile(rf"(?P<gap>{'|'.join(forms)})")


def _without(view: AlignedText, gaps: list[tuple[int, int]]) -> AlignedText:
    kept = np.ones(len(view.text), dtype=bool)
    pieces, done = [], 0
    for start, end in sorted(gaps):
        kept[start:end] = False
        pieces.append(view.text[done:start])
        done = end
    return AlignedText("".join([*pieces, view.text[done:]]), view.starts[kept], view.ends[kept])
