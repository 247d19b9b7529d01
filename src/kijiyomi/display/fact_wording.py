"""Facts in words: types, statuses and whole facts, in English and in Japanese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kijiyomi.display.entity_wording import Language, Translations
from kijiyomi.records.facts import FactStatus, PropertyType
from kijiyomi.statistics.exchange_rates import Conversion, ConversionProblem

PROPERTY_TYPES: Mapping[PropertyType, Translations] = {
    "investment": Translations("investment", "投資"),
    "funding": Translations("funding", "調達"),
    "deal": Translations("deal", "買収・契約"),
    "valuation": Translations("valuation", "評価額・資産"),
    "revenue": Translations("revenue", "売上"),
    "profit": Translations("profit", "利益"),
    "price": Translations("price", "価格"),
    "cost": Translations("cost", "費用"),
    "market_size": Translations("market size", "市場規模"),
    "share": Translations("share", "割合・シェア"),
    "change": Translations("change", "増減"),
    "people": Translations("people", "人数"),
    "count": Translations("count", "件数"),
    "spec": Translations("specification", "性能・仕様"),
    "other": Translations("other", "その他"),
}
"""What each type of property is called, in the order in which displays list them."""

FACT_STATUSES: Mapping[FactStatus, Translations] = {
    "actual": Translations("actual", "実績"),
    "plan": Translations("planned", "予定"),
    "forecast": Translations("forecast", "予測"),
    "report": Translations("reported", "伝聞"),
    "hypothetical": Translations("hypothetical", "仮定・条件"),
}
"""What each status is called, in the order in which displays list them."""

CONVERSION_PROBLEMS: Mapping[ConversionProblem, Translations] = {
    "no rate": Translations("no rate of {currency} for {year}", "{year}年の{currency}のレートがありません"),
    "no year": Translations("no year is known", "年がわかりません"),
    "several years": Translations("the date covers several years", "複数の年にわたります"),
}
"""What is said of an amount that cannot be converted."""

_CONVERTED = Translations(
    "1 {currency} = {rate:,.10g} {to} ({year})", "1 {currency} = {rate:,.10g} {to}（{year}年）"
)
_PARTS: Mapping[str, Translations] = {
    "entity": Translations("whose", "だれの"),
    "property": Translations("what", "何"),
    "when": Translations("when", "いつ"),
    "purpose": Translations("for", "何のため"),
    "basis": Translations("against", "何と比べて"),
    "status": Translations("status", "状態"),
}


def type_name(kind: PropertyType, language: Language = "english") -> str:
    """Return what a type of property is called.

    >>> type_name("market_size"), type_name("market_size", "japanese")
    ('market size', '市場規模')
    """
    name: str = getattr(PROPERTY_TYPES[kind], language)
    return name


def status_name(status: FactStatus, language: Language = "english") -> str:
    """Return what a status is called.

    >>> status_name("plan"), status_name("plan", "japanese")
    ('planned', '予定')
    """
    name: str = getattr(FACT_STATUSES[status], language)
    return name


def describe_property(fact: Mapping[str, Any], language: Language = "english") -> str:
    """Return what a fact measures: the article's word and the type, or the type alone.

    Args:
        fact: As :meth:`kijiyomi.records.facts.Fact.to_dict` gives it.
        language: Of the type.
    """
    kind = type_name(fact["type"], language)
    if fact["property"] is None:
        return kind
    word: str = fact["property"]["text"]
    if word == kind:
        return word
    return f"{word}（{kind}）" if language == "japanese" else f"{word} ({kind})"


def describe_fact(fact: Mapping[str, Any], language: Language = "english") -> str:
    """Return a fact in lines: whose, what, when, for what, against what, how sure.

    >>> holder = {"start": 0, "end": 5, "text": "ハルニレ社", "name": "ハルニレ・グループ"}
    >>> fact = dict.fromkeys(("property", "when", "purpose", "basis")) | {"entity": holder}
    >>> print(describe_fact(fact | {"type": "revenue", "status": "forecast"}, "japanese"))
    だれの: ハルニレ・グループ
    何: 売上
    状態: 予測
    """
    return "\n".join(
        f"{getattr(_PARTS[part], language)}: {words}" for part, words in _described_parts(fact, language)
    )


def _described_parts(fact: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    if fact["entity"] is not None:
        yield "entity", fact["entity"]["name"]
    yield "property", describe_property(fact, language)
    for part in ("when", "purpose", "basis"):
        if fact[part] is not None:
            yield part, fact[part]["text"]
    yield "status", status_name(fact["status"], language)


def describe_conversion(conversion: Conversion, currency: str | None, language: Language = "english") -> str:
    """Return by which rate an amount was converted, or why it was not; ``""`` where there is nothing to say.

    Args:
        conversion: What became of the amount.
        currency: ISO 4217 code of the amount as the article gives it.
        language: Of the words.

    >>> describe_conversion(Conversion(1514.0, currency="JPY", rate=151.4, year=2024), "USD")
    '1 USD = 151.4 JPY (2024)'
    >>> describe_conversion(Conversion(year=2031, problem="no rate"), "USD")
    'no rate of USD for 2031'
    """
    if conversion.problem is not None:
        pattern = getattr(CONVERSION_PROBLEMS[conversion.problem], language)
    elif conversion.currency in (None, currency):
        return ""
    else:
        pattern = getattr(_CONVERTED, language)
    text: str = pattern.format(
        currency=currency, year=conversion.year, rate=conversion.rate, to=conversion.currency
    )
    return text
