"""The figure recogniser."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from kijiyomi.document import Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.numbers.amounts import read_amount, symbol_before
from kijiyomi.entities.numbers.date_patterns import TO
from kijiyomi.entities.numbers.dates import read_date, read_relative
from kijiyomi.entities.numbers.durations import duration_begins, is_length, read_duration, read_half
from kijiyomi.entities.numbers.exclusions import JOINED_ENDS, guards
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import KANJI, LIST_MARKS, Numeral, numeral_at, parse_numeral
from kijiyomi.entities.numbers.triggers import CALENDAR, NUMBERS, anchor, telling_after
from kijiyomi.entities.numbers.unit_patterns import money
from kijiyomi.records.analysis import Entity
from kijiyomi.text.passage import Passage
from kijiyomi.text.source_map import AlignedText

_JOINED = re.compile(rf"(?:の|から)?第?(?=[0-9{KANJI}])")
_DAYS = re.compile(
    rf" ?(?:[{LIST_MARKS}{TO}](?P<last>\d{{1,2}}|[二三四五六七八九]) ?)?日(?:から(?P<to>\d{{1,2}}) ?日)?"
)
_DAYS_BEGIN = frozenset("日" + LIST_MARKS + TO)
_YEAR_SIZE = 4
_WEEKDAY = re.compile(r" ?(?:\([月火水木金土日](?:曜日?)?\)|[月火水木金土日]曜)")
_FEW = range(1, 8)  # 2〜3日 are days, 10〜12日 is a date
_CLOCK_BEGINS = frozenset("時:")
_CLOCK = re.compile(
    r"時(?!間|価|給|速)(?:半|[\d一二三四五六七八九十]{1,3}分(?:[\d一二三四五六七八九十]{1,3}秒)?)?|:\d\d(?::\d\d)?"
)


class FigureRecogniser(Recogniser[Entity]):
    """Find money, percentages, quantities, dates and durations.

    Args:
        reference_date: Day from which 昨年, 来月 and 2年前 count, such as the article's date; without one
            they have no value of their own.
    """

    def __init__(self, reference_date: datetime.date | None = None) -> None:
        self.reference_date = reference_date

    def recognise_batch(self, documents: Documents) -> list[tuple[Entity, ...]]:
        """Return the figures of each document by start, none overlapping."""
        return [self._recognise(document.passage) for document in documents]

    def _recognise(self, passage: Passage) -> tuple[Entity, ...]:
        found = self.figures(passage.normalised.text)
        return tuple(self._entities(passage, found)) if found else ()

    def _entities(self, passage: Passage, figures: Iterable[Figure]) -> list[Entity]:
        text, view = passage.text, passage.normalised
        start_of, end_of = view.starts.item, view.ends.item
        entities: list[Entity] = []
        for figure in figures:
            start, end = start_of(figure.start), end_of(figure.end - 1)
            if unicodedata.category(text[start]) != "No":
                entities.append(_entity(figure, start, end, text[start:end]))
            elif rest := self._after_list_number(view, figure):
                start, end = start_of(rest.start), end_of(rest.end - 1)
                entities.append(_entity(rest, start, end, text[start:end]))
        return entities

    def _after_list_number(self, view: AlignedText, figure: Figure) -> Figure | None:
        """Return the 5社 of ①5社, whose list number NFKC has joined to its digits."""
        number = figure.start
        while number < figure.end and view.starts[number] == view.starts[figure.start]:
            number += 1
        blank = " " * (number - figure.start)
        text = view.text[: figure.start] + blank + view.text[number:]
        rest = self._read(text, number, number) if text[number] in NUMBERS else None
        return rest if rest and rest.label else None

    def figures(self, text: str) -> list[Figure]:
        """Return the figures of an NFKC text by start, none overlapping, with offsets into it."""
        found: list[Figure] = []
        floor = 0
        for match in anchor(relative=self.reference_date is not None).finditer(text):
            start = match.start()
            if start >= floor and (figure := self._read(text, start, floor)):
                floor = figure.end
                if figure.label is not None:
                    found.append(figure)
        return found

    def _read(self, text: str, start: int, floor: int) -> Figure | None:
        first = text[start]
        if first not in NUMBERS:
            return self._read_word(text, start, floor)
        if first == "四" and (half := read_half(text, start, floor, self.reference_date)):
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
        start, end = numeral.start, numeral.end
        before, following = text[start - 1 : start], text[end : end + 1]
        if numeral.ascii:
            if before in money().symbol_ends and symbol_before(text, start, floor):
                return read_amount(text, numeral, floor)
            if following not in telling_after() and not _told_otherwise(text, numeral):
                return None
            if before in JOINED_ENDS and guards().joined(text, start, floor):
                return self._after_letter(text, numeral, floor)
        elif word_end := guards().word(text, numeral):
            ordinal = self._after_letter(text, numeral, floor) if before == "第" else None
            return ordinal or Figure(start, word_end, None)
        if following in _time_begins() or "." in numeral.text:
            if following in _CLOCK_BEGINS and (clock := _CLOCK.match(text, end)):
                return Figure(start, clock.end(), None)
            time = self._date(text, numeral, floor)
            if time is None and before != "第":
                time = read_duration(text, numeral, floor, self.reference_date)
            if time:
                return time
        return None if before == "第" else read_amount(text, numeral, floor)

    def _after_letter(self, text: str, numeral: Numeral, floor: int) -> Figure | None:
        """Read R7年 and 第3四半期, the figures that letters and 第 may precede."""
        if text[numeral.start - 1] in "RHS第":
            date = read_date(text, numeral.start, floor, self.reference_date)
            return date if date and date.start < numeral.start else None
        return None

    def _date(self, text: str, numeral: Numeral, floor: int) -> Figure | None:
        end = numeral.end + text.startswith(" ", numeral.end)
        following = text[end : end + 1]
        if following not in CALENDAR and not (
            ("." in numeral.text and _dotted(text, numeral))
            or (following == "か" and len(numeral.text) == _YEAR_SIZE)
        ):
            return None
        if following in _DAYS_BEGIN and _counts_days(text, numeral):
            return None
        return read_date(text, numeral.start, floor, self.reference_date)


@lru_cache(maxsize=1)
def _time_begins() -> frozenset[str]:
    """Return the characters after a number that can make it a clock time, a date or a duration."""
    return CALENDAR | _CLOCK_BEGINS | duration_begins()


def _told_otherwise(text: str, numeral: Numeral) -> bool:
    """Can what stands before digits, or a point in them, make them a figure?"""
    preceded = numeral.start > 0 and text[numeral.start - 1] in modifiers().before_word_ends
    return preceded or ("." in numeral.text and _dotted(text, numeral))


def _dotted(text: str, numeral: Numeral) -> bool:
    """Can this be a year and month, as in 2025.11, or a day with its weekday, as in 7.18(金)?"""
    point = numeral.text.find(".")
    return point == _YEAR_SIZE or (point in (1, 2) and _WEEKDAY.match(text, numeral.end) is not None)


def _counts_days(text: str, numeral: Numeral) -> bool:
    """Is the N日 or N〜M日 at ``numeral`` a length of time?"""
    match = _DAYS.match(text, numeral.end)
    if match is None:
        return False
    if match["to"] and numeral.value is not None and int(match["to"]) < numeral.value:
        return True
    few = match["last"] is not None and parse_numeral(match["last"]) in _FEW
    return few or is_length(text, numeral, match.end())


def _entity(figure: Figure, start: int, end: int, text: str) -> Entity:
    assert figure.label is not None  # noqa: S101 - figures() leaves out what is none
    return Entity(start, end, text, figure.label, None, None, None, *figure[3:])
