"""Reading dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from kijiyomi.analysis import Modifier
from kijiyomi.features.entities.figures.calendar_patterns import TO, calendar_patterns
from kijiyomi.features.entities.figures.figure import Figure
from kijiyomi.features.entities.figures.moment import Moment
from kijiyomi.features.entities.figures.numerals import parse_numeral
from kijiyomi.features.entities.figures.relative import moment_of, shifted

_REACH = 8  # characters before a date's first digit in which its era or 昨年の stands
_CENTURY_PIVOT = 70  # two-digit years from here on are of the twentieth century
_CONNECTED = re.compile(rf" ?(?:(?P<words>から|より)|[{TO}]) ?")
_CHANGED = re.compile(r"へ|に(?:延期|変更|前倒|後ろ倒|修正|改|移|引き)")
_WEEKDAYS = "月火水木金土日"


class DateReading(NamedTuple):
    """A date read from a text: its place, and what it says."""

    start: int
    end: int
    moment: Moment
    modifier: Modifier | None = None


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
    second = _range_end(text, first, today)
    timex, end = first.moment.timex(), first.end
    if second:
        earlier = first.moment.before(second.moment)
        timex, end = f"{earlier.timex()}/{second.moment.within(first.moment).timex()}", second.end
    modifier = None if second else first.modifier
    return Figure(first.start, _bound_end(text, first.start, end), "DATE", timex=timex, modifier=modifier)


def read_relative(text: str, start: int, today: datetime.date) -> Figure | None:
    """Return the date of a word such as 昨年 at ``start``, perhaps with a part of it (昨年の後半)."""
    match = calendar_patterns().relative_word.match(text, start)
    there = moment_of(match["word"], today) if match else None
    if match is None or there is None:
        return None
    end, term = match.end(), _term(match)
    if term and there.level == "year":
        there = there._replace(term=term)
    elif match["half"] or match["season"] or match["quarter"]:
        end = match.end("word")
    return Figure(start, end, "DATE", timex=there.timex())


def _bound_end(text: str, start: int, end: int) -> int:
    """Return where から or まで ends after a date that fills its line, otherwise ``end``."""
    if start and text[start - 1] != "\n":
        return end
    bound = calendar_patterns().bound.match(text, end)
    return bound.end() if bound else end


def _range_end(text: str, first: DateReading, today: datetime.date | None) -> DateReading | None:
    connected = _CONNECTED.match(text, first.end)
    ahead = calendar_patterns().ahead.match(text, connected.end()) if connected else None
    if connected is None or ahead is None:
        return None
    second = read_moment(text, ahead.end(), connected.end(), today) or _bare_end(text, ahead.end(), first)
    if second is None:
        return None
    if connected["words"]:
        if _CHANGED.match(text, second.end):
            return None
        if text.startswith("まで", second.end):
            second = second._replace(end=second.end + 2)
    return second


_BARE_DAY = re.compile(r"(3[01]|[12]\d|0?[1-9])(?![\d.,:%/]|[A-Za-z一-龥])")


def _bare_end(text: str, start: int, first: DateReading) -> DateReading | None:
    """Return the 6 of 2012/4/3~6."""
    match = _BARE_DAY.match(text, start) if text[first.end - 1].isdigit() and first.moment.day else None
    return DateReading(start, match.end(), Moment(day=int(match[1]))) if match else None


def read_moment(text: str, start: int, floor: int, today: datetime.date | None) -> DateReading | None:
    """Return the single date whose first digit stands at ``start``."""
    base = max(floor, start - _REACH)
    ordinal = start > base and text[start - 1] == "第"
    left = start - 1 if ordinal else start
    patterns = calendar_patterns()
    preceded = left > base and text[left - 1] in patterns.prefix_ends
    prefix = patterns.prefix.search(text[base:left]) if preceded else None
    for read in _READERS:
        found = read(text, start, prefix, ordinal)
        if found is None:
            continue
        end, moment = found
        if prefix and prefix["relative"]:
            moment = shifted(moment, prefix["relative"], today)
        place = base + prefix.start() if prefix else left
        return DateReading(place, end, moment, _modifier(text, place, end))
    return None


def _modifier(text: str, start: int, end: int) -> Modifier | None:
    words = calendar_patterns().after
    if not text.endswith(calendar_patterns().after_words, start, end):
        return None
    return next((modifier for word, modifier in words.items() if text.endswith(word, start, end)), None)


_TOPIC = re.compile(r"は(?![かつ続必短長先前後あたもな経])")  # 794年は…, not 100年はかかる
_Prefix = re.Match[str] | None
_Found = tuple[int, Moment] | None


def _span(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    match = calendar_patterns().span.match(text, start)
    number = parse_numeral(match["year"].replace("元", "一")) if match and not ordinal else None
    if match is None or number is None:
        return None
    bc = bool(prefix and prefix["bc"])
    if match["span"] == "世紀":
        known = bc or (match["year"].isdigit() and number <= 30) or number >= 10
        return (match.end(), Moment(int(number), span="century", before_christ=bc)) if known else None
    if number % 10:
        return None
    short = len(match["year"]) < 3 or number < 100
    return match.end(), Moment(int(number), span="decade", short=short)


def _year(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    match = None if ordinal else calendar_patterns().year.match(text, start)
    if match is None:
        return None
    year = _year_number(match, prefix)
    if year is None:
        return None
    before_christ = bool(prefix and prefix["bc"])
    moment = Moment(year, term=_term(match), fiscal=bool(match["fiscal"]), before_christ=before_christ)
    if match["slashed"]:
        month = _small(match["slashed"], 12)
        return (match.end(), moment._replace(month=month)) if month else None
    if match["month"]:
        return _with_month(text, match, moment)
    if match["holiday"]:
        return match.end(), _holiday(match["holiday"], moment)
    return match.end(), moment


def _holiday(name: str, moment: Moment) -> Moment:
    month, day, *nth = calendar_patterns().holidays[name]
    return moment._replace(month=month, **({"weekday": (day, nth[0])} if nth else {"day": day}))


def _year_number(match: re.Match[str], prefix: _Prefix) -> int | None:
    written = match["year"]
    number = 1 if written == "元" else int(parse_numeral(written) or 0)
    if prefix and prefix["era"]:
        return calendar_patterns().eras[prefix["era"]] + number - 1 if 0 < number < 100 else None
    if written == "元":
        return None
    if prefix and (prefix["ce"] or prefix["bc"]):
        return number
    if written.isdigit() and len(written) == 4:
        return number if number >= 1000 else None
    if not written.isascii():
        return number if 1200 <= number < 2200 and number % 100 else None
    if len(written) == 3 and _TOPIC.match(match.string, match.end()):
        return number
    if len(written) == 2 and (match["month"] or match["fiscal"] or match["quarter"] or prefix):
        return number + (1900 if number >= _CENTURY_PIVOT else 2000)
    return None


def _with_month(text: str, match: re.Match[str], moment: Moment) -> _Found:
    month = _small(match["month"], 12)
    if month is None:
        return None
    if match["closing"] and moment.year is not None:
        return _closing(text, match, moment._replace(year=moment.year - (month < 12), fiscal=True))
    moment = moment._replace(month=month)
    if match["day"]:
        day = _small(match["day"], 31)
        return (match.end(), moment._replace(day=day)) if day else None
    nth = 5 if match["last"] else _small(match["nth"], 5) if match["nth"] else 0
    if match["nth_day"]:
        weekday = (_WEEKDAYS.index(match["nth_day"]) + 1, nth or 1)
        return match.end(), moment._replace(weekday=weekday)
    if match["nth_week"]:
        return match.end(), moment._replace(term=f"W{nth:02d}")
    return match.end(), moment


_CLOSING_QUARTER = re.compile(r"の?第?([1-4一二三四])四半期")


def _closing(text: str, match: re.Match[str], moment: Moment) -> _Found:
    """Read on after 2025年3月期: the fiscal year that closes in that month, perhaps with a quarter."""
    quarter = _CLOSING_QUARTER.match(text, match.end())
    if quarter is None:
        return match.end(), moment
    return quarter.end(), moment._replace(term=f"Q{_small(quarter[1], 4)}")


def _month(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    match = None if ordinal else calendar_patterns().month.match(text, start)
    closing = match and match["closing"] and text[start - 1 : start] not in TO  # not the end of 4〜6月期
    if match is None or closing:
        return None
    return _with_month(text, match, Moment())


def _day(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    match = None if ordinal else calendar_patterns().day.match(text, start)
    day = _small(match["day"], 31) if match else None
    return (match.end(), Moment(day=day)) if match and day else None


def _quarter(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    patterns = calendar_patterns()
    if text[start] == "F":
        return _fiscal(text, start)
    match = (
        patterns.quarter_first.match(text, start)
        if text[start] == "Q"
        else patterns.quarter.match(text, start)
    )
    if match is None or not (ordinal or "Q" in match.group()):
        return None
    year = int(match["year"]) if text[start] == "Q" and match["year"] else None
    return match.end(), Moment(year, term=f"Q{_small(match['quarter'], 4)}")


def _fiscal(text: str, start: int) -> _Found:
    match = calendar_patterns().fiscal.match(text, start)
    if match is None:
        return None
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    return match.end(), Moment(year, term=_term(match), fiscal=True)


def _numeric(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    match = None if ordinal else calendar_patterns().numeric.match(text, start)
    if match is None:
        return None
    era = prefix["era"] if prefix else None
    if not era and (len(match["year"]) < 4 or not "1000" <= match["year"] < "2200"):
        return None
    told = era or (prefix and prefix["ce"])
    if not (told or match["day"] or match["mark"] == "/" or len(match["month"]) == 2):
        return None
    if not match["day"] and match["mark"] == "." and start and text[start - 1] in " -":
        return None  # a version such as OpenVINO 2024.10
    year = int(match["year"]) + (calendar_patterns().eras[era] - 1 if era else 0)
    return match.end(), Moment(year, int(match["month"]), int(match["day"]) if match["day"] else None)


def _slashed(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    match = None if ordinal else calendar_patterns().slashed.match(text, start)
    if match is None or (match["year"] is None and is_fraction(match["first"], match["second"])):
        return None
    first, second = int(match["first"]), int(match["second"])
    month, day = (first, second) if first <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return match.end(), Moment(int(match["year"]) if match["year"] else None, month, day)


_SMALL, _MOST_DAYS = 5, 31
_PARTS = frozenset({6, 8, 10, 16, 20, 30})  # 1/10 is a part, 1/7 is a day


def is_fraction(first: str, second: str) -> bool:
    """Is first/second rather a fraction (1/3) than a day (7/18)?"""
    if first.startswith("0") or second.startswith("0") or int(first) >= int(second):
        return False
    return int(second) <= _SMALL or (first == "1" and (int(second) in _PARTS or int(second) > _MOST_DAYS))


def _term(match: re.Match[str]) -> str | None:
    quarter = match["quarter"] or match["q"] or match["nq"]
    if quarter:
        return f"Q{_small(quarter, 4)}"
    if match["week"]:
        return f"W{_small(match['week'], 53) or 1:02d}"
    word = match["half"] or match["season"]
    return calendar_patterns().terms[word] if word else None


def _small(written: str, most: int) -> int | None:
    number = int(parse_numeral(written) or 0)
    return number if 1 <= number <= most else None


_READERS: tuple[Callable[[str, int, _Prefix, bool], _Found], ...] = (
    _span,
    _year,
    _month,
    _day,
    _quarter,
    _numeric,
    _slashed,
)
