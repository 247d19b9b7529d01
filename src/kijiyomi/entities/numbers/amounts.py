"""Reading money, percentages and quantities: one amount with its qualifiers, or a range of two."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kijiyomi.entities.numbers.bare_numbers import BOUND_AGAIN, read_bare_number
from kijiyomi.entities.numbers.change_patterns import change_patterns
from kijiyomi.entities.numbers.exclusions import exclusions
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.modifiers import QualifiedSpan, modifiers
from kijiyomi.entities.numbers.numerals import (
    LARGE,
    LIST_MARKS,
    RANGE_MARKS,
    Numeral,
    are_consecutive,
    continues_list,
    numeral_at,
    parse_numeral,
)
from kijiyomi.entities.numbers.single_amounts import Amount, amount_at, unit_word_before, with_sign
from kijiyomi.entities.numbers.unit_patterns import currency_patterns, unit_matcher
from kijiyomi.knowledge.currencies import currencies
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.units import measures, unit_of
from kijiyomi.records.analysis import Modifier

_CONNECTED = re.compile(
    rf" ?(?:(?P<words>から|より|ないし|乃至)|[{RANGE_MARKS}]) ?|(?P<listed>[{LIST_MARKS}])"
)
# Between two amounts that fall, one of these is a minus.
_MINUS = frozenset("-−‐–")
_CONNECTION_BEGINS = frozenset(" かよな乃" + RANGE_MARKS + LIST_MARKS)


def read_amount(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Return the amount, or range of amounts, that begins with ``numeral``.

    Args:
        text: NFKC text.
        numeral: Its first number.
        floor: The figure, with its sign and qualifiers, begins no earlier.
    """
    first = amount_at(text, numeral, floor)
    end = first.end if first else numeral.end
    following = text[end : end + 1]
    if (
        first
        and first.label == "MONEY"
        and following.isdigit()
        and (parts := _range_of_parts(text, first, floor))
    ):
        return parts
    if following in _CONNECTION_BEGINS and (between := _range(text, numeral, first, floor)):
        return between
    if first is None:
        return read_bare_number(text, numeral, floor)
    span = modifiers().qualify(text, first.start, first.end, floor)
    if exclusions().is_unit_label(text, numeral, span.start, span.end):
        return Figure(span.start, span.end, None)
    bounded = _two_bounds(text, first, span) if span.modifier else None
    return bounded or _single(first, span)


def _single(amount: Amount, span: QualifiedSpan) -> Figure:
    start, end, modifier = span
    _, _, label, value, _, currency, unit, _ = amount
    known = None if value is None else float(value)
    # Positional, since this is most figures and keywords would double what it takes to build one.
    return Figure(start, end, label, known, None, None, currency, unit, None, modifier)


def _between(low: Decimal | None, high: Amount, span: QualifiedSpan) -> Figure:
    """Return the range from ``low`` to ``high``; without ends where one is vague (数百〜数千社)."""
    ends = sorted((low, high.value)) if low is not None and high.value is not None else None
    return Figure(
        span.start,
        span.end,
        high.label,
        min=float(ends[0]) if ends else None,
        max=float(ends[1]) if ends else None,
        currency=high.currency,
        unit=high.unit,
        modifier=span.modifier,
    )


def _range(text: str, low: Numeral, first: Amount | None, floor: int) -> Figure | None:
    """Read 10〜20% and 5%から10%; ``first`` is the lower end where it has a unit of its own."""
    connected = _CONNECTED.match(text, first.end if first else low.end)
    high = _upper_end(text, connected.end()) if connected else None
    by_symbol = first is not None and _has_symbol(text, first)
    if first and by_symbol and connected and (high is None or not high.currency):
        high = _bare_upper_end(text, connected.end(), first) if not connected["listed"] else None
    if connected is None or high is None:
        return None
    if first and not first.same_kind(high):
        if _is_bare_fraction(first, high):
            first = None if connected["listed"] else first._replace(unit=high.unit)  # 1/4〜1/2カップ
        else:
            first = _in_other_unit(first, high)
        if first is None:
            return None
    if connected["words"] and _ends_change(text, high.end):
        return None  # 5%から10%に上げる is no range
    if first is None and _follows_product(text, low, connected):
        return None
    if "^" in low.text:
        return None  # 2^53-1件
    fraction = high.label == "QUANTITY" and high.unit is None
    if fraction and first is None and (connected["words"] or text.startswith("/", high.numeral.end)):
        return None  # 2から3分の1に, 2 - 1/8
    if connected["listed"]:
        return None if first else _consecutive(text, low, high, floor)
    if first:
        start, value, high = first.start, first.value, _in_whole_of(first, high)
        if by_symbol and first.factor == 1 < high.factor * high.numeral.scale:
            value = _in_unit_of(high, low, value)  # $20〜$30M
    else:
        start, value = with_sign(text, low, floor)
        start = unit_word_before(text, start, floor)
        value, high = _with_shared_scale(low, high) or (_in_unit_of(high, low, value), high)
    falling = value is not None and high.value is not None and value > high.value
    if falling and (connected["words"] or (first and connected[0].strip() in _MINUS)):
        return None  # 34%から29%に is a change, 90円 - 30円 a subtraction
    if first is None and value == high.value and connected[0].strip() in _MINUS:
        return Figure(start, high.end, None)  # 1-1面 is one of several
    if falling and first is None and _is_season(low, high.numeral):
        return Figure(start, high.end, None)
    return _between(value, high, modifiers().qualify(text, start, high.end, floor))


_REMARK = re.compile(r"\([^()\n]{1,30}\)")


def _ends_change(text: str, end: int) -> bool:
    """Does what follows the second of two amounts say that a change ends with it, perhaps after a remark?"""
    remark = _REMARK.match(text, end) if text.startswith("(", end) else None
    return change_patterns().ended.match(text, remark.end() if remark else end) is not None


def _follows_product(text: str, low: Numeral, connected: re.Match[str]) -> bool:
    """Is the lower end the end of a product's name, as in RTX 5070 - 549ドル and iPhone 16から799ドルで?"""
    before = text[max(0, low.start - _NAME_REACH) : low.start]
    if connected["words"]:
        return _LATIN_NAME.search(before) is not None
    apart = text[low.end] == " " == text[connected.end() - 1]
    return apart and (_LATIN_NAME.search(before) or _KATAKANA_NAME.search(before)) is not None


_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*[ -]?\Z")
_KATAKANA_NAME = re.compile(r"[ァ-ヺー](?<!マイナス)(?<!プラス)\Z")
_NAME_REACH = 8


def _is_bare_fraction(low: Amount, high: Amount) -> bool:
    """Is the lower end a fraction that leaves its unit to the upper one?"""
    return low.label == high.label == "QUANTITY" and low.unit is None and low.end > low.numeral.end


def _in_other_unit(low: Amount, high: Amount) -> Amount | None:
    """Return the 800m of 800m〜1.2km in kilometres; ``None`` if the two do not measure the same."""
    units = [unit_of(amount.unit) if amount.unit else None for amount in (low, high)]
    if None in units or low.value is None or high.value is None or low.label != high.label:
        return None
    first, second = (unit for unit in units if unit)
    if (
        first.offset
        or second.offset
        or first.si_unit != second.si_unit
        or first.dimension in ("count", "money")
    ):
        return None
    value = Decimal(f"{float(low.value) * first.factor / second.factor:.12g}")
    return low._replace(value=value, unit=high.unit) if value < high.value else None


def _is_season(low: Numeral, high: Numeral) -> bool:
    """Are these the two years of a season, as in 1998-99シーズン?"""
    return len(low.text) == _YEAR_SIZE and low.text.isdigit() and len(high.text) == _SHORT_YEAR_SIZE


_YEAR_SIZE, _SHORT_YEAR_SIZE = 4, 2


def _consecutive(text: str, low: Numeral, high: Amount, floor: int) -> Figure | None:
    """Read 2、3人, which means two or three."""
    if not are_consecutive(low, high.numeral) or continues_list(text, low.start) or low.value is None:
        return None
    value = low.value * (high.value or 0) / (low.value + 1)
    return _between(value, high, modifiers().qualify(text, low.start, high.end, floor))


_SYMBOL = re.compile(r"[^\d\s]{1,4} ?(?=\d)")


def _upper_end(text: str, start: int) -> Amount | None:
    """Return the amount that begins exactly at ``start``, a symbol, sign or 時速 included."""
    numeral = numeral_at(text, start)
    for words in (_unit_word_or_sign(), _SYMBOL):
        word = None if numeral else words.match(text, start)
        numeral = numeral_at(text, word.end()) if word else numeral
    amount = amount_at(text, numeral, start) if numeral else None
    return amount if amount and amount.start == start else None


def _has_symbol(text: str, amount: Amount) -> bool:
    before = text[amount.start : amount.numeral.start]
    return bool(before) and currency_patterns().symbol.search(before) is not None


def _bare_upper_end(text: str, start: int, low: Amount) -> Amount | None:
    """Return the 30M of $20-30M, and the 30 of $20-30."""
    numeral = numeral_at(text, start)
    if numeral is None or numeral.value is None:
        return None
    scale = currency_patterns().scale.match(text, numeral.end)
    end = scale.end() if scale else numeral.end
    if not scale and (_GOES_ON.match(text, end) or unit_matcher().at(text, end)):
        return None
    factor = Decimal(1).scaleb(currencies().scales[scale[1]]) if scale else Decimal(1)
    return Amount(start, end, "MONEY", numeral.value * factor, numeral, low.currency, None, factor)


_GOES_ON = re.compile(r"[A-Za-z0-9:%]|[/.-]\d")


@lru_cache(maxsize=1)
def _unit_word_or_sign() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(measures().before)}|マイナス|プラス|[-−+±▲△▼▽]) ?")


def _in_unit_of(high: Amount, low: Numeral, value: Decimal | None) -> Decimal | None:
    """Return the lower end of a range in the unit of the upper: 10 of 10〜20億円 is 10億."""
    written = high.numeral.value
    if value is None or not written:
        return value
    if high.unit is None and high.label == "QUANTITY":
        return high.value * written / low.value if high.value and low.value else None  # 3〜4分の1
    scale = high.numeral.scale
    if low.scale == 1 and low.ascii and abs(value) < written / scale:
        value *= scale
    same = high.label == "PERCENT" or high.factor < 1 or abs(value) < written
    return value * high.factor if same else value  # 2〜3割, 90〜92銭, 1〜2Mトークン, but 500〜1Kトークン


def _with_shared_scale(low: Numeral, high: Amount) -> tuple[Decimal, Amount] | None:
    """Read 2万2000〜4000円 and 1億2000〜3000万円, whose upper end leaves out the 2万 and the 1億."""
    shared, written = _SHARED_SCALE.match(low.text), high.numeral
    least = parse_numeral(f"1{shared[0][-1]}") if shared else None
    if shared is None or least is None or written.value is None or written.value >= least:
        return None
    scale = written.text.lstrip("0123456789,.")
    value, upper = parse_numeral(low.text + scale), parse_numeral(shared[0] + written.text)
    if value is None or upper is None or not value < upper:
        return None
    return value * high.factor, high._replace(value=upper * high.factor)


_SHARED_SCALE = re.compile(rf".*[{LARGE}](?=[\d,]+\Z)")


def _in_whole_of(low: Amount, high: Amount) -> Amount:
    """Return the upper end of 157円35銭〜37銭 with the yen of the lower; without a value if that is below."""
    part = high.numeral.scale == 1 and high.factor < 1 == low.factor
    if not part or low.value is None or high.value is None:
        return high
    value = low.value // 1 + high.value
    return high._replace(value=value if value > low.value else None)


def _range_of_parts(text: str, whole: Amount, floor: int) -> Figure | None:
    """Read on after 152円 for 90〜92銭."""
    low = numeral_at(text, whole.end)
    connected = _CONNECTED.match(text, low.end) if low and whole.factor == whole.numeral.scale == 1 else None
    upper = numeral_at(text, connected.end()) if connected and not connected["listed"] else None
    high = amount_at(text, upper, upper.start) if upper else None
    if low is None or low.value is None or high is None or not high.same_kind(whole) or high.factor >= 1:
        return None
    if whole.value is None or high.value is None:
        return None
    start, value = whole.value + low.value * high.factor, whole.value + high.value
    high = high._replace(value=value if value > start else None)
    return _between(start, high, modifiers().qualify(text, whole.start, high.end, floor))


_COMPARED = re.compile(r"より(?:(?P<more>大き|高|多)|小さ|低|少な)[いく]")


def _bound_after(text: str, end: int) -> tuple[int, Modifier] | None:
    """Return the end and meaning of 未満 or より低い at ``end``."""
    compared = _COMPARED.match(text, end)
    if compared is None:
        return modifiers().after(text, end)
    return compared.end(), "gt" if compared["more"] else "lt"


_VAGUE = "強弱余りま"  # 50%強 bounds nothing
_BOUNDS = ({"ge", "lt"}, {"ge", "le"}, {"gt", "lt"}, {"gt", "le"})


def _two_bounds(text: str, first: Amount, span: QualifiedSpan) -> Figure | None:
    """Read 14歳以上 together with the 18歳未満 after it, and 3%より高く with 5%より低い."""
    if span.modifier == "approx" or text[span.end - 1] in _VAGUE:
        return None
    compared = _COMPARED.match(text, span.end)
    end = compared.end() if compared else span.end
    again = BOUND_AGAIN.match(text, end)
    start = again.end() if again else end
    numeral = numeral_at(text, start)
    second = amount_at(text, numeral, start) if numeral else None
    after = _bound_after(text, second.end) if second and second.same_kind(first) else None
    if second is None or after is None or first.value is None or second.value is None:
        return None
    if {span.modifier, after[1]} not in _BOUNDS or text[after[0] - 1] in _VAGUE:
        return None
    low, high = sorted((first, second), key=lambda amount: amount.value or 0)
    return _between(low.value, high, QualifiedSpan(span.start, after[0], None))
