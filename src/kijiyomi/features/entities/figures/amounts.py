"""Reading money, percentages and quantities."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kijiyomi.analysis import EntityLabel, Modifier
from kijiyomi.features.entities.figures.calendar import is_fraction
from kijiyomi.features.entities.figures.figure import Figure
from kijiyomi.features.entities.figures.guards import guards
from kijiyomi.features.entities.figures.modifiers import modifiers
from kijiyomi.features.entities.figures.numerals import Numeral, numeral_at
from kijiyomi.features.entities.figures.vocabulary import (
    Unit,
    before_units,
    counter_scales,
    money,
    scaled_counter,
    units,
)

_LABELS: dict[str, EntityLabel] = {
    "money": "MONEY",
    "percent": "PERCENT",
    "counter": "QUANTITY",
    "measure": "QUANTITY",
}
_CONNECTED = re.compile(r" ?(?:から|より|[~〜–—―-]) ?")
_CHANGED = re.compile(r"へ|に(?!かけ|わた|渡|及|およ|相当|の|入|位)")
_SIGN = re.compile(r"(?:(?<![A-Za-z0-9)\]])[-−+±]|[▲△]|マイナス ?|プラス ?)\Z")
_NEGATIVE = ("-", "−", "▲", "△", "マ")
_SYMBOL_REACH = 6
_N = r"[\d.一二三四五六七八九]+"
_WARI = re.compile(rf"(?P<half>半)|(?P<bu>{_N})分(?:(?P<rin>{_N})厘)?|(?=(?P<joined>[合当り安高振]))|引き?")
_FRACTION = re.compile(r"分の(?=[\d一二三四五六七八九十百])|/(?=\d)")
_HALF = re.compile(r"半(?![導年期分数額値端ば永径島日世月角])")


class Amount(NamedTuple):
    """A number with its unit."""

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


def read_amount(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Return the amount, or range of amounts, that begins with ``numeral``.

    Args:
        text: NFKC text.
        numeral: Its first number.
        floor: The figure, with its sign and qualifiers, begins no earlier.
    """
    first = _amount(text, numeral, floor)
    figure = _range(text, numeral, first, floor)
    if figure:
        return figure
    if first is None:
        return _bare(text, numeral, floor)
    span = modifiers().qualify(text, first.start, first.end, floor)
    figure = _figure(first, span.start, span.end, first.value, first.value, span.modifier)
    return _bounded(text, figure, first) if span.modifier in ("ge", "gt", "le", "lt") else figure


def symbol_before(text: str, start: int, floor: int) -> re.Match[str] | None:
    """Return the currency symbol or code that ends at ``start``; its offsets count from the slice before it."""
    before = text[start - 1] if start > floor else ""
    if not before or "ぁ" <= before <= "龥" or before.isdigit():
        return None
    return money().symbol.search(text[max(floor, start - _SYMBOL_REACH) : start])


def _amount(text: str, numeral: Numeral, floor: int) -> Amount | None:
    symbol = symbol_before(text, numeral.start, floor)
    if symbol:
        return _with_symbol(text, numeral, floor, symbol)
    start, value = _signed(text, numeral, floor)
    fraction = _FRACTION.match(text, numeral.end)
    if fraction:
        return _fraction(text, numeral, start, fraction)
    scale = scaled_counter().match(text, numeral.end) if numeral.ascii else None
    found = units().at(text, scale.end() if scale else numeral.end)
    if found is None or found[0].kind == "duration":
        return None
    unit, end = found
    if scale and value is not None:
        value = value.scaleb(counter_scales()[scale[1]])
    if guards().uncounted(text, numeral, unit, end):
        return None
    if unit.name == "割":
        return _wari(text, numeral, start, end, value)
    if unit.kind == "money":
        return _with_parts(text, numeral, start, end, value, unit)
    if value is not None and (half := _HALF.match(text, end)):
        end, value = half.end(), value + Decimal("0.5")
    before = re.search(rf"(?:{before_units()}) ?\Z", text[max(floor, start - 9) : start])
    if before:
        start -= len(before.group())
    return Amount(
        start, end, _LABELS[unit.kind], value, numeral, unit=unit.name if unit.kind != "percent" else None
    )


def _signed(text: str, numeral: Numeral, floor: int) -> tuple[int, Decimal | None]:
    """Return where the numeral with its sign begins, and its value."""
    base = max(floor, numeral.start - 5)
    sign = _SIGN.search(text[base : numeral.start])
    if sign is None or numeral.value is None:
        return numeral.start, numeral.value
    negative = sign.group()[0] in _NEGATIVE
    return base + sign.start(), -numeral.value if negative else numeral.value


def _with_symbol(text: str, numeral: Numeral, floor: int, symbol: re.Match[str]) -> Amount | None:
    start = max(floor, numeral.start - _SYMBOL_REACH) + symbol.start()
    currency = money().currencies[symbol.group().rstrip()]
    end, value = numeral.end, numeral.value
    scale = money().scale.match(text, end)
    if scale and value is not None:
        end, value = scale.end(), value.scaleb(money().scales[scale[1]])
    elif end < len(text) and text[end].isascii() and text[end].isalpha():
        return None
    unit = units().at(text, end)
    if unit and unit[0].kind == "money" and unit[0].currency == currency:
        end = unit[1]  # ¥100円, US$5ドル
    return Amount(start, end, "MONEY", value, numeral, currency)


def _with_parts(
    text: str, numeral: Numeral, start: int, end: int, value: Decimal | None, unit: Unit
) -> Amount | None:
    """Read on after 2ドル for 3セント."""
    if unit.name in money().parts:
        value = None if value is None else value.scaleb(-money().parts[unit.name][1])
        return Amount(start, end, "MONEY", value, numeral, unit.currency)
    while value is not None and numeral.scale == 1:
        part = numeral_at(text, end + 1 if text.startswith("と", end) else end)
        name = next((n for n in money().parts if part and text.startswith(n, part.end)), None)
        if part is None or part.value is None or name is None or money().parts[name][0] != unit.currency:
            break
        value += part.value.scaleb(-money().parts[name][1])
        end = part.end + len(name)
    return Amount(start, end, "MONEY", value, numeral, unit.currency)


def _wari(text: str, numeral: Numeral, start: int, end: int, value: Decimal | None) -> Amount | None:
    """Read on after 3割 for 5分, and take tenths to points."""
    rest = _WARI.match(text, end)
    if rest and rest["joined"]:
        return None
    points = None if value is None else value * 10
    if rest:
        end = rest.end()
        if points is not None:
            points += 5 if rest["half"] else 0
            points += _digit(rest["bu"]) + _digit(rest["rin"]) / 10
    return Amount(start, end, "PERCENT", points, numeral)


def _digit(written: str | None) -> Decimal:
    numeral = numeral_at(written, 0) if written else None
    return (numeral.value if numeral else None) or Decimal(0)


def _fraction(text: str, numeral: Numeral, start: int, mark: re.Match[str]) -> Amount | None:
    other = numeral_at(text, mark.end())
    if other is None or not other.value or not numeral.value:
        return None
    if mark.group() == "/":
        following = text[other.end : other.end + 1]
        if (
            following in ("/", "%", ":") or not is_fraction(numeral.text, other.text)
            if other.text.isdigit() and numeral.text.isdigit()
            else True
        ):
            return None
        return Amount(start, other.end, "QUANTITY", numeral.value / other.value, numeral)
    return Amount(start, other.end, "QUANTITY", other.value / numeral.value, numeral)


def _range(text: str, low: Numeral, first: Amount | None, floor: int) -> Figure | None:
    connected = _CONNECTED.match(text, first.end if first else low.end)
    if connected is None:
        return None
    place = connected.end()
    symbol = re.compile(r"[^\d ]{0,4} ?(?=\d)").match(text, place) if first and first.currency else None
    high = numeral_at(text, symbol.end() if symbol else place) or _after_unit(text, place)
    second = _amount(text, high, place) if high else None
    if second is None or second.start != place or (first and not first.like(second)):
        return None
    if first is None and (second.label == "MONEY" and second.start != second.numeral.start):
        return None
    if connected.group().strip() in ("から", "より") and _CHANGED.match(text, second.end):
        return None
    start = first.start if first else _signed(text, low, floor)[0]
    lowest = first.value if first else _signed(text, low, floor)[1]
    if first is None and lowest is not None:
        if second.label == "PERCENT" and second.value is not None and second.numeral.value:
            lowest *= (
                abs(second.value / second.numeral.value)
                if second.value % 10 == 0 and second.numeral.value * 10 == second.value
                else 1
            )
        if low.scale == 1 and low.ascii and _coefficient(second.numeral) > lowest:
            lowest *= second.numeral.scale
    span = modifiers().qualify(text, start, second.end, floor)
    return _figure(second, span.start, span.end, lowest, second.value, span.modifier, ranged=True)


def _after_unit(text: str, start: int) -> Numeral | None:
    """Return the numeral after a word such as 時速 or マイナス at ``start``."""
    word = re.compile(rf"(?:{before_units()}|マイナス|プラス|[-−+±▲]) ?").match(text, start)
    return numeral_at(text, word.end()) if word else None


def _coefficient(numeral: Numeral) -> Decimal:
    return (numeral.value or Decimal(0)) / numeral.scale


def _bounded(text: str, figure: Figure, first: Amount) -> Figure:
    """Join 14歳以上 with the 18歳未満 after it."""
    place = figure.end + (text[figure.end : figure.end + 1] in ("、", ","))
    high = numeral_at(text, place)
    second = _amount(text, high, place) if high else None
    after = modifiers().after(text, second.end) if second and second.like(first) else None
    if second is None or after is None or second.value is None or first.value is None:
        return figure
    if (
        {figure.modifier, after[1]} not in _BOUNDS
        or text[figure.end - 1] in _VAGUE
        or text[after[0] - 1] in _VAGUE
    ):
        return figure
    low, high_value = sorted((first.value, second.value))
    return _figure(first, figure.start, after[0], low, high_value, None, ranged=True)


_VAGUE = "強弱余りま"  # 50%強 bounds nothing
_BOUNDS = ({"ge", "lt"}, {"ge", "le"}, {"gt", "lt"}, {"gt", "le"})
_NAMED = re.compile(r"(?:[A-Za-z][ ]?|[ァ-ヶー][ ]?|[第#])\Z")
_BARE_TO = re.compile(r"から(?=\d)")
_BARE_JOINED = re.compile(r"(?:が|[、,] ?)?(?=\d)")
_BARE_AFTER = re.compile(
    r"(?:以上|以下|未満|超え?(?!過|電|音|高)|を超え|に等しい|もしくはそれ以上|またはそれ以上"
    r"|より(?:大き|小さ|多|少な|高|低)[いく]|大なり|小なり)"
)


def _bare(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Read a number without unit that is compared: 50以上, 20より大きい, 20以上30未満."""
    after = _BARE_AFTER.match(text, numeral.end)
    joined = _BARE_JOINED.match(text, after.end()) if after else _BARE_TO.match(text, numeral.end)
    other = numeral_at(text, joined.end()) if joined else None
    last = _BARE_AFTER.match(text, other.end) if other else None
    final = last or after
    if (
        final is None
        or numeral.value is None
        or _NAMED.search(text[max(0, numeral.start - 2) : numeral.start])
    ):
        return None
    start, value = _signed(text, numeral, floor)
    if last and other and other.value is not None and value is not None:
        low, high = sorted((value, other.value))
        return Figure(start, last.end(), "QUANTITY", min=float(low), max=float(high))
    if after is None:
        return None
    span = modifiers().qualify(text, start, numeral.end, floor)
    end = span.end if after.group().startswith("を") else after.end()  # を超える stands outside
    return Figure(span.start, end, "QUANTITY", value=float(value or 0), modifier=span.modifier)


def _figure(
    amount: Amount,
    start: int,
    end: int,
    low: Decimal | None,
    high: Decimal | None,
    modifier: Modifier | None,
    *,
    ranged: bool = False,
) -> Figure:
    known = low is not None and high is not None
    return Figure(
        start,
        end,
        amount.label,
        value=float(high) if high is not None and known and not ranged else None,
        min=float(low) if low is not None and known and ranged else None,
        max=float(high) if high is not None and known and ranged else None,
        currency=amount.currency,
        unit=amount.unit,
        modifier=modifier,
    )
