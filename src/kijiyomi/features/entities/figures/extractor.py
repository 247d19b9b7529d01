"""The figure recogniser."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from kijiyomi.analysis import Entity
from kijiyomi.document import Document
from kijiyomi.features.entities.figures.amount import symbol_before
from kijiyomi.features.entities.figures.amounts import read_amount
from kijiyomi.features.entities.figures.calendar import read_date, read_relative
from kijiyomi.features.entities.figures.calendar_patterns import TO, calendar_patterns
from kijiyomi.features.entities.figures.durations import read_duration, read_half
from kijiyomi.features.entities.figures.figure import Figure
from kijiyomi.features.entities.figures.guards import guards
from kijiyomi.features.entities.figures.lengths import is_length
from kijiyomi.features.entities.figures.numerals import KANJI, LARGE, Numeral, numeral_at
from kijiyomi.features.entities.figures.vocabulary import units

_NUMBERS = frozenset("0123456789" + KANJI)
_CALENDAR = frozenset("年月日世四Q春夏秋冬/.-・," + TO)
_JOINED = re.compile(rf"(?:の|から)?第?(?=[0-9{KANJI}])")
_DAYS = re.compile(rf" ?(?:[{TO}](?P<last>\d{{1,2}}) ?)?日(?:から(?P<to>\d{{1,2}}) ?日)?")
_FEW = range(1, 8)  # 2〜3日 are days, 10〜12日 is a date
_CLOCK_BEGINS = frozenset("時:")
_CLOCK = re.compile(
    r"時(?!間|価|給|速)(?:半|[\d一二三四五六七八九十]{1,3}分(?:[\d一二三四五六七八九十]{1,3}秒)?)?|:\d\d(?::\d\d)?"
)


class FigureExtractor:
    """Find money, percentages, quantities, dates and durations.

    Args:
        reference_date: Day from which 昨年, 来月 and 2年前 count, such as the article's date; without one
            they have no value of their own.
    """

    def __init__(self, reference_date: datetime.date | None = None) -> None:
        self.reference_date = reference_date

    def __call__(self, document: Document) -> list[Entity]:
        """Return the figures by start, none overlapping, with offsets into ``document.passage.text``."""
        text, view = document.passage.text, document.passage.normalised
        figures = list(self.figures(view.text))
        starts = view.starts[[figure.start for figure in figures]].tolist()
        ends = view.ends[[figure.end - 1 for figure in figures]].tolist()
        return [
            _entity(figure, start, end, text[start:end])
            for figure, start, end in zip(figures, starts, ends, strict=True)
            if unicodedata.category(text[start]) != "No"  # the ① of a list, which NFKC joins to its digits
        ]

    def figures(self, text: str) -> Iterator[Figure]:
        """Yield the figures of an NFKC text by start, none overlapping, with offsets into it."""
        floor = 0
        anchors = _anchor(relative=self.reference_date is not None)
        for anchor in anchors.finditer(text):
            if anchor.start() < floor:
                continue
            figure = self._read(text, anchor.start(), floor)
            if figure is None:
                continue
            floor = figure.end
            if figure.label is not None:
                yield figure

    def _read(self, text: str, start: int, floor: int) -> Figure | None:
        if text[start] not in _NUMBERS:
            return self._read_word(text, start, floor)
        if text[start] == "四":
            half = read_half(text, start, floor, self.reference_date)
            if half:
                return half
        numeral = numeral_at(text, start)
        return self._read_numeral(text, numeral, floor) if numeral else None

    def _read_word(self, text: str, start: int, floor: int) -> Figure | None:
        if text[start] == "半":
            return read_half(text, start, floor, self.reference_date)
        if text[start] in "QF元":
            return read_date(text, start, floor, self.reference_date)
        return self._read_relative(text, start, floor, self.reference_date) if self.reference_date else None

    def _read_relative(self, text: str, start: int, floor: int, today: datetime.date) -> Figure | None:
        """Read 昨年, or the whole date it begins: 昨年3月."""
        word = read_relative(text, start, today)
        joined = _JOINED.match(text, word.end) if word else None
        whole = self._read(text, joined.end(), floor) if joined else None
        return whole if whole and whole.start == start else word

    def _read_numeral(self, text: str, numeral: Numeral, floor: int) -> Figure | None:
        start = numeral.start
        if numeral.ascii:
            if symbol_before(text, start, floor):
                return read_amount(text, numeral, floor)
            if text[numeral.end : numeral.end + 1] not in _following() and not _dotted(numeral):
                return None
            if guards().joined(text, start):
                return self._after_letter(text, numeral, floor)
        elif word_end := guards().word(text, numeral):
            ordinal = self._after_letter(text, numeral, floor) if text[start - 1 : start] == "第" else None
            return ordinal or Figure(start, word_end, None)
        following = text[numeral.end : numeral.end + 1]
        clock = _CLOCK.match(text, numeral.end) if following in _CLOCK_BEGINS else None
        if clock:
            return Figure(start, clock.end(), None)
        date = self._date(text, numeral, floor)
        if date:
            return date
        if text[start - 1 : start] == "第":
            return None
        return read_duration(text, numeral, floor, self.reference_date) or read_amount(text, numeral, floor)

    def _after_letter(self, text: str, numeral: Numeral, floor: int) -> Figure | None:
        """Read R7年 and 第3四半期, the figures that letters and 第 may precede."""
        if text[numeral.start - 1] in "RHS第":
            date = read_date(text, numeral.start, floor, self.reference_date)
            return date if date and date.start < numeral.start else None
        return None

    def _date(self, text: str, numeral: Numeral, floor: int) -> Figure | None:
        end = numeral.end + text.startswith(" ", numeral.end)
        following = text[end : end + 1]
        if following not in _CALENDAR and not _dotted(numeral):
            return None
        if _counts_days(text, numeral):
            return None
        return read_date(text, numeral.start, floor, self.reference_date)


def _dotted(numeral: Numeral) -> bool:
    """Can this be a year and month, as in 2025.11?"""
    return numeral.text[4:5] == "."


def _counts_days(text: str, numeral: Numeral) -> bool:
    """Is the N日 or N〜M日 at ``numeral`` a length of time?"""
    match = _DAYS.match(text, numeral.end)
    if match is None:
        return False
    last = match["last"] or match["to"]
    if last and match["to"] and numeral.value is not None and int(last) < numeral.value:
        return True
    return is_length(text, numeral, match.end()) or (match["last"] is not None and int(last) in _FEW)


def _entity(figure: Figure, start: int, end: int, text: str) -> Entity:
    assert figure.label is not None  # noqa: S101 - figures() leaves out what is none
    return Entity(
        start,
        end,
        text,
        figure.label,
        value=figure.value,
        min=figure.min,
        max=figure.max,
        currency=figure.currency,
        unit=figure.unit,
        timex=figure.timex,
        modifier=figure.modifier,
    )


@lru_cache(maxsize=1)
def _following() -> frozenset[str]:
    """Return the characters after a number without currency symbol that can make it a figure."""
    comparisons, scales = "以超未よもまをに大小か", "KkMBT"
    return _CALENDAR | frozenset(units().first_characters + comparisons + scales + " 時:分")


@lru_cache(maxsize=2)
def _anchor(*, relative: bool) -> re.Pattern[str]:
    """Return what matches where a figure can begin, words such as 昨年 only if ``relative``.

    It begins with one set of characters, which is what makes searching fast; what follows only sorts out.
    """
    words = [word for words in calendar_patterns().relative.values() for word in words] if relative else []
    after = re.escape(units().first_characters + "年月日世時分四半~〜から以超 ")
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(
        rf"[0-9{KANJI}半QF元{first}](?:(?<=[0-9])[0-9]*"
        rf"|(?<=[{KANJI}])(?<![{KANJI}]{{2}})[{KANJI}]{{0,24}}(?=[{LARGE}{after}\d])"
        r"|(?<=半)(?=[年月日世時])|(?<=Q)(?=[1-4](?![A-Za-z0-9]))|(?<=F)(?=Y ?'?\d)|(?<=元)(?=年)"
        + "".join(rf"|(?<={word[0]})(?={word[1:]})" for word in words)
        + ")"
    )
