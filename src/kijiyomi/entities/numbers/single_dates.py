"""Reading single dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from kijiyomi.entities.numbers.date_patterns import date_patterns
from kijiyomi.entities.numbers.numerals import KANJI, LIST_MARKS, RANGE_MARKS, is_fraction, parse_numeral
from kijiyomi.entities.numbers.partial_date import PartialDate
from kijiyomi.entities.numbers.relative_dates import completed_by_word
from kijiyomi.knowledge.calendar import calendar_words
from kijiyomi.records.analysis import DatePart, Modifier

_REACH = 8  # characters before a date's first digit in which its era or 昨年の stands
_CENTURY_PIVOT = 70  # two-digit years from here on are of the twentieth century
_WEEKDAYS = "月火水木金土日"


class DateMatch(NamedTuple):
    """A date in a text.

    Attributes:
        start: First code point, an era or 昨年の included.
        end: One past the last code point.
        date: What it says.
        modifier: What 以降, 頃 and the like after it say.
        era: The era before it, or carried on to it.
    """

    start: int
    end: int
    date: PartialDate
    modifier: Modifier | None = None
    era: str | None = None


def read_single_date(
    text: str, start: int, floor: int, reference_date: datetime.date | None, era: str | None = None
) -> DateMatch | None:
    """Return the single date whose first digit is at ``start``.

    Args:
        text: NFKC text.
        start: Position of a digit, kanji numeral, or the Q of Q3.
        floor: The date begins no earlier.
        reference_date: Day from which 昨年 counts.
        era: The era of a year of one or two digits that has none of its own.
    """
    ordinal = start > floor and text[start - 1] == "第"
    left = first = start - 1 if ordinal else start
    prefix = None
    beside = left - 1 - text.startswith(" ", left - 1)
    if left > floor and text[beside : beside + 1] in date_patterns().prefix_ends:
        base = max(floor, start - _REACH)
        if prefix := date_patterns().prefix.search(text[base:left]):
            first = base + prefix.start()
    if prefix is None and era and _SHORT_YEAR.match(text, start):
        prefix = date_patterns().prefix.search(era)
    for read in _readers(text, start):
        found = read(text, start, prefix, ordinal)
        if found is None:
            continue
        end, date = found
        if prefix and prefix["relative"]:
            date = completed_by_word(date, prefix["relative"], reference_date)
        return DateMatch(first, end, date, _modifier(text, first, end), prefix["era"] if prefix else None)
    return None


def _modifier(text: str, start: int, end: int) -> Modifier | None:
    words = date_patterns().after
    if not text.endswith(date_patterns().after_words, start, end):
        return None
    return next((modifier for word, modifier in words.items() if text.endswith(word, start, end)), None)


_SHORT_YEAR = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?年")
_WEEK = re.compile(r"(\d{1,2})週(?![間目])")
_TOPIC = re.compile(r"は(?![かつ続必短長先前後あたもな経])")  # 794年は…, not 100年はかかる
_Prefix = re.Match[str] | None
"""An era, 西暦 or 昨年の before the date."""
_Found = tuple[int, PartialDate] | None
"""Where a date ends, and what it says."""


def _decade_or_century(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 2030年代 and 21世紀初頭."""
    match = date_patterns().span.match(text, start)
    number = parse_numeral(match["year"].replace("元", "一")) if match and not ordinal else None
    if match is None or number is None:
        return None
    bc = bool(prefix and prefix["bc"])
    part = date_patterns().parts["century"].get(match["part"])
    if match["span"] == "世紀":
        known = bc or (match["year"].isdigit() and number <= 30) or number >= 10
        century = PartialDate(int(number), span="century", before_christ=bc, part=part)
        return (match.end(), century) if known else None
    if number % 10:
        return None
    short = len(match["year"]) < 3 or number < 100
    return match.end(), PartialDate(int(number), span="decade", short=short, part=part)


def _year(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 2026年, 令和8年度, 26年末, with what follows: 2026年7月9日, 2026年第3四半期, 2026年の海の日."""
    match = None if ordinal else date_patterns().year.match(text, start)
    if match is None:
        return None
    year = _year_number(match, prefix)
    if year is None:
        return None
    before_christ = bool(prefix and prefix["bc"])
    date = PartialDate(
        year,
        term=term_in(match),
        fiscal=bool(match["fiscal"] or match["accounting"]),
        before_christ=before_christ,
        part=date_patterns().parts["year"].get(match["part_of_year"]),
    )
    if match["slashed"]:
        month = _small(match["slashed"], 12)
        return (match.end(), date._replace(month=month)) if month else None
    if match["month"]:
        return _with_month(text, match, date)
    if match["holiday"]:
        return match.end(), _holiday(match["holiday"], date)
    return match.end(), date


def _holiday(name: str, year: PartialDate) -> PartialDate:
    holiday = calendar_words().holidays[name]
    if holiday.weekday is not None and holiday.nth is not None:
        return year._replace(month=holiday.month, weekday=(holiday.weekday, holiday.nth))
    return year._replace(month=holiday.month, day=holiday.day)


def _year_number(match: re.Match[str], prefix: _Prefix) -> int | None:
    written = match["year"]
    number = 1 if written == "元" else int(parse_numeral(written) or 0)
    if prefix and prefix["era"]:
        return calendar_words().eras[prefix["era"]] + number - 1 if 0 < number < 100 else None
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
    if len(written) == 2 and (written[0] == "0" or prefix or any(match[group] for group in _OF_YEARS)):
        return _full(number)
    return None


# What makes the 25年 before it a year rather than a length.
_OF_YEARS = ("month", "fiscal", "accounting", "quarter", "nq", "half", "season", "part_of_year")


def _full(short_year: int) -> int:
    return short_year + (1900 if short_year >= _CENTURY_PIVOT else 2000)


def _with_month(text: str, match: re.Match[str], date: PartialDate) -> _Found:
    month = _small(match["month"], 12)
    if month is None:
        return None
    if match["closing"] and date.year is not None:
        return _with_closing_quarter(text, match, date._replace(year=date.year - (month < 12), fiscal=True))
    if match["day"]:
        day = _small(match["day"], 31)
        return (match.end(), _in_year(date, month, day)) if day else None
    part = date_patterns().parts["month"].get(match["part"])
    if match["nth_week"]:
        return match.end(), date._replace(month=month, part=part, term=f"W{_ordinal(match):02d}")
    return match.end(), _in_year(date, month, weekday=nth_weekday_in(match), part=part)


def _in_year(
    year: PartialDate,
    month: int,
    day: int | None = None,
    weekday: tuple[int, int] | None = None,
    part: DatePart | None = None,
) -> PartialDate:
    """Return what ``year._replace`` would, which takes twice as long for most dates there are."""
    number, _, _, term, fiscal, span, short, before_christ, _, _ = year
    return PartialDate(number, month, day, term, fiscal, span, short, before_christ, weekday, part)


def nth_weekday_in(match: re.Match[str]) -> tuple[int, int] | None:
    """Return which weekday of the month a match says (第2日曜日), as (ISO weekday, ordinal)."""
    return (_WEEKDAYS.index(match["nth_day"]) + 1, _ordinal(match)) if match["nth_day"] else None


def _ordinal(match: re.Match[str]) -> int:
    return 5 if match["last"] else _small(match["nth"] or "1", 5) or 1


_CLOSING_QUARTER = re.compile(r"の?第?([1-4一二三四])四半期")


def _with_closing_quarter(text: str, match: re.Match[str], date: PartialDate) -> _Found:
    """Read on after 2025年3月期: the fiscal year that closes in that month, perhaps with a quarter."""
    quarter = _CLOSING_QUARTER.match(text, match.end())
    if quarter is None:
        return match.end(), date
    return quarter.end(), date._replace(term=f"Q{_small(quarter[1], 4)}")


def _month(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 6月, 6月3日, 10月の第2金曜日 and 5月上旬."""
    match = None if ordinal else date_patterns().month.match(text, start)
    ends_range = text[start - 1 : start] in RANGE_MARKS  # 4〜6月期 is no fiscal year
    if match is None or (match["closing"] and not ends_range):
        return None
    return _with_month(text, match, PartialDate())


def _day(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 23日."""
    match = None if ordinal else date_patterns().day.match(text, start)
    day = _small(match["day"], 31) if match else None
    return (match.end(), PartialDate(day=day)) if match and day else None


def _quarter(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 第3四半期, Q3 FY2025, 1Q26, 2H 2026 and FY2026."""
    patterns = date_patterns()
    if text.startswith("F", start):
        return _fiscal(text, start)
    match = (
        patterns.quarter_first.match(text, start)
        if text.startswith("Q", start)
        else patterns.quarter.match(text, start)
    )
    if match and (ordinal or "Q" in match.group()):
        return match.end(), _of_year(match, f"Q{_small(match['quarter'], 4)}")
    half = patterns.half.match(text, start)
    return (half.end(), _of_year(half, f"H{half['half']}")) if half else None


def _of_year(match: re.Match[str], term: str) -> PartialDate:
    """Return a quarter or half with the year written after it, as in 1Q25 and Q3 FY2025."""
    year = int(match["year"]) if match["year"] else _full(int(match["short"])) if match["short"] else None
    return PartialDate(year, term=term, fiscal="FY" in match.group())


def _week(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 第42週."""
    match = _WEEK.match(text, start) if ordinal else None
    week = _small(match[1], 53) if match else None
    return (match.end(), PartialDate(term=f"W{week:02d}")) if match and week else None


def _fiscal(text: str, start: int) -> _Found:
    match = date_patterns().fiscal.match(text, start)
    if match is None:
        return None
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    return match.end(), PartialDate(year, term=term_in(match), fiscal=True)


def _closing_month(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 2026/3期, the fiscal year that closes in that month."""
    match = None if ordinal else date_patterns().closing.match(text, start)
    if match is None:
        return None
    year = int(match["year"]) if len(match["year"]) > 2 else _full(int(match["year"]))
    return match.end(), PartialDate(year - (int(match["month"]) < 12), fiscal=True)


def _numeric(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 2026/7/9, 2026-07, 2025.11 and R8.4.1."""
    match = None if ordinal else date_patterns().numeric.match(text, start)
    if match is None:
        return None
    era = prefix["era"] if prefix else None
    if not era and (len(match["year"]) < 4 or not "1000" <= match["year"] < "2200"):
        return None
    explicit = era or (prefix and prefix["ce"])
    if not (explicit or match["day"] or match["mark"] == "/" or len(match["month"]) == 2):
        return None
    if not match["day"] and match["mark"] == "." and start and text[start - 1] in " -":
        return None  # a version such as OpenVINO 2024.10
    year = int(match["year"]) + (calendar_words().eras[era] - 1 if era else 0)
    return match.end(), PartialDate(year, int(match["month"]), int(match["day"]) if match["day"] else None)


def _slashed(text: str, start: int, prefix: _Prefix, ordinal: bool) -> _Found:
    """Read 7/18, 25/08/01 and 7.18(金)."""
    short = None if ordinal else date_patterns().short.match(text, start)
    if short:
        return short.end(), PartialDate(_full(int(short["year"])), int(short["month"]), int(short["day"]))
    match = None if ordinal else date_patterns().slashed.match(text, start)
    if (
        match is None
        or _in_equation(text, start, match.end())
        or (
            match["year"] is None
            and is_fraction(match["first"], match["second"])
            and not _is_dated(text, start)
        )
    ):
        return None
    first, second = int(match["first"]), int(match["second"])
    month, day = (first, second) if first <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if match["weekday"] is None and _is_of_model(text, start, match):
        return None
    return match.end(), PartialDate(int(match["year"]) if match["year"] else None, month, day)


def _is_dated(text: str, start: int) -> bool:
    """Do words before 1/30 say that it is a day?"""
    return _DAY_BEFORE.search(text[max(0, start - _REACH) : start]) is not None


_DAY_BEFORE = re.compile(r"(?:日付?|期限|締め?切り?|〆切|日程)[はがを:]? ?\Z")
_MODEL_BEFORE = re.compile(r"(?:[A-Za-z] |[ァ-ヺー] ?)\Z")
_DATED_BEFORE = re.compile(r"(?:^|[^A-Za-z])[A-Z]{3,} \Z")  # CES 1/7
_DATED_AFTER = re.compile(r" ?(?:から|より|まで|付|発売|開催|公開|開始|時点|[~〜-] ?\d)")


def _is_of_model(text: str, start: int, match: re.Match[str]) -> bool:
    """Are these two models or versions of the product before them, as in Pixel 7/7 Pro and Windows 10/11?"""
    before = text[max(0, start - _REACH) : start]
    if not _MODEL_BEFORE.search(before):
        return False
    next_to_each_other = int(match["second"]) - int(match["first"]) in (0, 1)
    dated = _DATED_AFTER.match(text, match.end()) or _DATED_BEFORE.search(before)
    return next_to_each_other or not dated


_TERM_BEFORE = re.compile(r"(?:[\d)]|(?<![A-Za-z])[A-Za-z]) ?[=+*×÷<>] ?\Z")
_TERM_AFTER = re.compile(r" ?[=+*×÷<>] ?(?:[\d(]|[A-Za-z](?![A-Za-z]))")


def _in_equation(text: str, start: int, end: int) -> bool:
    """Is what stands here a fraction to reckon with, as in 1/2 = 5/4?"""
    return (
        _TERM_AFTER.match(text, end) is not None
        or _TERM_BEFORE.search(text[max(0, start - 5) : start]) is not None
    )


def term_in(match: re.Match[str]) -> str | None:
    """Return the part of the year a match says: Q3, H1, SU, W10."""
    quarter = match["quarter"] or match["q"] or match["nq"]
    if quarter:
        return f"Q{_small(quarter, 4)}"
    if match["week"]:
        return f"W{_small(match['week'], 53) or 1:02d}"
    half = match["h"] or match["nh"]
    if half:
        return f"H{half}"
    word = match["half"] or match["season"]
    return date_patterns().terms[word] if word else None


def _small(written: str, most: int) -> int | None:
    number = int(parse_numeral(written) or 0)
    return number if 1 <= number <= most else None


_Reader = Callable[[str, int, _Prefix, bool], _Found]
"""Takes the text, the position of the date's first digit, what stands before it, and whether 第 does."""
_NUMBER = re.compile(rf"(?:元|[\d{KANJI}]+) ?")


def _readers(text: str, start: int) -> tuple[_Reader, ...]:
    """Return what can read a date whose first digit is at ``start``, by what follows its first number."""
    number = _NUMBER.match(text, start)
    return _AFTER_NUMBER.get(text[number.end() : number.end() + 1], ()) if number else (_quarter,)


_AFTER_NUMBER: dict[str, tuple[_Reader, ...]] = {
    "年": (_decade_or_century, _year, _numeric),
    "世": (_decade_or_century,),
    "月": (_month,),
    "日": (_day,),
    "半": (_quarter,),  # the 四 of 四半期 is a number too
    "四": (_quarter,),
    "Q": (_year, _quarter),
    "H": (_year, _quarter),
    "週": (_week,),
    "/": (_year, _closing_month, _numeric, _slashed),
    ".": (_numeric, _slashed),
    **dict.fromkeys("会春夏秋冬か", (_year,)),
    **dict.fromkeys(RANGE_MARKS + LIST_MARKS, (_year, _month, _day, _numeric)),
    "・": (_year, _month, _day, _numeric, _quarter),
}
