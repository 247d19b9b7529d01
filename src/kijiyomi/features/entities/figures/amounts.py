"""Reading money, percentages and quantities, alone and in ranges."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kijiyomi.features.entities.figures.amount import Amount, amount_at, signed, word_before
from kijiyomi.features.entities.figures.figure import Figure
from kijiyomi.features.entities.figures.modifiers import Qualified, modifiers
from kijiyomi.features.entities.figures.numerals import Numeral, goes_on_list, neighbours, numeral_at
from kijiyomi.features.entities.figures.vocabulary import before_units

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
