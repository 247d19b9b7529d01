"""Reading one length of time; whether 3日 is one or a day of the month."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kijiyomi.entities.numbers.exclusions import exclusions
from kijiyomi.entities.numbers.numerals import LIST_MARKS, RANGE_MARKS, Numeral, numeral_at, parse_numeral
from kijiyomi.entities.numbers.unit_patterns import unit_matcher
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.durations import Designator, duration_words

_SECONDS_A_DAY = 86_400


@lru_cache(maxsize=1)
def designator_days() -> dict[Designator, Decimal]:
    """Return about how many days each designator of ISO 8601 stands for, from coarse to fine."""
    return {
        designator: Decimal(seconds) / _SECONDS_A_DAY
        for designator, seconds in duration_words().designators.items()
    }


class Duration(NamedTuple):
    """A length of time.

    Attributes:
        start: First code point.
        end: One past the last code point.
        parts: Amount by designator, coarse to fine; ``None`` amounts are vague (数年).
        factor: Years, months … in the first unit written: 100 for 世紀.
    """

    start: int
    end: int
    parts: dict[Designator, Decimal | None]
    factor: Decimal

    def timex(self) -> str:
        """Return the ISO 8601 duration, with X for what is vague."""
        date = time = ""
        for designator, amount in self.parts.items():
            if designator[0] == "T":
                time += _written(designator[1:], amount)
            else:
                date += _written(designator, amount)
        return f"P{date}T{time}" if time else f"P{date}"

    def days(self) -> Decimal:
        """Return about how many days it is; what is vague counts nothing."""
        return sum((designator_days()[d] * (amount or 0) for d, amount in self.parts.items()), Decimal(0))

    def in_first_unit(self, numeral: Numeral) -> Duration:
        """Return the duration that ``numeral`` is in this one's first unit: the 3 of 3〜5年."""
        value = None if numeral.value is None else numeral.value * self.factor
        return Duration(numeral.start, numeral.end, {next(iter(self.parts)): value}, self.factor)


def _written(letter: str, amount: Decimal | None) -> str:
    if amount is None:
        return f"X{letter}"
    written = f"{amount:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) + letter


_JOIN = re.compile(r"と? ?(?=[\d一二三四五六七八九十])")


def duration_at(text: str, numeral: Numeral) -> Duration | None:
    """Return the length of time that begins with ``numeral``: 3か月, 1時間半, 1年2か月."""
    parts: dict[Designator, Decimal | None] = {}
    end, first_factor = numeral.end, Decimal(1)
    part: Numeral | None = numeral
    while part is not None:
        found = unit_matcher().at(text, part.end)
        if found is None or found[0].kind != "duration" or exclusions().is_no_count(text, part, *found):
            break
        unit = duration_words().units[found[0].name]
        if unit.vague_only and part.value is not None:
            break
        if parts and not _follows(text, part, unit.designator, next(reversed(parts)), end):
            break
        first_factor = first_factor if parts else unit.count
        end = _add(text, found[1], parts, unit.designator, part.value, unit.count)
        join = None if unit.closing or part.value is None else _JOIN.match(text, end)
        part = numeral_at(text, join.end()) if join else None
    return Duration(numeral.start, end, parts, first_factor) if parts else None


def _follows(text: str, part: Numeral, designator: Designator, before: Designator, end: int) -> bool:
    """May a part go on a length? 1日8時間 is no length but eight hours a day, 1日と8時間 is one."""
    order = list(designator_days())
    if part.value is None or order.index(designator) <= order.index(before):
        return False
    return "と" in text[end : part.start] or designator.startswith("T") == before.startswith("T")


_FINER: dict[Designator, tuple[Designator, int]] = {"Y": ("M", 6), "TH": ("TM", 30), "TM": ("TS", 30)}
_HALF = re.compile(r"半(?![導年額数角径端永])")
_HUNDREDTHS = re.compile(r"\d{1,3}(?![\d.時分秒年月日])")  # 9秒58


def _add(
    text: str,
    end: int,
    parts: dict[Designator, Decimal | None],
    designator: Designator,
    value: Decimal | None,
    factor: Decimal,
) -> int:
    """Add a part whose unit ends at ``end``, and return where what belongs to it (半, hundredths) ends."""
    if value is None:
        parts[designator] = None
        return end
    parts[designator] = value * factor
    half = _HALF.match(text, end)
    if half and designator in _FINER and factor == 1:
        finer, amount = _FINER[designator]
        parts[finer] = Decimal(amount)
    elif half:
        parts[designator] = value * factor + factor / 2
    elif designator == "TS" and factor == 1 and (hundredths := _HUNDREDTHS.match(text, end)):
        parts[designator] = value + Decimal("0." + hundredths.group())
        return hundredths.end()
    return half.end() if half else end


def half_at(text: str, start: int) -> Duration | None:
    """Return the length of time at a word such as 半年 or 四半世紀."""
    match = _half_word().match(text, start)
    if match is None:
        return None
    half = duration_words().halves[match.group()]
    return Duration(start, match.end(), {half.designator: half.count}, Decimal(1))


@lru_cache(maxsize=1)
def _half_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(duration_words().halves)})(?![度板本間的])")


_DAYS = re.compile(
    rf" ?(?:[{LIST_MARKS}{RANGE_MARKS}](?P<last>\d{{1,2}}|[二三四五六七八九]) ?)?日"
    r"(?:から(?P<to>\d{1,2}) ?日)?"
)
DAYS_BEGIN = frozenset("日" + LIST_MARKS + RANGE_MARKS)
_FEW = range(1, 8)  # 2〜3日 are days, 10〜12日 is a date


def counts_days(text: str, numeral: Numeral) -> bool:
    """Is the N日 or N〜M日 at ``numeral`` a length of time rather than a day of the month?"""
    match = _DAYS.match(text, numeral.end)
    if match is None:
        return False
    if match["to"] and numeral.value is not None and int(match["to"]) < numeral.value:
        return True
    few = match["last"] is not None and parse_numeral(match["last"]) in _FEW
    return few or _has_length_cue(text, numeral, match.end())


def _has_length_cue(text: str, numeral: Numeral, end: int) -> bool:
    before, after, one_day_after = _length_cues()
    if numeral.text == "一" or after.match(text, end):
        return True
    if numeral.text == "1" and one_day_after.match(text, end):
        return True
    return before.search(text[max(0, numeral.start - 4) : numeral.start]) is not None


@lru_cache(maxsize=1)
def _length_cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cues = duration_words().length_cues
    before = re.compile(rf"(?:{'|'.join(cues.before)})\Z")
    return before, re.compile("|".join(cues.after)), re.compile("|".join(cues.one_day_after))
