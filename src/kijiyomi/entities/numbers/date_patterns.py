"""How dates are written, as regular expressions on NFKC text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from kijiyomi.entities.numbers.numerals import LIST_MARKS
from kijiyomi.entities.numbers.unit_patterns import KNOWLEDGE
from kijiyomi.knowledge.data_files import read_toml
from kijiyomi.records.analysis import DatePart, Modifier

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_KANJI_DIGITS = "〇零一二三四五六七八九十百千"
_YEAR = rf"(?P<year>\d{{1,4}}|元|[{_KANJI_DIGITS}]{{1,9}})"
_WEEKDAY = (
    r"(?P<weekday> ?\([月火水木金土日](?:曜日?)?(?:[・、]?(?:祝日?|休))?\)|[の、]? ?[月火水木金土日]曜日?"
    r"| ?\(?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?\)?)?"
)
TO = "~〜–—―-"
_NOT_DAY = "本経銀米系韓間曜常目々数程用産刊"


class CalendarPatterns:
    """The patterns, with the words of ``knowledge/figures/calendar.toml``.

    Each matches from the first digit on; what stands before it (令和, 昨年の) is matched by :attr:`prefix`.
    """

    def __init__(self) -> None:
        table = read_toml(KNOWLEDGE / "calendar.toml")
        self.eras: dict[str, int] = table["eras"]
        self.terms: dict[str, str] = _inverse(table["halves"]) | _inverse(table["seasons"])
        self.relative: dict[str, dict[str, int]] = table["relative"]
        relative_words = [word for words in self.relative.values() for word in words]
        anaphoric_words = [word for words in table["anaphoric"].values() for word in words]
        relative, anaphoric = _either(relative_words), _either(anaphoric_words)
        after = rf"(?P<after>{_either(_inverse(table['after']))})?"
        self.after: dict[str, Modifier] = _inverse(table["after"]) | _inverse(table["after_day"])
        self.after_words = tuple(self.after)
        self.holidays: dict[str, list[int]] = table["holidays"]
        self.periods: dict[str, list[str]] = table["periods"]
        self.origins: dict[str, int] = table["from"]
        self.parts: dict[str, dict[str, DatePart]] = {
            level: _inverse(words) for level, words in table["parts"].items()
        }
        parts = {level: _either(words) for level, words in self.parts.items()}
        more = rf"(?=[{LIST_MARKS}{TO}]{_N}"
        day = rf"(?P<day>{_N})(?: ?日(?![{_NOT_DAY}]|中(?!に))|{more}日)){_WEEKDAY}(?:の週(?!末))?"
        day_of_month = day.replace(_NOT_DAY, "間目々")  # after a month, 日 begins no other word
        day_after = _either(_inverse(table["after_day"]))
        bounded_day = rf"{day_of_month}(?:(?<=日)(?:{day_after})(?![前後半日年期々場夜者述任篇編]))?"
        nth = (
            rf"(?:第(?P<nth>{_N})の?|(?P<last>最後の|最終)|最初の)"
            r"(?:の?(?P<nth_day>[月火水木金土日])曜日?|(?P<nth_week>週(?!間)))"
        )
        month = (
            rf"(?P<month>{_N})(?: ?月(?P<closing>期)?(?![面光額給曜例刊収商見餅日間])|{more}月))"
            rf"(?:[の/ ]?{bounded_day}|の?{nth}|の?(?P<part>{parts['month']}))?"
        )
        term = (
            r"(?:第? ?(?P<quarter>[1-4一二三四]) ?四半期|Q(?P<q>[1-4])|(?P<nq>[1-4])Q"
            r"|H(?P<h>[12])(?![A-Za-z0-9])|(?P<nh>[12])H(?![A-Za-z0-9])"
            rf"|(?P<half>{_either(_inverse(table['halves']))})"
            rf"|(?P<season>{_either(_inverse(table['seasons']))})(?![闘節休期学先季])"
            rf"|第(?P<week>{_N})週|(?P<part_of_year>{parts['year']})(?![めて代回期年登公]|かり))"
            rf"(?:の?(?:{parts['month']}))?"
        )
        era = _either(self.eras)
        other_end = rf"(?=(?:[{LIST_MARKS}{TO}]|から)(?:{era}|['’])?\d{{1,4}}年)"
        term_after = r"(?<=\d{4})[ -]?(?=(?:Q[1-4]|H[12])(?![A-Za-z0-9]))"
        self.year = re.compile(
            rf"{_YEAR}(?: ?(?:年(?P<fiscal>度)?|(?P<accounting>会計年度))"
            r"(?!間|以上|余|ぶり|もの間|目(?![標的線途指])|債|次|式|連続|齢|[収俸]|生(?!ま|産|誕))"
            rf"|(?=/?[春夏秋冬])|{other_end}|{term_after})"
            rf"(?:[の/ ]{{0,2}}(?:{month}|{term}|(?P<holiday>{_either(self.holidays)})(?:の日)?)"
            rf"|/(?P<slashed>{_N})(?![\d月/]))?{after}"
        )
        self.month = re.compile(month + after)
        self.day = re.compile(day + after)
        century = "世紀(?![前後](?!半)|くらい|ぐらい|ばかり|ほど|以上|以内|にわた)"
        self.span = re.compile(
            rf"{_YEAR} ?(?P<span>年代|{century})(?![目間])(?:の?(?P<part>{parts['century']}))?{after}"
        )
        year_after = r"(?:[ -]?(?:[FC]Y ?)?'?(?P<year>20\d\d)年?|(?:[ -]?[FC]Y|'|(?<=[QH]))(?P<short>\d\d))"
        ends = r"(?![A-Za-z0-9.])"
        self.quarter = re.compile(rf"(?P<quarter>[1-4一二三四])(?: ?四半期|Q{year_after}?{ends}){after}")
        self.half = re.compile(rf"(?P<half>[12])H{year_after}{ends}{after}")
        self.quarter_first = re.compile(rf"Q(?P<quarter>[1-4]){year_after}?(?!:){ends}{after}")
        self.fiscal = re.compile(rf"FY ?'?(?P<year>\d{{4}}|\d{{2}})(?!\d)(?:年度?)?(?: ?(?:{term}))?{after}")
        self.numeric = re.compile(
            r"(?P<year>\d{4}|\d{1,2})年?(?P<mark>[-/.・,])(?P<month>1[0-2]|0?[1-9])月?"
            r"(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])日?)?(?![.:/]?\d|[%倍]|[-_](?!\d{1,4}/)[A-Za-z0-9])"
            rf"{_WEEKDAY}{after}"
        )
        self.closing = re.compile(r"(?P<year>20\d\d|\d\d)/(?P<month>1[0-2]|0?[1-9])期")
        self.short = re.compile(
            rf"(?P<year>\d\d)/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])(?![\d/%倍.]|[-_][A-Za-z]){after}"
        )
        dot = r"\.(?=\d{1,2} ?(?:\([月火水木金土日]|[月火水木金土日]曜))"  # only with a weekday: 7.18(金)
        self.slashed = re.compile(
            rf"(?!24/7)(?P<first>\d{{1,2}})(?:/|{dot})(?P<second>\d{{1,2}})(?:[/,](?P<year>\d{{4}}))?"
            rf"(?![A-Za-z\d/%倍.]|[-_][A-Za-z]){_WEEKDAY}{after}"
        )
        bounds = _either(table["bounds"])
        self.bound = re.compile(rf"(?:{bounds})(?=\n|\Z)")
        self.relative_word = re.compile(
            rf"(?P<word>{relative})(?:の?(?:{term}|{nth}|(?P<part>{parts['month']})"
            rf"|(?P<weekday>[月火水木金土日])曜日?))?{after}"
        )
        self.prefix = re.compile(
            rf"(?:(?:(?<![A-Za-z])(?P<era>{era})|(?P<ce>西暦|旧暦の?|新暦の?)|(?P<bc>紀元前)"
            rf"|(?P<relative>{relative})の?|(?P<anaphoric>{anaphoric})の?|(?<!\w)['’]) ?)+\Z"
        )
        before = [*self.eras, *relative_words, *anaphoric_words]
        self.prefix_ends = frozenset(word[-1] for word in before) | frozenset("暦前の'’ ")
        self.ahead = re.compile(
            rf" ?(?:(?:{era}|['’]|西暦|紀元前|(?:{relative})の?)?第?"
            rf"(?=[\d{_KANJI_DIGITS}元廿])|(?=Q[1-4]))"
        )


def _inverse(groups: Mapping[str, list[str]]) -> dict[str, Any]:
    return {word: name for name, words in groups.items() for word in words}


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=1)
def calendar_patterns() -> CalendarPatterns:
    """Return the patterns, compiled once."""
    return CalendarPatterns()
