"""Reading lengths of time."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from kijiyomi.features.entities.figures.figure import Figure
from kijiyomi.features.entities.figures.guards import guards
from kijiyomi.features.entities.figures.modifiers import modifiers
from kijiyomi.features.entities.figures.moment import Moment
from kijiyomi.features.entities.figures.numerals import Numeral, numeral_at
from kijiyomi.features.entities.figures.relative import moved
from kijiyomi.features.entities.figures.vocabulary import KNOWLEDGE, units
from kijiyomi.knowledge.toml import read_toml

_ORDER = ("Y", "M", "W", "BD", "D", "TH", "TM", "TS")
_HALVES = {"Y": ("M", 6), "TH": ("TM", 30), "TM": ("TS", 30)}
_MONTHS = {"Y": 12, "M": 1}
_DAYS = {"W": 7, "BD": 1, "D": 1}
_DAY_SECONDS = 86_400
_MOST_MONTHS = 12 * 10_000
_SECONDS = {"TH": 3600, "TM": 60, "TS": 1}
_HALF = re.compile(r"半(?![導期年額数角径端永])")
_JOIN = re.compile(r"と? ?(?=[\d一二三四五六七八九十])")
_CONNECTED = re.compile(r" ?(?:から|[~〜–—―-]) ?")
_CHANGED = re.compile(r"へ|に(?:延|短|引|増|減|伸|変)")
_SECOND_FRACTION = re.compile(r"\d{1,3}(?![\d.時分秒年月日])")

# What tells the length 3日 from the date 3日.
_LENGTH_AFTER = re.compile(
    r"以内|以上|未満|以下|半|ほど|程度|前後?(?!日)|後(?!半)|近く|弱|超|くらい|ぐらい|ばかり|あたり|当たり|にわた|連続|続[落伸騰]|がかり|しか|足らず"
    r"|余|を要|をかけ|かか|かけて|もの|もかか|も経|も待|掛か|に(?:短|延|減|増)|で(?:済|終|完|戻|作|でき)|ごと|おき|と\d+時間|\d+時間|につき|/"
)
_ONE_DAY = re.compile(r" ?\d|の(?:中|うち|始|終|大半|平均|間)|中|限定|限り|平均|単位|数|も早")
_LENGTH_BEFORE = re.compile(
    r"(?:約|およそ|最大|丸|まる|もう|わずか|たった|最短|最長|残り|あと|のべ|延べ|計|ここ|この|過去|今後|直近|向こう|次の|最初の|丸々|まるまる|[週月年日]に|(?<![翌今来先毎])週)\Z"
)


class Length(NamedTuple):
    """A length of time: its place and its amount by ISO 8601 designator; ``None`` amounts are vague (数年)."""

    start: int
    end: int
    parts: dict[str, Decimal | None]

    def timex(self) -> str:
        """Return the ISO 8601 duration, with X for what is vague."""
        date = "".join(_part(d, self.parts[d]) for d in _ORDER if d in self.parts and d[0] != "T")
        time = "".join(_part(d[1:], self.parts[d]) for d in _ORDER if d in self.parts and d[0] == "T")
        return f"P{date}{'T' if time else ''}{time}"


def _part(letter: str, amount: Decimal | None) -> str:
    if amount is None:
        return f"X{letter}"
    written = f"{amount:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) + letter


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, Decimal]]:
    table = read_toml(KNOWLEDGE / "durations.toml")["units"]
    return {name: (time + letter, Decimal(str(factor))) for name, (time, letter, factor) in table.items()}


@lru_cache(maxsize=1)
def _closing() -> frozenset[str]:
    """Return the units after which a length does not go on: 三年間と五か月 are two."""
    return frozenset(read_toml(KNOWLEDGE / "durations.toml")["closing"])


@lru_cache(maxsize=1)
def _direction() -> re.Pattern[str]:
    """Return what matches 前 or 後 after a length; the group ``before`` or ``after`` tells which."""
    table = read_toml(KNOWLEDGE / "durations.toml")
    groups = []
    for name, words in table["direction"].items():
        alternatives = "|".join(
            word + (f"(?![{table['not_before'][word]}])" if word in table["not_before"] else "")
            for word in words
        )
        groups.append(f"(?P<{name}>{alternatives})")
    return re.compile("|".join(groups))


@lru_cache(maxsize=1)
def _half_words() -> tuple[re.Pattern[str], dict[str, str]]:
    halves = read_toml(KNOWLEDGE / "durations.toml")["halves"]
    pattern = "|".join(sorted(halves, key=len, reverse=True))
    return re.compile(rf"(?:{pattern})(?![度板本間的])"), halves


def read_duration(text: str, numeral: Numeral, floor: int, today: datetime.date | None) -> Figure | None:
    """Return the duration, or range of durations, that begins with ``numeral``."""
    first = _length(text, numeral)
    connected = _CONNECTED.match(text, first.end if first else numeral.end)
    if connected:
        upper = numeral_at(text, connected.end())
        second = _length(text, upper) if upper else None
        figure = _range(text, numeral, first, second, floor) if second else None
        if figure:
            return figure
    return _qualified(text, first, floor, today) if first else None


def read_half(text: str, start: int, floor: int, today: datetime.date | None) -> Figure | None:
    """Return the duration at a word such as 半年 or 四半世紀."""
    pattern, halves = _half_words()
    match = pattern.match(text, start)
    if match is None:
        return None
    figure = _qualified(text, _parsed(start, match.end(), halves[match.group()]), floor, today)
    return figure if figure.label == "DATE" else replace(figure, timex=halves[match.group()])


def _parsed(start: int, end: int, timex: str) -> Length:
    """Return a length from a duration of one designator."""
    designator = ("T" if "T" in timex else "") + timex[-1]
    return Length(start, end, {designator: Decimal(timex.strip("PTYMDH"))})


def is_length(text: str, numeral: Numeral, end: int) -> bool:
    """Is N日 at ``numeral``, ending at ``end``, rather a length than a day of the month?"""
    if _LENGTH_AFTER.match(text, end):
        return True
    if numeral.text == "一" or (numeral.text == "1" and _ONE_DAY.match(text, end)):
        return True
    return _LENGTH_BEFORE.search(text[max(0, numeral.start - 3) : numeral.start]) is not None


def _length(text: str, numeral: Numeral) -> Length | None:
    parts: dict[str, Decimal | None] = {}
    end = numeral.end
    part: Numeral | None = numeral
    while part is not None:
        found = units().at(text, part.end)
        if found is None or found[0].kind != "duration" or guards().uncounted(text, part, *found):
            break
        designator, factor = _units()[found[0].name]
        if parts and not _follows(text, part, designator, next(reversed(parts)), end):
            break
        end = found[1] + _add(parts, part.value, designator, factor, text, found[1])
        if found[0].name in _closing():
            break
        join = _JOIN.match(text, end)
        part = numeral_at(text, join.end()) if join and part.value is not None else None
    return Length(numeral.start, end, parts) if parts else None


def _add(
    parts: dict[str, Decimal | None],
    value: Decimal | None,
    designator: str,
    factor: Decimal,
    text: str,
    end: int,
) -> int:
    """Add a part to a length, and return how many characters after its unit belong to it (半, hundredths)."""
    parts[designator] = None if value is None else value * factor
    if value is None:
        return 0
    if half := _HALF.match(text, end):
        _add_half(parts, designator, factor)
        return len(half.group())
    fraction = _SECOND_FRACTION.match(text, end) if designator == "TS" and factor == 1 else None
    if fraction is None:
        return 0
    parts[designator] = value + Decimal("0." + fraction.group())
    return len(fraction.group())


def _follows(text: str, part: Numeral, designator: str, before: str, end: int) -> bool:
    """May a part go on a length? 1日8時間 is no length but eight hours a day, 1日と8時間 is one."""
    if part.value is None or _ORDER.index(designator) <= _ORDER.index(before):
        return False
    return "と" in text[end : part.start] or designator.startswith("T") == before.startswith("T")


def _add_half(parts: dict[str, Decimal | None], designator: str, factor: Decimal) -> None:
    if designator in _HALVES and factor == 1:
        finer, amount = _HALVES[designator]
        parts[finer] = Decimal(amount)
    else:
        parts[designator] = (parts[designator] or 0) + factor / 2


def _range(text: str, low: Numeral, first: Length | None, second: Length, floor: int) -> Figure | None:
    if low.value is None or None in second.parts.values():
        return None
    if first is None:
        designator = next(iter(second.parts))
        unit = units().at(text, second.start + len(_written(text, second)))
        factor = _units()[unit[0].name][1] if unit else Decimal(1)
        first = Length(low.start, low.end, {designator: low.value * factor})
    elif text[first.end : second.start].strip() == "から" and _CHANGED.match(text, second.end):
        return None
    span = modifiers().qualify(text, low.start, second.end, floor)
    timex = f"{first.timex()}/{second.timex()}"
    return Figure(span.start, span.end, "DURATION", timex=timex, modifier=span.modifier)


def _written(text: str, length: Length) -> str:
    numeral = numeral_at(text, length.start)
    return numeral.text if numeral else ""


def _qualified(text: str, length: Length, floor: int, today: datetime.date | None) -> Figure:
    span = modifiers().qualify(text, length.start, length.end, floor)
    direction = _direction().match(text, span.end)
    end = direction.end() if direction else span.end
    start, origin = _origin(text, span.start, floor, today)
    timex = None
    if not any(designator in _MONTHS or designator in _DAYS for designator in length.parts):
        start, origin, today = span.start, None, None  # hours do not make a date
    if origin and (direction or start < span.start):
        there = _moved(length, origin, -1 if direction and direction["before"] else 1)
        timex = _day(there) if there else None
    elif today:
        start, timex = _period(text, span.start, floor, length, today)
    if timex:
        return Figure(start, end, "DATE", timex=timex, modifier=span.modifier)
    return Figure(start, end, "DURATION", timex=length.timex(), modifier=span.modifier)


def _origin(
    text: str, start: int, floor: int, today: datetime.date | None
) -> tuple[int, datetime.date | None]:
    """Return where the span begins that tells from when a length counts (今日から2日後), and that day."""
    table = read_toml_once()["from"]
    word = next((word for word in table if text.endswith(word, floor, start)), None)
    if word is None:
        return start, today
    return start - len(word), moved(today, days=table[word]) if today else None


def _period(
    text: str, start: int, floor: int, length: Length, today: datetime.date
) -> tuple[int, str | None]:
    """Return the period 過去7日間 or 今後5年間 tells: where it begins in the text, and its days."""
    for name, words in read_toml_once()["periods"].items():
        word = max((word for word in words if text.endswith(word, floor, start)), key=len, default=None)
        if word is None:
            continue
        first = today if name == "past" else moved(today, days=1)
        last = _moved(length, first, -1 if name == "past" else 1) if first else None
        if first and last:
            low, high = sorted((first, last))
            return start - len(word), f"{_day(low)}/{_day(high)}"
    return start, None


def _day(day: datetime.date) -> str:
    return Moment(day.year, day.month, day.day).timex()


@lru_cache(maxsize=1)
def read_toml_once() -> dict[str, dict[str, Any]]:
    """Return ``knowledge/figures/calendar.toml``."""
    return read_toml(KNOWLEDGE / "calendar.toml")


def _moved(length: Length, origin: datetime.date, sign: int) -> datetime.date | None:
    """Return the day a length from ``origin``; ``None`` for vague lengths and outside the years 1 to 9999."""
    months = days = Decimal(0)
    for designator, amount in length.parts.items():
        if amount is None:
            return None
        months += amount * _MONTHS.get(designator, 0)
        days += amount * _DAYS.get(designator, 0) + amount * _SECONDS.get(designator, 0) / _DAY_SECONDS
    days += months % 1 * 30
    if months > _MOST_MONTHS or days > _MOST_MONTHS * 30:
        return None
    return moved(origin, months=sign * int(months), days=sign * float(days))
