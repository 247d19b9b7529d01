"""Dates that leave out what an earlier date of the text has given.

The 19年度 after 平成20年度 is a year of the same era; 同年5月 after 2008年3月 is of the same year.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kijiyomi.entities.numbers.dates import read_date
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.numerals import parse_numeral
from kijiyomi.knowledge.calendar import calendar_words
from kijiyomi.knowledge.data_files import any_of

_KANJI_YEAR = "一二三四五六七八九十"
_SHORT_YEAR = re.compile(
    rf"(?<![\d.,・第{_KANJI_YEAR}])(?P<year>\d{{1,2}}|[{_KANJI_YEAR}]{{1,3}}) ?年(?![間代])"
)
_BARE_FOLLOWS = re.compile(r"(?:に)?は(?![かつ続必短長])|、|と(?!い)|・|が(?![経過たかあ流])")
_OF_BARE = re.compile(
    r"の(?!歴史|実績|経験|長|短|月日|歳月|時間|キャリア|刑|懲役|実刑|ローン|間|期|契約|任期|伝統|節目)"
)
_MOST_SKIPPED = 2  # years
_LEAST_NAMED = 5  # the year of an era that hardly ever is a length by chance
_FULL_YEAR = re.compile(r"\d{4}")
_MOST_APART, _MOST_AFTER = 15, 3  # years
_SAME_REACH = 120  # characters
_RELATIVE = re.compile(r"[昨今来去前々]年|ことし|おととし|本年")
_GIVEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-\d\d)?)?\Z")
_SAME = {"同年": 0, "翌年": 1, "同月": None}
_SAME_BEGINS = frozenset("同翌")


def with_carried(text: str, figures: list[Figure]) -> list[Figure]:
    """Return the figures, dates without era or year read with those of the date before them.

    Args:
        text: The NFKC text they were found in.
        figures: By start.
    """
    begins = {text[figure[0]] for figure in figures if figure[2] == "DATE"}
    if not begins.isdisjoint(_era_begins()):
        figures = _with_eras(text, figures)
    if not begins.isdisjoint(_SAME_BEGINS):
        _complete_same(text, figures)
    return figures


# ------------------------------------------------------------------ eras


@lru_cache(maxsize=1)
def _era() -> re.Pattern[str]:
    return re.compile(any_of(calendar_words().eras))


@lru_cache(maxsize=1)
def _era_begins() -> frozenset[str]:
    return frozenset(era[0] for era in calendar_words().eras)


def _era_of(text: str, figure: Figure) -> str | None:
    if figure.label != "DATE" or text[figure.start].isdigit():
        return None
    match = _era().match(text, figure.start)
    return match.group() if match else None


def _with_eras(text: str, figures: list[Figure]) -> list[Figure]:
    """Read the years of one or two digits that follow a date with an era."""
    kept: list[Figure] = []
    era: str | None = None
    last_year = last_end = done = 0
    rest = _SHORT_YEAR.finditer(text)
    short = next(rest, None)
    for figure in [*figures, None]:
        limit = figure.start if figure else len(text)
        while short and short.start() <= limit:
            if era and short.start() >= done:
                at = figure if figure and figure.start == short.start() else None
                if carried := _carried(text, short, era, last_year, last_end, at):
                    kept.append(carried)
                    done, last_end = carried.end, carried.end
                    last_year = _year_of(carried) or last_year
            short = next(rest, None)
        if figure is None or figure.start < done:
            continue
        kept.append(figure)
        done = figure.end
        if figure.label == "DATE" and (year := _year_of(figure)):
            era, last_year, last_end = _era_of(text, figure), year, figure.end
    return kept


def _year_of(figure: Figure) -> int | None:
    match = _FULL_YEAR.search(figure.timex or "")
    return int(match.group()) if match else None


def _carried(
    text: str, short: re.Match[str], era: str, last_year: int, last_end: int, figure: Figure | None
) -> Figure | None:
    """Return the date of a short year, in the era of the date before it, where that is sure."""
    number = int(parse_numeral(short["year"]) or 0)
    year = calendar_words().eras[era] + number - 1
    if not number or abs(year - last_year) > min(_MOST_APART, abs(2000 + number - last_year)):
        return None
    date = read_date(text, short.start(), short.start(), None, era)
    if date is None:
        return None
    if date.end == short.end():  # a bare 九年 may be a length
        same_sentence = text.find("。", last_end, short.start()) < 0
        near = same_sentence and 0 < year - last_year <= _MOST_AFTER and _BARE_FOLLOWS.match(text, date.end)
        if not (near or _is_next_year(text, short, date.end, year - last_year, number)):
            return None
    elif figure is not None and figure.label not in ("DATE", "DURATION"):
        return None
    return date


def _is_next_year(text: str, short: re.Match[str], end: int, later: int, number: int) -> bool:
    """Does 21年の begin a clause on the year after the last one, or on that one again?"""
    begins = text[short.start() - 1 : short.start()] in _CLAUSE_ENDS
    return (
        begins
        and number >= _LEAST_NAMED
        and 0 <= later <= _MOST_SKIPPED
        and _OF_BARE.match(text, end) is not None
    )


_CLAUSE_ENDS = frozenset(["", "、", "。", "\n", "が", " "])


# ------------------------------------------------------------------ 同年, 同月, 翌年


def _complete_same(text: str, figures: list[Figure]) -> None:
    """Give 同年5月, 翌年4月 and 同月15日 the year or month of the date before them."""
    last: Figure | None = None
    for i, figure in enumerate(figures):
        timex = figure.timex if figure.label == "DATE" else None
        if timex and timex.startswith("XXXX"):
            same = last and text[figure.start] in _SAME_BEGINS and "/" not in timex
            timex = _completed(text, figure, last) if same and last else None
            if timex:
                figures[i] = figure = figure._replace(timex=timex)
        if timex:
            last = figure


def _completed(text: str, figure: Figure, last: Figure) -> str | None:
    between = text[last.end : figure.start]
    given = _GIVEN.match(last.timex or "")
    word = text[figure.start : figure.start + 2]
    if given is None or word not in _SAME or len(between) > _SAME_REACH:
        return None
    if "\n" in between or _RELATIVE.search(between):
        return None
    timex, later = figure.timex or "", _SAME[word]
    if later is None:
        month = given["month"]
        return f"{given['year']}-{month}{timex[7:]}" if month and timex.startswith("XXXX-XX-") else None
    return f"{int(given['year']) + later:04d}{timex[4:]}" if timex.startswith("XXXX-") else None
