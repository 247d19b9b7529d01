"""The facts of a report: who, what, how much, when, done or planned, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from kijiyomi.article import Article
from kijiyomi.display.entity_wording import describe_in_myriads
from kijiyomi.display.fact_wording import describe_conversion, status_name, type_name
from kijiyomi.records.analysis import Entity
from kijiyomi.records.fact_rows import FactContext, fact_contexts
from kijiyomi.records.schema import Record
from kijiyomi.report.article_lookup import Source
from kijiyomi.statistics.exchange_rates import Conversion, ExchangeRates, convert, fact_years
from kijiyomi.text.markdown import read_passage_batch
from kijiyomi.text.passage import Passage

# Code points shown on either side of a figure of a long sentence.
_AROUND = 120


def fact_table(
    records: Sequence[Record], sources: Sequence[Source], rates: ExchangeRates | None
) -> list[dict[str, Any]]:
    """Return a row for each fact that belongs to somebody.

    ``article`` is the index of its record, ``company`` whether its holder is one, ``years`` the first and
    last year of the fact, ``sentence`` what stands before the figure in its sentence, the figure, and what
    stands after it; ``None`` where the text is not known.

    Args:
        records: The archive's records.
        sources: Where each comes from.
        rates: Exchange rates; with them a row has ``converted``, an amount of money in their currency, and
            ``conversion``, the rate or why there is none.
    """
    owned = [[c for c in fact_contexts(record) if c.fact["entity"]] for record in records]
    articles = [source.article for source, contexts in zip(sources, owned, strict=True) if contexts]
    passages = iter(_passages(articles))
    return [
        _row(context, index, source.date, sentence, rates)
        for index, (contexts, source) in enumerate(zip(owned, sources, strict=True))
        if contexts
        for context, sentence in zip(contexts, _sentences(contexts, next(passages)), strict=True)
    ]


def _row(
    context: FactContext, index: int, date: str, sentence: list[str] | None, rates: ExchangeRates | None
) -> dict[str, Any]:
    fact = context.fact
    years = fact_years(context, date)
    row = {
        "article": index,
        "date": date,
        "who": fact["entity"]["name"],
        "company": context.holder.get("label") == "COMPANY",
        "what": fact["property"]["text"] if fact["property"] else "",
        "type": type_name(fact["type"], "japanese"),
        "figure": fact["text"],
        "when": fact["when"]["text"] if fact["when"] else "",
        "years": [years[0], years[-1]] if years else [],
        "status": status_name(fact["status"], "japanese"),
        "sentence": sentence,
    }
    return row | _converted(context, convert(context, date, rates)) if rates else row


def _converted(context: FactContext, conversion: Conversion) -> dict[str, Any]:
    amount, low, high, currency = conversion[:4]
    money = Entity(0, 0, "", "MONEY", value=amount, min=low, max=high, currency=currency)
    ends = [end for end in (amount, low, high) if end is not None]
    return {
        "converted": (describe_in_myriads(money) or "") if currency else "",
        "amount": ends[0] if ends else None,
        "conversion": describe_conversion(conversion, context.figure.get("currency"), "japanese"),
    }


def _passages(articles: Sequence[Article | None]) -> Iterator[Passage | None]:
    passages = iter(read_passage_batch([article for article in articles if article is not None]))
    return (None if article is None else next(passages) for article in articles)


def _sentences(contexts: Sequence[FactContext], passage: Passage | None) -> Iterator[list[str] | None]:
    """Yield the sentence of each fact's figure, as three texts."""
    if passage is None:
        yield from [None] * len(contexts)
        return
    spans = passage.sentence_spans()
    offsets = np.array([[c.fact["start"], c.fact["end"]] for c in contexts], dtype=np.int32)
    figures = passage.aligned.derived_offsets(offsets)
    sentences = np.maximum(spans[:, 0].searchsorted(figures[:, 0], side="right") - 1, 0)
    for (start, end), (first, last) in zip(figures.tolist(), spans[sentences].tolist(), strict=True):
        yield [
            _from_the_right(passage.text[first:start]),
            passage.text[start:end],
            _from_the_left(passage.text[end : max(end, last)]),
        ]


def _from_the_right(text: str) -> str:
    return text if len(text) <= _AROUND else f"…{text[-_AROUND:]}"


def _from_the_left(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND]}…"
