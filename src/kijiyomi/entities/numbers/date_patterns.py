"""How dates are written, as regular expressions on NFKC text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from kijiyomi.entities.numbers.numerals import LIST_MARKS, RANGE_MARKS
from kijiyomi.knowledge.calendar import CalendarWords, DateLevel, calendar_words
from kijiyomi.knowledge.data_files import any_of

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_KANJI_DIGITS = "〇零一二三四五六七八九十百千"
_YEAR = rf"(?P<year>\d{{1,4}}|元|[{_KANJI_DIGITS}]{{1,9}})"
_WEEKDAY = (
    r"(?P<weekday> ?\([月火水木金土日](?:曜日?)?(?:[・、]?(?:祝日?|休))?\)|[の、]? ?[月火水木金土日]曜日?"
    r"| ?\(?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?\)?)?"
)

_RANGE_NEXT = rf"(?=[{LIST_MARKS}{RANGE_MARKS}]{_NUMBER}"  # the 5 of 5〜7月: a number goes on the range
_NTH = (
    rf"(?:第(?P<nth>{_NUMBER})の?|(?P<last>最後の|最終)|最初の)"
    r"(?:の?(?P<nth_day>[月火水木金土日])曜日?|(?P<nth_week>週(?!間)))"
)


class DatePatterns:
    """The patterns, compiled.

    Each matches from the first digit on; what stands before it (令和, 昨年の) is matched by :attr:`prefix`.

    Args:
        words: The words of the calendar.

    Attributes:
        terms: Word → part of a year: 春 → SP, 上半期 → H1.
        parts: For years, months and centuries: word → part of one (初頭 → start).
        after: Word after a date → modifier.
        after_words: The words of ``after``.
    """

    def __init__(self, words: CalendarWords) -> None:
        self.terms = _inverse(words.halves) | _inverse(words.seasons)
        self.parts = {level: _inverse(groups) for level, groups in words.parts.items()}
        after, after_day = _inverse(words.after), _inverse(words.after_day)
        self.after = after | after_day
        self.after_words = tuple(self.after)
        relative_words = list(chain.from_iterable(words.relative.values()))
        anaphoric_words = list(chain.from_iterable(words.anaphoric.values()))
        era, relative, anaphoric = any_of(words.eras), any_of(relative_words), any_of(anaphoric_words)
        modified = rf"(?P<after>{any_of(after)})?"
        parts = {level: any_of(names) for level, names in self.parts.items()}
        day, month, term = _day(), _month(any_of(after_day), parts["month"]), _term(words, parts)
        other_end = rf"(?=(?:[{LIST_MARKS}{RANGE_MARKS}]|から)(?:{era}|['’])?\d{{1,4}}年)"
        term_after = r"(?<=\d{4})[ -]?(?=(?:Q[1-4]|H[12])(?![A-Za-z0-9]))"
        self.year = re.compile(
            rf"{_YEAR}(?: ?(?:年(?P<fiscal>度)?|(?P<accounting>会計年度))"
            r"(?!間|以上|余|ぶり|もの間|目(?![標的線途指])|債|次|式|連続|齢|[収俸]|生(?!ま|産|誕))"
            rf"|(?=/?[春夏秋冬])|{other_end}|{term_after})"
            rf"(?:[の/ ]{{0,2}}(?:{month}|{term}|(?P<holiday>{any_of(words.holidays)})(?:の日)?)"
            rf"|/(?P<slashed>{_NUMBER})(?![\d月/]))?{modified}"
        )
        self.month = re.compile(month + modified)
        self.day = re.compile(day + modified)
        century = "世紀(?![前後](?!半)|くらい|ぐらい|ばかり|ほど|以上|以内|にわた|枠|フォックス|FOX|少年)"
        self.span = re.compile(
            rf"{_YEAR} ?(?P<span>年代|{century})(?![目間])(?:の?(?P<part>{parts['century']}))?{modified}"
        )
        year_after = r"(?:[ -]?(?:[FC]Y ?)?'?(?P<year>20\d\d)年?|(?:[ -]?[FC]Y|'|(?<=[QH]))(?P<short>\d\d))"
        ends = r"(?![A-Za-z0-9.])"
        self.quarter = re.compile(
            rf"(?P<quarter>[1-4一二三四])(?:[ ・]?四半期|Q{year_after}?{ends}){modified}"
        )
        self.half = re.compile(rf"(?P<half>[12])H{year_after}{ends}{modified}")
        self.quarter_first = re.compile(rf"Q(?P<quarter>[1-4]){year_after}?(?!:){ends}{modified}")
        self.fiscal = re.compile(
            rf"FY ?'?(?P<year>\d{{4}}|\d{{2}})(?!\d)(?:年度?)?(?: ?(?:{term}))?{modified}"
        )
        self.numeric = re.compile(
            r"(?P<year>\d{4}|\d{1,2})年?(?P<mark>[-/.・,])(?P<month>1[0-2]|0?[1-9])月?"
            r"(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])日?)?(?![.:/]?\d|[%倍]|[-_](?!\d{1,4}/)[A-Za-z0-9])"
            rf"{_WEEKDAY}{modified}"
        )
        self.closing = re.compile(r"(?P<year>20\d\d|\d\d)/(?P<month>1[0-2]|0?[1-9])期")
        self.short = re.compile(
            rf"(?P<year>\d\d)/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])(?![\d/%倍.]|[-_][A-Za-z]){modified}"
        )
        dot = r"\.(?=\d{1,2} ?(?:\([月火水木金土日]|[月火水木金土日]曜))"  # only with a weekday: 7.18(金)
        self.slashed = re.compile(
            rf"(?!24/7)(?P<first>\d{{1,2}})(?:/|{dot})(?P<second>\d{{1,2}})(?:[/,](?P<year>\d{{4}}))?"
            rf"(?![A-Za-z\d/%倍.]|[-_][A-Za-z]){_WEEKDAY}{modified}"
        )
        self.bound = re.compile(rf"(?:{any_of(words.bounds)})(?=\n|\Z)")
        self.relative_word = re.compile(
            rf"(?P<word>{relative})(?:の?(?:{term}|{_NTH}|(?P<part>{parts['month']})"
            rf"|(?P<weekday>[月火水木金土日])曜日?))?{modified}"
        )
        self.prefix = re.compile(
            rf"(?:(?:(?<![A-Za-z])(?P<era>{era})|(?P<ce>西暦|旧暦の?|新暦の?)|(?P<bc>紀元前)"
            rf"|(?P<relative>{relative})の?|(?P<anaphoric>{anaphoric})の?|(?<!\w)['’]) ?)+\Z"
        )
        before = [*words.eras, *relative_words, *anaphoric_words]
        self.prefix_ends = frozenset(word[-1] for word in before) | frozenset("暦前の'’ ")
        self.ahead = re.compile(
            rf" ?(?:(?:{era}|['’]|西暦|紀元前|(?:{relative})の?)?第?"
            rf"(?=[\d{_KANJI_DIGITS}元廿])|(?=Q[1-4]))"
        )


def _day(not_before: str = "本経銀米系韓間曜常目々数程用産刊") -> str:
    """Return the pattern of a day of the month, whose 日 does not begin another word."""
    return rf"(?P<day>{_NUMBER})(?: ?日(?![{not_before}]|中(?!に))|{_RANGE_NEXT}日)){_WEEKDAY}(?:の週(?!末))?"


def _month(after_day: str, part: str) -> str:
    """Return the pattern of a month with its day, its nth weekday or a part of it."""
    day = _day(not_before="間目々")  # after a month, 日 begins no other word
    bounded_day = rf"{day}(?:(?<=日)(?:{after_day})(?![前後半日年期々場夜者述任篇編]))?"
    return (
        rf"(?P<month>{_NUMBER})(?: ?月(?P<closing>期)?(?![面光額給曜例刊収商見餅日間])|{_RANGE_NEXT}月))"
        rf"(?:[の/ ]?{bounded_day}|の?{_NTH}|の?(?P<part>{part}))?"
    )


def _term(words: CalendarWords, parts: Mapping[DateLevel, str]) -> str:
    """Return the pattern of a part of a year: 第3四半期, Q3, 上半期, 夏, 第5週, 初頭."""
    return (
        r"(?:第? ?(?P<quarter>[1-4一二三四])[ ・]?四半期|Q(?P<q>[1-4])|(?P<nq>[1-4])Q"
        r"|H(?P<h>[12])(?![A-Za-z0-9])|(?P<nh>[12])H(?![A-Za-z0-9])"
        rf"|(?P<half>{any_of(_inverse(words.halves))})"
        rf"|(?P<season>{any_of(_inverse(words.seasons))})(?![闘節休期学先季])"
        rf"|第(?P<week>{_NUMBER})週|(?P<part_of_year>{parts['year']})(?![めて代回期年登公]|かり))"
        rf"(?:の?(?:{parts['month']}))?"
    )


_Name = TypeVar("_Name", bound=str)


def _inverse(groups: Mapping[_Name, tuple[str, ...]]) -> dict[str, _Name]:
    return {word: name for name, words in groups.items() for word in words}


@lru_cache(maxsize=1)
def date_patterns() -> DatePatterns:
    """Return the patterns, compiled once."""
    return DatePatterns(calendar_words())
