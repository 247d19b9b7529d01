"""Reading durations and their ranges, and the dates and periods they are with a reference date."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import (
    LIST_MARKS,
    RANGE_MARKS,
    Numeral,
    are_consecutive,
    continues_list,
    numeral_at,
)
from kijiyomi.entities.numbers.partial_date import PartialDate
from kijiyomi.entities.numbers.relative_dates import shift, shift_by_duration
from kijiyomi.entities.numbers.single_durations import Duration, duration_at, half_at
from kijiyomi.knowledge.calendar import calendar_words
from kijiyomi.knowledge.durations import duration_words

_CONNECTED = re.compile(rf" ?(?:(?P<words>から|ないし|乃至)|[{RANGE_MARKS}]) ?|(?P<listed>[{LIST_MARKS}])")
_CONNECTION_BEGINS = frozenset(" かな乃" + RANGE_MARKS + LIST_MARKS)
_ARE_YEARS = re.compile(rf"(?<!\d)[7-9]\d[{RANGE_MARKS}][7-9][1-9]年に(?!及|わた|渡|か|一|相|達|な|[\d])")
_CHANGED = re.compile(r"へ|に(?:延|短|引|増|減|伸|変)")  # 10日から5日に短縮 is no range


def read_duration(
    text: str, numeral: Numeral, floor: int, reference_date: datetime.date | None
) -> Figure | None:
    """Return the duration, or range of durations, that begins with ``numeral``.

    Args:
        text: NFKC text.
        numeral: Its first number.
        floor: The figure, with its qualifiers, begins no earlier.
        reference_date: Day from which 2年前 counts; with one such a duration is a DATE.
    """
    if text[numeral.end : numeral.end + 1] not in duration_followers():
        return None
    first = duration_at(text, numeral)
    between = _range(text, numeral, first, floor)
    if between:
        return between
    return _qualified(text, first, floor, reference_date) if first else None


def read_half(text: str, start: int, floor: int, reference_date: datetime.date | None) -> Figure | None:
    """Return the duration at a word such as 半年 or 四半世紀; see :func:`read_duration`."""
    duration = half_at(text, start)
    return _qualified(text, duration, floor, reference_date) if duration else None


@lru_cache(maxsize=1)
def duration_followers() -> frozenset[str]:
    """Return the characters after a number that can make it a duration."""
    return _CONNECTION_BEGINS | {unit[0] for unit in duration_words().units}


def _range(text: str, numeral: Numeral, first: Duration | None, floor: int) -> Figure | None:
    end = first.end if first else numeral.end
    connected = _CONNECTED.match(text, end) if text[end : end + 1] in _CONNECTION_BEGINS else None
    upper = numeral_at(text, connected.end()) if connected else None
    second = duration_at(text, upper) if upper else None
    if not (connected and upper and second) or numeral.value is None or None in second.parts.values():
        return None
    consecutive = are_consecutive(numeral, upper) and not continues_list(text, numeral.start)  # 2、3年
    if connected["listed"] and (first or not consecutive):
        return None
    if first is None and list(second.parts) == ["Y"] and _ARE_YEARS.match(text, numeral.start):
        timex = f"19{numeral.text}/19{upper.text}"
        return Figure(numeral.start, second.end, "DATE", timex=timex)  # 92〜94年に
    low = first or second.in_first_unit(numeral)
    if connected["words"] and (_CHANGED.match(text, second.end) or low.days() > second.days()):
        return None
    span = modifiers().qualify(text, numeral.start, second.end, floor)
    timex = f"{low.timex()}/{second.timex()}"
    return Figure(span.start, span.end, "DURATION", timex=timex, modifier=span.modifier)


_OF_CALENDAR = frozenset({"Y", "M", "W", "BD", "D"})
_WHOLE_ENDS = frozenset("丸る々")


def _qualified(text: str, duration: Duration, floor: int, reference_date: datetime.date | None) -> Figure:
    span = modifiers().qualify(text, duration.start, duration.end, floor)
    if text[span.start - 1] in _WHOLE_ENDS and span.start > floor:
        whole = next((word for word in _whole() if text.endswith(word, floor, span.start)), "")
        span = span._replace(start=span.start - len(whole))
    direction = _direction().match(text, span.end)
    end = direction.end() if direction else span.end
    if _OF_CALENDAR.isdisjoint(duration.parts):
        return Figure(span.start, end, "DURATION", timex=duration.timex(), modifier=span.modifier)
    start, distance = _origin(text, span.start, floor)
    timex = None
    if reference_date and (direction or start < span.start):
        sign = -1 if direction and direction["before"] else 1
        origin = shift(reference_date, days=distance)
        day = shift_by_duration(origin, duration, sign) if origin else None
        timex = _timex(day) if day else None
    elif reference_date:
        start, timex = _period(text, span.start, floor, duration, reference_date)
    if timex:
        return Figure(start, end, "DATE", timex=timex, modifier=span.modifier)
    return Figure(start, end, "DURATION", timex=duration.timex(), modifier=span.modifier)


@lru_cache(maxsize=1)
def _whole() -> tuple[str, ...]:
    """Return the prefixes of whole lengths of time, as in まる1日, longest first."""
    return tuple(sorted(duration_words().whole, key=len, reverse=True))


@lru_cache(maxsize=1)
def _direction() -> re.Pattern[str]:
    """Return what matches 前 or 後 after a length of time, in a group ``before`` or ``after``."""
    groups = []
    for name, words in duration_words().directions.items():
        either = "|".join(f"{word}(?!{rest})" if rest else word for word, rest in words.items())
        groups.append(f"(?P<{name}>{either})")
    return re.compile("|".join(groups))


def _origin(text: str, start: int, floor: int) -> tuple[int, int]:
    """Return where the word begins from whose day a duration counts (明日から), and its distance in days."""
    if text[start - 1 : start] in _origin_ends():
        for word, distance in calendar_words().origins.items():
            if text.endswith(word, floor, start):
                return start - len(word), distance
    return start, 0


@lru_cache(maxsize=1)
def _origin_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in calendar_words().origins)


def _period(
    text: str, start: int, floor: int, duration: Duration, reference_date: datetime.date
) -> tuple[int, str | None]:
    """Return where the period 過去7日間 or 今後5年間 begins in the text, and its days.

    That of a vague duration, 過去数日間, has no days.
    """
    for name, words in calendar_words().periods.items():
        word = max((word for word in words if text.endswith(word, floor, start)), key=len, default="")
        first = reference_date if name == "past" else shift(reference_date, days=1)
        if not word or first is None:
            continue
        last = shift_by_duration(first, duration, -1 if name == "past" else 1)
        low, high = sorted((first, last or first))
        return start - len(word), f"{_timex(low)}/{_timex(high)}" if last else None
    return start, None


def _timex(day: datetime.date) -> str:
    return PartialDate(day.year, day.month, day.day).timex()
