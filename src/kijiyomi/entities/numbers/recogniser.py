"""The figure recogniser: which reader reads what at each position where a figure can begin."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from kijiyomi.document import Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.numbers.amounts import read_amount
from kijiyomi.entities.numbers.bare_numbers import is_number_of
from kijiyomi.entities.numbers.carried_dates import with_carried
from kijiyomi.entities.numbers.changes import with_changes
from kijiyomi.entities.numbers.dates import read_date, read_relative
from kijiyomi.entities.numbers.durations import duration_followers, read_duration, read_half
from kijiyomi.entities.numbers.exclusions import (
    CLOCK_BEGINS,
    JOINED_ENDS,
    clock_end,
    exclusions,
    follows_acronym,
    is_no_model,
    numbers_line,
    one_by_one_end,
)
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.figure_text import figure_text, find_rare_marks
from kijiyomi.entities.numbers.fractions import MIXED, counts_unit
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.noun_units import find_nouns_batch, with_noun_units
from kijiyomi.entities.numbers.numerals import KANJI, Numeral, is_group_after, numeral_at
from kijiyomi.entities.numbers.side_lengths import goes_on_by_sides, read_sides
from kijiyomi.entities.numbers.single_amounts import symbol_before
from kijiyomi.entities.numbers.single_durations import DAYS_BEGIN, counts_days
from kijiyomi.entities.numbers.triggers import (
    DATE_FOLLOWERS,
    NUMERAL_BEGINS,
    figure_followers,
    trigger_pattern,
)
from kijiyomi.entities.numbers.unit_patterns import currency_patterns
from kijiyomi.records.analysis import Entity
from kijiyomi.text.source_map import AlignedText

_JOINED = re.compile(rf"(?:の|から)?第?(?=[0-9{KANJI}])")
_STROKES = frozenset("/ -")  # 3/8インチ, 2-1/2インチ
_YEAR_SIZE = 4
_GAPS_IN_NUMBER = frozenset("・ ")
_SINGLE_DIGITS = frozenset("0123456789〇一二三四五六七八九")
_WEEKDAY = re.compile(r" ?(?:\([月火水木金土日](?:曜日?)?\)|[月火水木金土日]曜)")


class FigureRecogniser(Recogniser[Entity]):
    """Find money, percentages, quantities, dates and durations.

    金額、割合、数量、日付、期間を見つける。

    Args:
        reference_date: Day from which 昨年, 来月 and 2年前 count, such as the article's date; without one
            they have no value of their own.
    """

    def __init__(self, reference_date: datetime.date | None = None) -> None:
        self.reference_date = reference_date

    def recognise_batch(self, documents: Documents) -> list[tuple[Entity, ...]]:
        """Return the figures of each document by start, none overlapping.

        文書ごとに数値を、重なりなく、現れる順に返す。
        """
        return list(chain.from_iterable(map(self._recognise_chunk, documents.chunks)))

    def _recognise_chunk(self, documents: Documents) -> Iterator[tuple[Entity, ...]]:
        # Each step for all documents is faster than all steps for each: what it uses stays in the caches.
        joined = documents.joined
        marks = find_rare_marks(joined.tokens.text, joined.normalised.text)
        views = [figure_text(document.passage, marks) for document in documents]
        known = self.figures_batch([view.text for view in views])
        nouns = find_nouns_batch(documents)
        tokens = [document.tokens for document in documents]
        found = list(map(with_noun_units, tokens, nouns, views, known))
        for document, view, figures in zip(documents, views, found, strict=True):
            yield tuple(self._entities(document.passage.text, view, figures))

    def figures(self, text: str) -> list[Figure]:
        """Return the figures of an NFKC text by start, none overlapping, with offsets into it.

        NFKCで正規化した文字列から数値を、重なりなく、現れる順に返す。
        """
        return self.figures_batch([text])[0]

    def figures_batch(self, texts: Sequence[str]) -> list[list[Figure]]:
        """Return the figures of each text; see :meth:`figures`.

        文字列ごとに数値を返す。
        """
        pattern = trigger_pattern(relative=self.reference_date is not None)
        triggers = [[match.start() for match in pattern.finditer(text)] for text in texts]
        read = list(map(self._read_all, texts, triggers))
        completed = list(map(with_carried, texts, read))
        return list(map(with_changes, texts, completed))

    def _read_all(self, text: str, triggers: Iterable[int]) -> list[Figure]:
        found: list[Figure] = []
        floor = 0
        for start in triggers:
            if start >= floor and (figure := self.read(text, start, floor)):
                floor = figure.end
                if figure.label is not None:
                    found.append(figure)
        return found

    def read(self, text: str, start: int, floor: int) -> Figure | None:
        """Return the figure whose number or word is at ``start``, or what looks like one and is none.

        指定した位置から始まる数値を返す。数値に似て数値でないものも、ラベルなしで返す。

        Args:
            text: NFKC text.
            start: Position of a numeral or a word such as 半年.
            floor: The figure, with its sign and qualifiers, begins no earlier.
        """
        first = text[start]
        if first not in NUMERAL_BEGINS:
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

    def _read_relative(
        self, text: str, start: int, floor: int, reference_date: datetime.date
    ) -> Figure | None:
        """Read 昨年, or the whole date it begins: 昨年3月."""
        word = read_relative(text, start, reference_date)
        joined = _JOINED.match(text, word.end) if word else None
        whole = self.read(text, joined.end(), floor) if joined else None
        return whole if whole and whole.start == start else word

    def _read_numeral(self, text: str, numeral: Numeral, floor: int) -> Figure | None:
        start, end = numeral.start, numeral.end
        before, following = text[start - 1 : start], text[end : end + 1]
        if numeral.ascii:
            if before in currency_patterns().symbol_ends and symbol_before(text, start, floor):
                return read_amount(text, numeral, floor)
            if goes_on_by_sides(text, end) and (size := read_sides(text, numeral, floor)):
                return size
            if following not in figure_followers() and not _has_other_evidence(text, numeral):
                return None
            if numeral.text == "1" and (idiom := one_by_one_end(text, start)):
                return Figure(start, idiom, None)
            if following == " " and before in ("", "\n") and numbers_line(text, numeral):
                return None
            if before == "+" and floor == start - 1:
                floor = start  # 3.2GHz+2.0GHz
            elif before in JOINED_ENDS and exclusions().continues_name(text, start, floor):
                return self._after_letter(text, numeral, floor)
        elif word_end := exclusions().word_end(text, numeral):
            ordinal = self._after_letter(text, numeral, floor) if before == "第" else None
            return ordinal or Figure(start, word_end, None)
        elif before in _GAPS_IN_NUMBER and start - 1 > floor and text[start - 2] in _SINGLE_DIGITS:
            return None  # 三・五社, 表3 千人当たり
        elif before == "、" and is_group_after(text, numeral):
            return None
        if following in _time_followers() or "." in numeral.text:
            if following in CLOCK_BEGINS and (clock := clock_end(text, end)):
                return Figure(start, clock, None)
            time = self._date(text, numeral, floor)
            if time is None and before != "第":
                time = read_duration(text, numeral, floor, self.reference_date)
            if time:
                return time
        return None if before == "第" else read_amount(text, numeral, floor)

    def _after_letter(self, text: str, numeral: Numeral, floor: int) -> Figure | None:
        """Read R7年, 第3四半期 and PBR0.8倍, the figures that letters and 第 may precede."""
        if not text.startswith(" ", numeral.end) and follows_acronym(text, numeral.start):
            amount = read_amount(text, numeral, numeral.start)
            if amount and amount.min is None and is_no_model(amount):
                return amount
        if text[numeral.start - 1] in "RHS第":
            date = read_date(text, numeral.start, floor, self.reference_date)
            return date if date and date.start < numeral.start else None
        return None

    def _date(self, text: str, numeral: Numeral, floor: int) -> Figure | None:
        end = numeral.end + text.startswith(" ", numeral.end)
        following = text[end : end + 1]
        if following not in DATE_FOLLOWERS and not (
            ("." in numeral.text and _is_dotted_date(text, numeral))
            or (following == "か" and len(numeral.text) == _YEAR_SIZE)
        ):
            return None
        if following in _STROKES and counts_unit(text, numeral):
            return None
        if following in DAYS_BEGIN and counts_days(text, numeral):
            return None
        return read_date(text, numeral.start, floor, self.reference_date)

    def _entities(self, text: str, view: AlignedText, figures: Iterable[Figure]) -> list[Entity]:
        start_of, end_of = view.starts.item, view.ends.item
        entities: list[Entity] = []
        for figure in figures:
            start, end = start_of(figure.start), end_of(figure.end - 1)
            first = text[start]
            if first.isascii() or not _is_list_number(first):
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
        rest = self.read(text, number, number) if text[number] in NUMERAL_BEGINS else None
        return rest if rest and rest.label else None


def _is_list_number(character: str) -> bool:
    """Is it ① or the like, rather than a digit or ½?"""
    return unicodedata.category(character) == "No" and unicodedata.numeric(character, 0) % 1 == 0


@lru_cache(maxsize=1)
def _time_followers() -> frozenset[str]:
    """Return the characters after a number that can make it a clock time, a date or a duration."""
    return DATE_FOLLOWERS | CLOCK_BEGINS | duration_followers()


def _has_other_evidence(text: str, numeral: Numeral) -> bool:
    """Can what stands before digits, or a point in them, make them a figure?"""
    qualified = numeral.start > 0 and text[numeral.start - 1] in modifiers().before_word_ends
    dotted = "." in numeral.text and _is_dotted_date(text, numeral)
    if qualified or dotted or is_number_of(text, numeral):
        return True
    return MIXED.match(text, numeral.end) is not None


def _is_dotted_date(text: str, numeral: Numeral) -> bool:
    """Can this be a year and month, as in 2025.11, or a day with its weekday, as in 7.18(金)?"""
    point = numeral.text.find(".")
    return point == _YEAR_SIZE or (point in (1, 2) and _WEEKDAY.match(text, numeral.end) is not None)


def _entity(figure: Figure, start: int, end: int, text: str) -> Entity:
    assert figure.label is not None  # noqa: S101 - figures() leaves out what is none
    return Entity(start, end, text, figure.label, None, None, None, *figure[3:])
