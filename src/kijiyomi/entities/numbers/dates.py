"""Reading dates: single ones, ranges, and those told from a day of reference."""

from __future__ import annotations

import datetime
import re

from kijiyomi.entities.numbers.date_patterns import TO, calendar_patterns
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.numerals import LIST_MARKS, goes_on_list
from kijiyomi.entities.numbers.partial_date import PartialDate
from kijiyomi.entities.numbers.relative_dates import moment_of, weekday_of
from kijiyomi.entities.numbers.single_dates import DateReading, read_moment, term_of, weekday_in

_CONNECTED = re.compile(rf" ?(?:(?P<words>から|より)|[{TO}]|(?P<listed>[{LIST_MARKS}])) ?")
_CONNECTION_BEGINS = frozenset(" かよ" + TO + LIST_MARKS)
_CHANGED = re.compile(r"へ|に(?:延期|変更|前倒|後ろ倒|修正|改|移|引き)")
_BARE_DAY = re.compile(r"(3[01]|[12]\d|0?[1-9])(?![\d.,:%/]|[A-Za-z一-龥])")
_YEAR_SIZE = 4
_CLOSED = re.compile(r"まで|にかけ|の間")
_UNTIL = re.compile(r"まで|いっぱい|にかけて")


def read_date(text: str, start: int, floor: int, today: datetime.date | None) -> Figure | None:
    """Return the date or range of dates whose first digit stands at ``start``.

    Args:
        text: NFKC text.
        start: Place of a digit, kanji numeral, or the Q of Q3.
        floor: The date begins no earlier.
        today: Day from which 昨年 counts.
    """
    first = read_moment(text, start, floor, today)
    if first is None:
        return None
    second = _range_end(text, first, today) or _until(text, first, today)
    if second is None and first.end - first.start < _YEAR_SIZE and text[first.start : first.end].isdigit():
        return None  # the 5 of 5、7月
    return _figure(text, first, second)


def read_relative(text: str, start: int, today: datetime.date) -> Figure | None:
    """Return the date of a word such as 昨年 at ``start``, perhaps with a part of it, or its range."""
    first = _relative(text, start, today)
    second = _range_end(text, first, today) if first else None
    if first is None:
        return None
    return _figure(text, first, second if second and text.endswith("まで", 0, second.end) else None)


def _relative(text: str, start: int, today: datetime.date) -> DateReading | None:
    match = calendar_patterns().relative_word.match(text, start)
    there = moment_of(match["word"], today) if match else None
    if match is None or there is None:
        return None
    parts, term, nth = calendar_patterns().parts, term_of(match), weekday_in(match)
    if term and there.level == "year":
        there = there._replace(term=term)
    elif nth and there.level == "month":
        there = there._replace(weekday=nth)
    elif match["weekday"] and there.level == "term":
        return _with_day(text, DateReading(start, match.end(), weekday_of(there, match["weekday"])), today)
    elif match["part"] and there.level == "month":
        there = there._replace(part=parts["month"][match["part"]])
    elif match["part_of_year"]:
        there = there._replace(part=parts["year"][match["part_of_year"]])
    elif not match["after"]:
        return DateReading(start, match.end("word"), there)
    return DateReading(start, match.end(), there)


def _with_day(text: str, weekday: DateReading, today: datetime.date) -> DateReading:
    """Read on after 今週の金曜日 for 6月22日, the same day told twice."""
    again = read_moment(text, weekday.end, weekday.end, today)
    return weekday._replace(end=again.end) if again and again.moment.day else weekday


def _figure(text: str, first: DateReading, second: DateReading | None) -> Figure:
    """Return the figure of a date, or of the range from ``first`` to ``second``."""
    start, end, moment, modifier = first
    if second is None:
        timex, part = moment.timex(), moment.part
    else:
        if second.moment.fiscal and _bare(text, first):
            moment = moment._replace(fiscal=True)
        low, high = moment.before(second.moment), second.moment.within(moment)
        end, timex, part, modifier = second.end, f"{low.timex()}/{high.timex()}", None, None
    return Figure(start, _bound_end(text, start, end), "DATE", timex=timex, part=part, modifier=modifier)


def _bare(text: str, date: DateReading) -> bool:
    """Does it leave its unit to the other end of the range, as the 2024 of 2024〜2026年度?"""
    return text[date.end - 1].isdigit()


def _bound_end(text: str, start: int, end: int) -> int:
    """Return where から or まで ends after a date that fills its line, otherwise ``end``."""
    if start and text[start - 1] != "\n":
        return end
    bound = calendar_patterns().bound.match(text, end)
    return bound.end() if bound else end


def _range_end(text: str, first: DateReading, today: datetime.date | None) -> DateReading | None:
    if text[first.end : first.end + 1] not in _CONNECTION_BEGINS:
        return None
    connected = _CONNECTED.match(text, first.end)
    ahead = calendar_patterns().ahead.match(text, connected.end()) if connected else None
    if connected is None or ahead is None or (connected["listed"] and not _bare(text, first)):
        return None
    second = (
        read_moment(text, ahead.end(), connected.end(), today)
        or _bare_end(text, ahead.end(), first)
        or _short_year_end(text, ahead.end(), first, after_words=connected["words"] is not None)
    )
    if second is None or (connected["listed"] and not _in_a_row(text, first, second)):
        return None
    if connected["words"]:
        if _CHANGED.match(text, second.end):
            return None
        if text.startswith("まで", second.end):
            second = second._replace(end=second.end + 2)
    return second


def _in_a_row(text: str, first: DateReading, second: DateReading) -> bool:
    """Are these the neighbours of 5、6月 or 2024・25年?"""
    if goes_on_list(text, first.start):
        return False
    low, high = first.moment, second.moment.within(first.moment)
    return low.level == high.level and low.finest() + 1 == high.finest()


def _bare_end(text: str, start: int, first: DateReading) -> DateReading | None:
    """Return the 6 of 2012/4/3~6."""
    match = _BARE_DAY.match(text, start) if _bare(text, first) and first.moment.day else None
    return DateReading(start, match.end(), PartialDate(day=int(match[1]))) if match else None


def _short_year_end(text: str, start: int, first: DateReading, *, after_words: bool) -> DateReading | None:
    """Return the 21年 of 2017〜21年; after から only if closed, for 2015年から20年 may be a length."""
    match = calendar_patterns().year.match(text, start) if first.moment.level == "year" else None
    if match is None or first.moment.year is None or not re.fullmatch(r"\d\d?", match["year"]):
        return None
    written = match["year"]
    year = int(str(first.moment.year)[: -len(written)] + written)
    if year <= first.moment.year or (after_words and not _CLOSED.match(text, match.end())):
        return None
    return DateReading(
        start, match.end(), PartialDate(year, term=term_of(match), fiscal=bool(match["fiscal"]))
    )


def _until(text: str, first: DateReading, today: datetime.date | None) -> DateReading | None:
    """Return the other end of 4月1日以降6月30日まで."""
    if first.modifier != "ge":
        return None
    ahead = calendar_patterns().ahead.match(text, first.end)
    second = read_moment(text, ahead.end(), first.end, today) if ahead else None
    closed = _UNTIL.match(text, second.end) if second else None
    if second and closed:
        return second._replace(end=closed.end())
    return second if second and second.modifier == "le" else None
