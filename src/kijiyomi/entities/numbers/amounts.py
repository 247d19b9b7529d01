"""Reading money, percentages and quantities, alone and in ranges."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kijiyomi.entities.numbers.exclusions import guards
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.modifiers import Qualified, modifiers
from kijiyomi.entities.numbers.numerals import Numeral, goes_on_list, neighbours, numeral_at
from kijiyomi.entities.numbers.single_dates import is_fraction
from kijiyomi.entities.numbers.unit_patterns import (
    KNOWLEDGE,
    WrittenUnit,
    before_units,
    counter_scales,
    money,
    scaled_counter,
    units,
)
from kijiyomi.knowledge.data_files import read_toml
from kijiyomi.records.labels import EntityLabel

_LABELS: dict[str, EntityLabel] = {
    "money": "MONEY",
    "percent": "PERCENT",
    "counter": "QUANTITY",
    "measure": "QUANTITY",
}
_SIGN = re.compile(r"(?:(?<![A-Za-z0-9)\]])[-−+±]|[▲△]|マイナス ?|プラス ?|氷点下 ?|零下 ?)\Z")
_SIGN_ENDS = frozenset("-−+±▲△ス下 ")
_NEGATIVE = frozenset("-−▲△マ氷零")
_SIGN_REACH, _SYMBOL_REACH, _WORD_REACH = 5, 6, 9
_N = r"[\d.一二三四五六七八九]+"
_TENTHS = re.compile(rf"(?P<half>半)|(?P<bu>{_N})分(?:(?P<rin>{_N})厘)?|(?P<joined>[合当り安高振])|引き?")
_FRACTION_BEGINS = frozenset("/分")
_FRACTION = re.compile(r"分の(?=[\d一二三四五六七八九十百])")
_SLASHED = re.compile(r"/(\d{1,4})(?![\d/%:])")
_PRICE = re.compile(r"[1-9][\d,]")
_HALF = re.compile(r"半(?![導年期分数額値端ば永径島日世月角])")


class Amount(NamedTuple):
    """A number with its unit.

    Attributes:
        start: First code point, a sign or symbol included.
        end: One past the last code point.
        label: MONEY, PERCENT or QUANTITY.
        value: The number in units, percent in points; ``None`` for 数十.
        numeral: The number as written.
        currency: ISO 4217 code.
        unit: Unit or counter.
    """

    start: int
    end: int
    label: EntityLabel
    value: Decimal | None
    numeral: Numeral
    currency: str | None = None
    unit: str | None = None

    def like(self, other: Amount) -> bool:
        """Are both of one kind, so that they can be the ends of a range?"""
        return (self.label, self.currency, self.unit) == (other.label, other.currency, other.unit)


def amount_at(text: str, numeral: Numeral, floor: int) -> Amount | None:
    """Return the amount whose number is ``numeral``; its sign or symbol begins no earlier than ``floor``."""
    start, value = numeral.start, numeral.value
    preceded = start > floor and text[start - 1] in _telling_before()
    if preceded:
        if symbol := symbol_before(text, start, floor):
            return _with_symbol(text, numeral, floor, symbol)
        start, value = signed(text, numeral, floor)
    following = text[numeral.end : numeral.end + 1]
    if following in _FRACTION_BEGINS and (fraction := _fraction(text, numeral, start)):
        return fraction
    scaled = numeral.ascii and following in counter_scales()
    scale = scaled_counter().match(text, numeral.end) if scaled else None
    found = units().at(text, scale.end() if scale else numeral.end)
    if found is None or found[0].kind == "duration" or guards().uncounted(text, numeral, *found):
        return None
    unit, end = found
    if scale and value is not None:
        value = value.scaleb(counter_scales()[scale[1]])
    if unit.kind == "money":
        return _with_parts(text, Amount(start, end, "MONEY", value, numeral, unit.currency), unit)
    if unit.name == "割":
        return _in_tenths(text, Amount(start, end, "PERCENT", value, numeral))
    if value is not None and text.startswith("半", end) and (half := _HALF.match(text, end)):
        end, value = half.end(), value + Decimal("0.5")
    start = word_before(text, start, floor) if preceded else start
    name = None if unit.kind == "percent" else unit.name
    return Amount(start, end, _LABELS[unit.kind], value, numeral, None, name)


@lru_cache(maxsize=1)
def _telling_before() -> frozenset[str]:
    """Return the last characters of all that belongs to an amount before its number."""
    return money().symbol_ends | _SIGN_ENDS | _unit_word_ends()


def symbol_before(text: str, start: int, floor: int) -> re.Match[str] | None:
    """Return the currency symbol or code that ends at ``start``, searched in the few characters before it."""
    if start <= floor or text[start - 1] not in money().symbol_ends:
        return None
    return money().symbol.search(text[max(floor, start - _SYMBOL_REACH) : start])


def signed(text: str, numeral: Numeral, floor: int) -> tuple[int, Decimal | None]:
    """Return where the numeral with its sign begins, and its value."""
    if numeral.start <= floor or numeral.value is None or text[numeral.start - 1] not in _SIGN_ENDS:
        return numeral.start, numeral.value
    base = max(floor, numeral.start - _SIGN_REACH)
    sign = _SIGN.search(text[base : numeral.start])
    if sign is None:
        return numeral.start, numeral.value
    negative = sign.group()[0] in _NEGATIVE
    return base + sign.start(), -numeral.value if negative else numeral.value


def word_before(text: str, start: int, floor: int) -> int:
    """Return where the word before a number begins that belongs to its unit (時速), or ``start``."""
    if start <= floor or text[start - 1] not in _unit_word_ends():
        return start
    word = _unit_words().search(text[max(floor, start - _WORD_REACH) : start])
    return start - len(word.group()) if word else start


@lru_cache(maxsize=1)
def _unit_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{before_units()}) ?\Z")


@lru_cache(maxsize=1)
def _unit_word_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in read_toml(KNOWLEDGE / "units.toml")["before"]) | {" "}


def _with_symbol(text: str, numeral: Numeral, floor: int, symbol: re.Match[str]) -> Amount | None:
    if symbol.group() == "\\" and not _PRICE.match(numeral.text):
        return None  # a backslash is also the yen sign of Japanese typewriters
    start = max(floor, numeral.start - _SYMBOL_REACH) + symbol.start()
    currency = money().currencies[symbol.group().rstrip()]
    end, value = numeral.end, numeral.value
    scale = money().scale.match(text, end)
    if scale and value is not None:
        end, value = scale.end(), value.scaleb(money().scales[scale[1]])
    elif end < len(text) and text[end].isascii() and text[end].isalpha():
        return None
    unit = units().at(text, end)
    if unit and unit[0].currency == currency:
        end = unit[1]  # ¥100円, US$5ドル
    return Amount(start, end, "MONEY", value, numeral, currency)


def _with_parts(text: str, amount: Amount, unit: WrittenUnit) -> Amount:
    """Read on after 2ドル for 3セント."""
    parts, (end, value) = money().parts, (amount.end, amount.value)
    if unit.name in parts:
        return amount._replace(value=None if value is None else value.scaleb(-parts[unit.name][1]))
    while value is not None and amount.numeral.scale == 1:
        part = numeral_at(text, end + text.startswith("と", end))
        name = next((name for name in parts if part and text.startswith(name, part.end)), None)
        if part is None or part.value is None or name is None or parts[name][0] != unit.currency:
            break
        end, value = part.end + len(name), value + part.value.scaleb(-parts[name][1])
    return amount._replace(end=end, value=value)


def _in_tenths(text: str, amount: Amount) -> Amount | None:
    """Read on after 3割 for 5分, and take tenths to points."""
    rest = _TENTHS.match(text, amount.end)
    if rest and rest["joined"]:
        return None
    value = None if amount.value is None else amount.value * 10
    if rest and value is not None:
        value += (5 if rest["half"] else 0) + _number(rest["bu"]) + _number(rest["rin"]) / 10
    return amount._replace(end=rest.end() if rest else amount.end, value=value)


def _number(written: str | None) -> Decimal:
    numeral = numeral_at(written, 0) if written else None
    return (numeral.value if numeral else None) or Decimal(0)


def _fraction(text: str, numeral: Numeral, start: int) -> Amount | None:
    """Read 3分の1 and 1/3."""
    if not numeral.value:
        return None
    slashed = _SLASHED.match(text, numeral.end)
    if slashed and numeral.text.isdigit() and is_fraction(numeral.text, slashed[1]):
        return Amount(start, slashed.end(), "QUANTITY", numeral.value / int(slashed[1]), numeral)
    mark = _FRACTION.match(text, numeral.end)
    part = numeral_at(text, mark.end()) if mark else None
    if part is None or part.value is None:
        return None
    return Amount(start, part.end, "QUANTITY", part.value / numeral.value, numeral)


_CONNECTED = re.compile(r" ?(?:(?P<words>から|より)|[~〜–—―-]) ?|(?P<listed>[、,・])")
_CONNECTION_BEGINS = frozenset(" かよ~〜–—―-、,・")
_CHANGED = re.compile(r"へ|に(?!かけ|わた|渡|及|およ|相当|の|入|位)")  # 5%から10%に上げる is no range
_SYMBOL = re.compile(r"[^\d\s]{1,4} ?(?=\d)")

_VAGUE = "強弱余りま"  # 50%強 bounds nothing
_BOUNDS = ({"ge", "lt"}, {"ge", "le"}, {"gt", "lt"}, {"gt", "le"})

_NAMED = re.compile(r"(?:[A-Za-z] ?|[ァ-ヶー] ?|[第#])\Z")  # iOS 17以上, レベル4以上
_COMPARED = re.compile(
    r"以上|以下|未満|超え?(?![過電音高])|を超え|に等しい|(?:もしくは|または)それ以上"
    r"|より(?:大き|小さ|多|少な|高|低)[いく](?:か等しい)?|大なり|小なり"
)
_NEARLY = re.compile(r"近く|弱(?![点い者])|程度|前後|ほど(?!な)|くらい|ぐらい")
_COMPARED_AGAIN = re.compile(r"(?:が|かつ|[、,] ?)?(?=\d)")
_PARTICLE = re.compile(r"[はをにがのでもへま、。)」]|\Z")
_LEAST_BARE = 10
_FROM = re.compile(r"から(?=\d)")


def read_amount(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Return the amount, or range of amounts, that begins with ``numeral``.

    Args:
        text: NFKC text.
        numeral: Its first number.
        floor: The figure, with its sign and qualifiers, begins no earlier.
    """
    first = amount_at(text, numeral, floor)
    end = first.end if first else numeral.end
    if text[end : end + 1] in _CONNECTION_BEGINS and (between := _range(text, numeral, first, floor)):
        return between
    if first is None:
        return _compared(text, numeral, floor)
    span = modifiers().qualify(text, first.start, first.end, floor)
    bounded = _bounded(text, first, span) if span.modifier else None
    return bounded or _single(first, span)


def _single(amount: Amount, span: Qualified) -> Figure:
    start, end, modifier = span
    _, _, label, value, _, currency, unit = amount
    known = None if value is None else float(value)
    # Positional, since this is most figures and keywords would double what it takes to build one.
    return Figure(start, end, label, known, None, None, currency, unit, None, modifier)


def _between(low: Decimal | None, high: Amount, span: Qualified) -> Figure:
    """Return the range from ``low`` to ``high``; without ends where one is vague (数百〜数千社)."""
    known = low is not None and high.value is not None
    return Figure(
        span.start,
        span.end,
        high.label,
        min=float(low) if known and low is not None else None,
        max=float(high.value) if known and high.value is not None else None,
        currency=high.currency,
        unit=high.unit,
        modifier=span.modifier,
    )


def _range(text: str, low: Numeral, first: Amount | None, floor: int) -> Figure | None:
    connected = _CONNECTED.match(text, first.end if first else low.end)
    high = _upper(text, connected.end()) if connected else None
    if connected is None or high is None or (first and not first.like(high)):
        return None
    if connected["words"] and _CHANGED.match(text, high.end):
        return None
    if connected["listed"]:
        return None if first else _in_a_row(text, low, high, floor)
    if first:
        start, value = first.start, first.value
    else:
        start, value = signed(text, low, floor)
        start, value = word_before(text, start, floor), _in_unit_of(high, low, value)
    falling = value is not None and high.value is not None and value > high.value
    if connected["words"] and falling:
        return None  # 34%から29%に is a change
    return _between(value, high, modifiers().qualify(text, start, high.end, floor))


def _in_a_row(text: str, low: Numeral, high: Amount, floor: int) -> Figure | None:
    """Read 2、3人, which means two or three."""
    if not neighbours(low, high.numeral) or goes_on_list(text, low.start) or low.value is None:
        return None
    value = low.value * (high.value or 0) / (low.value + 1)
    return _between(value, high, modifiers().qualify(text, low.start, high.end, floor))


def _upper(text: str, start: int) -> Amount | None:
    """Return the amount that begins exactly at ``start``, a symbol, sign or 時速 included."""
    numeral = numeral_at(text, start)
    for words in (_before_number(), _SYMBOL):
        word = None if numeral else words.match(text, start)
        numeral = numeral_at(text, word.end()) if word else numeral
    amount = amount_at(text, numeral, start) if numeral else None
    return amount if amount and amount.start == start else None


@lru_cache(maxsize=1)
def _before_number() -> re.Pattern[str]:
    return re.compile(rf"(?:{before_units()}|マイナス|プラス|[-−+±▲]) ?")


def _in_unit_of(high: Amount, low: Numeral, value: Decimal | None) -> Decimal | None:
    """Return the lower end of a range in the unit of the upper: 10 of 10〜20億円 is 10億."""
    written = high.numeral.value
    if value is None or not written:
        return value
    if high.label == "PERCENT" and high.value == written * 10:
        value *= 10  # 2〜3割
    scale = high.numeral.scale
    return value * scale if low.scale == 1 and low.ascii and abs(value) < written / scale else value


def _bounded(text: str, first: Amount, span: Qualified) -> Figure | None:
    """Read 14歳以上 together with the 18歳未満 after it."""
    if span.modifier == "approx" or text[span.end - 1] in _VAGUE:
        return None
    again = _COMPARED_AGAIN.match(text, span.end)
    place = again.end() if again else span.end
    numeral = numeral_at(text, place)
    second = amount_at(text, numeral, place) if numeral else None
    after = modifiers().after(text, second.end) if second and second.like(first) else None
    if second is None or after is None or first.value is None or second.value is None:
        return None
    if {span.modifier, after[1]} not in _BOUNDS or text[after[0] - 1] in _VAGUE:
        return None
    low, high = sorted((first, second), key=lambda amount: amount.value or 0)
    return _between(low.value, high, Qualified(span.start, after[0], None))


def _qualified(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Read a number without unit after its qualifier: 約300の企業, 最大700."""
    if numeral.value is None or numeral.value < _LEAST_BARE or not _PARTICLE.match(text, numeral.end):
        return None
    span = modifiers().qualify(text, numeral.start, numeral.end, floor)
    if span.start == numeral.start or text[span.start] == "~":
        return None
    return Figure(span.start, span.end, "QUANTITY", float(numeral.value), modifier=span.modifier)


def _compared(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Read a number without unit that is compared: 50以上, 20より大きい, 20以上30未満."""
    after = _COMPARED.match(text, numeral.end)
    if after is None and numeral.scale > 1:
        after = _NEARLY.match(text, numeral.end)
    again = _COMPARED_AGAIN.match(text, after.end()) if after else _FROM.match(text, numeral.end)
    other = numeral_at(text, again.end()) if again else None
    last = _COMPARED.match(text, other.end) if other else None
    start, value = signed(text, numeral, floor)
    if not (after or last):
        return _qualified(text, numeral, floor)
    if value is None or _NAMED.search(text[max(0, numeral.start - 2) : numeral.start]):
        return None
    if last and other and other.value is not None:
        low, high = sorted((value, other.value))
        return Figure(start, last.end(), "QUANTITY", min=float(low), max=float(high))
    if after is None:
        return None
    span = modifiers().qualify(text, start, numeral.end, floor)
    end = span.end if after.group().startswith("を") else after.end()  # を超える stands outside
    return Figure(span.start, end, "QUANTITY", float(value), modifier=span.modifier)
