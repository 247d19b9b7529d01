"""How changes and what they are measured against are written, as regular expressions on NFKC text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from kijiyomi.knowledge.change_words import ChangeWords, change_words
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.records.analysis import Basis, Change

_NOUN = "一-龥々ァ-ヶー"
# A noun with one of these after it is still the same noun: 増加率, 減少傾向.
_GOES_ON = "[増減見予計目基傾効分率幅後中時相達し可済と。、]"
_WHOLE = rf"(?=[^{_NOUN}A-Za-z0-9]|{_GOES_ON}|\Z)"
_ENDS_NOUN = re.compile(rf"[{_NOUN}A-Za-z]")
_BIG = r"と(?:大幅|大き|小幅|高|急|2桁|二桁)[なにくい]?の?"


class ChangePatterns:
    """The patterns, compiled.

    Args:
        words: The words of change.

    Attributes:
        directions: Word → increase or decrease.
        after: By the character after a figure that may be a change, those that can come next; ``None`` for
            any.
        said: What makes an amount of anything a change, from its end on: 12%増, 500人の大幅な減少, 3割を削減.
        said_of_ratio: The same for percentages and multiples: 30%の性能向上.
        said_at_rate: The same after 年率: 18%で成長.
        reached: What makes a multiple a change: 2倍に増えた, 3倍となった.
        ended: What follows the second of two figures that a change begins and ends with: 3%から5%まで上げる.
        compared: What does beside a basis only: 3%多い.
        judged: 改善 and 悪化.
        subject: What improves by rising or by falling.
        measured: What stands before a figure that it makes a change: 成長率は.
        basis: What a change is measured against, with what links it: 前年同期比, 計画を.
        basis_after: The same after the figure: 12%増(前年比).
        levels: Word → basis.
        shared: A word such as それぞれ.
        direct: What may stand between a basis and the figure next to it.
        periods: What makes 前期 a quarter, half or year.
        by_period: 前期 and the like.
        then: A time, with what links it, that a figure beside it is compared with though no basis has it.
        part: A noun that a figure is a part of.
        at_rate: 年率 and the like.
    """

    def __init__(self, words: ChangeWords) -> None:
        groups = (words.said, words.joined, words.done, words.compared)
        self.directions: dict[str, Change] = {}
        for group in groups:
            self.directions |= _inverse(group)
        said, done = _stems(words, _all(words.said)), _stems(words, _all(words.done))
        joined = _stems(words, _all(words.joined))
        between = rf"(?:{_guarded(any_of(words.between), words.between)})*"
        plain = rf"{between}(?P<said>{said})|(?P<joined>{joined})|を{between}(?P<done>{done})"
        big = rf"{_BIG}(?P<big>{said})"
        self.said = re.compile(rf"{plain}|{big}")
        named = (
            rf"(?:{between}の)?(?!{joined}|{said}|.{{0,8}}増減)[{_NOUN}A-Za-z0-9]{{1,8}}?の?(?P<named>{said})"
        )
        self.said_of_ratio = re.compile(rf"{plain}|{big}|{named}")
        self.said_at_rate = re.compile(rf"で(?:の|{between})(?P<said>{said})")
        becomes = r"な[るっりら]|す[るれ]|し(?:[たて、]|ま)|達し"
        self.reached = re.compile(
            rf"(?:[にへ]と?|と|にまで){between}(?:(?P<said>{said})|{becomes})|に(?=[。、」\n]|\Z)"
        )
        change = rf"(?:{said}|{done})"
        self.ended = re.compile(
            r"へ|に(?!かけ|わた|渡|及|およ|相当|の|入|位)|(?:と|まで)(?:な[るっりら]|変)"
            r"|まで(?:約|およそ|最短|わずか)?\d[\d.]*(?:分|時間|秒|日|年|カ月|か月)"  # 10%から80%まで30分
            rf"|まで[^、。\d]{{0,6}}?{change}|と[^。\n]{{0,9}}?{change}"
        )
        self.compared = re.compile(rf"{between}(?P<said>{_stems(words, _all(words.compared))})")
        self.judged = re.compile(
            rf"{between}(?:(?P<better>{any_of(words.judged.better)})|(?P<worse>{any_of(words.judged.worse)}))"
        )
        self.subject = re.compile(
            rf"(?P<falling>{any_of(words.judged.falling)})|(?P<rising>{any_of(words.judged.rising)})"
        )
        nouns = chain.from_iterable(words.measured.values())
        self.measured_directions = _inverse(words.measured)
        linked = r"(?: ?\([A-Za-z・、 ]{2,12}\))?[はがもを:ので、 ]{0,2}"
        scaled = (
            r"(?:(?:年率|年平均|平均|実質|名目|前[年月期]同?[期月]?比?)(?:換算)?[で、 ]?){0,2}(?:一時|約)?"
        )
        self.measured = re.compile(rf"(?P<noun>{any_of(nouns)}){linked}{scaled}\Z")
        self.levels: dict[str, Basis] = _inverse(words.basis)
        # 前回調査(2023年)から, 前作「X1」の, 前回の19.5%から
        filler = (
            r"(?:の?[^\s、。はがをにでとよかも()\d,:]{1,8}?)?"
            r"(?:\([^()\n]{1,20}\)|「[^」\n]{1,14}」|\d{1,2}月調査|[A-Za-z][A-Za-z0-9-]{0,9})?"
            r"(?:の約?[\d.,]+[^\s、。()]{1,8}?(?=から|より|[にと]比べ))?"
        )
        noun = _guarded(any_of(self.levels), self.levels)
        links = (
            r"対?比(?![率例較重喩])|[にと](?:比べ|くらべ|比較|対し)(?:し?て)?(?:も|は)?|よりも?"
            r"|増減率|伸び率|を|から|の"
        )
        self.basis = re.compile(
            rf"(?<![一々])(?P<noun>{noun}){filler}(?P<link>{links})"
            rf"|対(?P<against>{noun})(?P<rest>[^\s、。()]{{0,6}})(?=[\d+▲△−-])"
        )
        compared_only = any_of(word for word in self.levels if word[0].isascii())
        self.basis_after = re.compile(
            rf" ?(?P<bare>{compared_only})(?![A-Za-z])|\((?P<noun>{noun})[^\s、。()\d]{{0,6}}?(?:比)?\)"
        )
        self.direct = re.compile(r"(?:で(?:は|も)?|は|も|の|、|:|が|から)?\s?(?:実質|名目|約|ほぼ)?\Z")
        self.shared = re.compile(any_of(words.shared))
        self.part = re.compile(rf"(?:{any_of(words.parts)})[はがもを]?\Z")
        self.at_rate = re.compile(rf"(?:{any_of(words.rates)})[^。、\d]{{0,6}}\Z")
        lengths: dict[Basis, tuple[str, ...]] = {
            "quarter": words.periods.quarter,
            "half": words.periods.half,
            "year": words.periods.year,
        }
        self.periods = {basis: re.compile("|".join(some)) for basis, some in lengths.items()}
        self.by_period = frozenset(words.periods.words)
        self.then = re.compile(
            rf"(?:{any_of(words.then)}|\d年度?|年前)(?:\([^()\n]{{1,12}}\))?(?P<link>の|から|より|[にと]比べて?、?)\Z"
        )
        after = (*self.directions, *words.between, *words.judged.better, *words.judged.worse)
        firsts = frozenset(word[0] for word in after)
        done_firsts = frozenset(word[0] for word in (*_all(words.done), *words.between))
        self.after: dict[str, frozenset[str] | None] = {
            **dict.fromkeys(firsts | frozenset("()")),
            **dict.fromkeys("のもで", firsts),
            **dict.fromkeys("にへ", frozenset()),
            "を": done_firsts,
            "と": frozenset("大小高急過二2"),
            " ": frozenset(word[0] for word in self.levels if word[0].isascii()) | {"("} | firsts,
        }


_Name = TypeVar("_Name", bound=str)


def _inverse(groups: Mapping[_Name, tuple[str, ...]]) -> dict[str, _Name]:
    return {word: name for name, some in groups.items() for word in some}


def _all(groups: Mapping[Change, Iterable[str]]) -> list[str]:
    return list(chain.from_iterable(groups.values()))


def _stems(words: ChangeWords, stems: Iterable[str]) -> str:
    """Return the pattern of any of the stems, none of which begins another word."""
    longest_first = sorted(set(stems), key=len, reverse=True)
    verbs: list[str] = []
    nouns: list[str] = []
    for stem in longest_first:
        other = words.not_before.get(stem)
        pattern = re.escape(stem) + (f"(?!{other})" if other else "")
        (nouns if _ENDS_NOUN.match(stem[-1]) else verbs).append(pattern)
    either = ["|".join(verbs)] * bool(verbs) + [rf"(?:{'|'.join(nouns)}){_WHOLE}"] * bool(nouns)
    return _guarded("|".join(either), longest_first)


def _guarded(pattern: str, words: Iterable[str]) -> str:
    """Return the pattern of any of the words, which looks at their first characters before it tries each."""
    firsts = re.escape("".join(sorted({word[0] for word in words})))
    return f"(?=[{firsts}])(?:{pattern})"


@lru_cache(maxsize=1)
def change_patterns() -> ChangePatterns:
    """Return the patterns, compiled once."""
    return ChangePatterns(change_words())
