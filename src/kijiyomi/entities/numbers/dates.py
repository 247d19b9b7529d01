"""Reading dates: single ones, ranges, and words such as 昨年 with a reference date."""

from __future__ import annotations

import datetime
import re

from kijiyomi.entities.numbers.date_patterns import date_patterns
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.numerals import LIST_MARKS, RANGE_MARKS, continues_list
from kijiyomi.entities.numbers.partial_date import PartialDate
from kijiyomi.entities.numbers.relative_dates import relative_date, weekday_of
from kijiyomi.entities.numbers.single_dates import DateMatch, nth_weekday_in, read_single_date, term_in

_CONNECTED = re.compile(rf" ?(?:(?P<words>から|より)|[{RANGE_MARKS}]|(?P<listed>[{LIST_MARKS}])) ?")
_CONNECTION_BEGINS = frozenset(" かよ" + RANGE_MARKS + LIST_MARKS)
_CHANGED = re.compile(r"へ|に(?:延|変更|前倒|後ろ倒|先送り|繰り|早め|遅|ずれ|修正|改|移|引き)")
_BARE_DAY = re.compile(r"(3[01]|[12]\d|0?[1-9])(?![\d.,:%/]|[A-Za-z一-龥])")
_YEAR_SIZE = 4
_CLOSED = re.compile(r"まで|にかけ|の間")
_UNTIL = re.compile(r"まで|いっぱい|にかけて")


def read_date(
    text: str, start: int, floor: int, reference_date: datetime.date | None, era: str | None = None
) -> Figure | None:
    """Return the date or range of dates whose first digit is at ``start``.

    Args:
        text: NFKC text.
        start: Position of a digit, kanji numeral, or the Q of Q3.
        floor: The date begins no earlier.
        reference_date: Day from which 昨年 counts.
        era: The era of a year of one or two digits that has none of its own.
    """
    first = read_single_date(text, start, floor, reference_date, era)
    if first is None:
        return None
    second = _range_end(text, first, reference_date) or _until(text, first, reference_date)
    if second is None and first.end - first.start < _YEAR_SIZE and text[first.start : first.end].isdigit():
        return None  # the 5 of 5、7月
    return _figure(text, first, second)


def read_relative(text: str, start: int, reference_date: datetime.date) -> Figure | None:
    """Return the date of a word such as 昨年 at ``start``, perhaps with a part of it, or its range."""
    first = _relative(text, start, reference_date)
    second = _range_end(text, first, reference_date) if first else None
    if first is None:
        return None
    return _figure(text, first, second if second and text.endswith("まで", 0, second.end) else None)


def _relative(text: str, start: int, reference_date: datetime.date) -> DateMatch | None:
    """Read 昨年, with what follows: 昨年の後半, 来月の第1水曜日, 来週火曜."""
    match = date_patterns().relative_word.match(text, start)
    meant = relative_date(match["word"], reference_date) if match else None
    if match is None or meant is None:
        return None
    parts, term, nth = date_patterns().parts, term_in(match), nth_weekday_in(match)
    if term and meant.level == "year":
        meant = meant._replace(term=term)
    elif nth and meant.level == "month":
        meant = meant._replace(weekday=nth)
    elif match["weekday"] and meant.level == "term":
        weekday = DateMatch(start, match.end(), weekday_of(meant, match["weekday"]))
        return _with_day(text, weekday, reference_date)
    elif match["part"] and meant.level == "month":
        meant = meant._replace(part=parts["month"][match["part"]])
    elif match["part_of_year"]:
        meant = meant._replace(part=parts["year"][match["part_of_year"]])
    elif not match["after"]:
        return DateMatch(start, match.end("word"), meant)
    return DateMatch(start, match.end(), meant)


def _with_day(text: str, weekday: DateMatch, reference_date: datetime.date) -> DateMatch:
    """Read on after 今週の金曜日 for 6月22日, the same day given twice."""
    again = read_single_date(text, weekday.end, weekday.end, reference_date)
    return weekday._replace(end=again.end) if again and again.date.day else weekday


def _figure(text: str, first: DateMatch, second: DateMatch | None) -> Figure:
    """Return the figure of a date, or of the range from ``first`` to ``second``."""
    start, end, date, modifier, _ = first
    if second is None:
        timex, part = date.timex(), date.part
    else:
        if second.date.fiscal and _lacks_unit(text, first):
            date = date._replace(fiscal=True)
        low, high = date.completed_by_end(second.date), second.date.completed_by(date)
        end, timex, part, modifier = second.end, f"{low.timex()}/{high.timex()}", None, None
    return Figure(start, _bound_end(text, start, end), "DATE", timex=timex, part=part, modifier=modifier)


def _lacks_unit(text: str, date: DateMatch) -> bool:
    """Does it leave its unit to the other end of the range, as the 2024 of 2024〜2026年度?"""
    return text[date.end - 1].isdigit()


def _bound_end(text: str, start: int, end: int) -> int:
    """Return where から or まで ends after a date that fills its line, otherwise ``end``."""
    if start and text[start - 1] != "\n":
        return end
    bound = date_patterns().bound.match(text, end)
    return bound.end() if bound else end


def _range_end(text: str, first: DateMatch, reference_date: datetime.date | None) -> DateMatch | None:
    """Return the other end of 4〜6月, 2019年から2023年 or 7、8月."""
    if text[first.end : first.end + 1] not in _CONNECTION_BEGINS:
        return None
    connected = _CONNECTED.match(text, first.end)
    ahead = date_patterns().ahead.match(text, connected.end()) if connected else None
    if connected is None or ahead is None or (connected["listed"] and not _lacks_unit(text, first)):
        return None
    second = (
        read_single_date(text, ahead.end(), connected.end(), reference_date, first.era)
        or _bare_end(text, ahead.end(), first)
        or _short_year_end(text, ahead.end(), first, after_words=connected["words"] is not None)
    )
    if second is None or (connected["listed"] and not _consecutive(text, first, second)):
        return None
    if connected["words"]:
        if _CHANGED.match(text, second.end):
            return None
        if text.startswith("まで", second.end):
            second = second._replace(end=second.end + 2)
    return second


def _consecutive(text: str, first: DateMatch, second: DateMatch) -> bool:
    """Do these follow each other, as in 5、6月 or 2024・25年?"""
    if continues_list(text, first.start):
        return False
    low, high = first.date, second.date.completed_by(first.date)
    return low.level == high.level and low.finest() + 1 == high.finest()


def _bare_end(text: str, start: int, first: DateMatch) -> DateMatch | None:
    """Return the 6 of 2012/4/3~6."""
    match = _BARE_DAY.match(text, start) if _lacks_unit(text, first) and first.date.day else None
    return DateMatch(start, match.end(), PartialDate(day=int(match[1]))) if match else None


def _short_year_end(text: str, start: int, first: DateMatch, *, after_words: bool) -> DateMatch | None:
    """Return the 21年 of 2017〜21年; after から only if closed, for 2015年から20年 may be a length."""
    match = date_patterns().year.match(text, start) if first.date.level == "year" else None
    if match is None or first.date.year is None or not re.fullmatch(r"\d\d?", match["year"]):
        return None
    written = match["year"]
    year = int(str(first.date.year)[: -len(written)] + written)
    if year <= first.date.year or (after_words and not _CLOSED.match(text, match.end())):
        return None
    return DateMatch(start, match.end(), PartialDate(year, term=term_in(match), fiscal=bool(match["fiscal"])))


def _until(text: str, first: DateMatch, reference_date: datetime.date | None) -> DateMatch | None:
    """Return the other end of 4月1日以降6月30日まで."""
    if first.modifier != "ge":
        return None
    ahead = date_patterns().ahead.match(text, first.end)
    second = read_single_date(text, ahead.end(), first.end, reference_date) if ahead else None
    closed = _UNTIL.match(text, second.end) if second else None
    if second and closed:
        return second._replace(end=closed.end())
    return second if second and second.modifier == "le" else None
