"""Facts as flat rows: each with its figure, whose value it is, and what dates it.

事実を、数値、持ち主、日付とともに平らな行にする。

A column is one entry of :data:`FACT_COLUMNS`; tables beside Parquet and data frames follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from kijiyomi.records.schema import ColumnKind, Record


class FactContext(NamedTuple):
    """A fact with what its article says of the words it points to.

    事実と、それが指す語句について記事からわかること。

    Attributes:
        fact: The fact, as :meth:`kijiyomi.records.facts.Fact.to_dict` gives it.
        figure: The entity that is its figure.
        holder: An entity of the holder's name, empty where there is none.
        date: The entity that dates it, empty where nothing does.
    """

    fact: Mapping[str, Any]
    figure: Mapping[str, Any]
    holder: Mapping[str, Any]
    date: Mapping[str, Any]


class FactColumn(NamedTuple):
    """A column of a table with one row a fact.

    事実ごとに1行の表の、1つの列。

    Attributes:
        name: Its heading.
        kind: What its cells hold.
        value: What it says of a fact.
    """

    name: str
    kind: ColumnKind
    value: Callable[[FactContext], Any]


def _fact(name: str) -> Callable[[FactContext], Any]:
    return lambda context: context.fact[name]


def _figure(name: str) -> Callable[[FactContext], Any]:
    return lambda context: context.figure.get(name)


def _mention(field: str, name: str = "text") -> Callable[[FactContext], Any]:
    return lambda context: context.fact[field] and context.fact[field][name]


FACT_COLUMNS = (
    FactColumn("start", "integer", _fact("start")),
    FactColumn("end", "integer", _fact("end")),
    FactColumn("text", "text", _fact("text")),
    FactColumn("label", "text", _figure("label")),
    FactColumn("value", "number", _figure("value")),
    FactColumn("min", "number", _figure("min")),
    FactColumn("max", "number", _figure("max")),
    FactColumn("currency", "text", _figure("currency")),
    FactColumn("unit", "text", _figure("unit")),
    FactColumn("modifier", "text", _figure("modifier")),
    FactColumn("change", "text", _figure("change")),
    FactColumn("change_basis", "text", _figure("basis")),
    FactColumn("entity", "text", _mention("entity")),
    FactColumn("entity_name", "text", _mention("entity", "name")),
    FactColumn("entity_kb_id", "text", lambda context: context.holder.get("kb_id")),
    FactColumn("property", "text", _mention("property")),
    FactColumn("type", "text", _fact("type")),
    FactColumn("when", "text", _mention("when")),
    FactColumn("timex", "text", lambda context: context.date.get("timex")),
    FactColumn("purpose", "text", _mention("purpose")),
    FactColumn("basis", "text", _mention("basis")),
    FactColumn("status", "text", _fact("status")),
    FactColumn("score", "number", _fact("score")),
)
"""The columns; ``change_basis`` is the figure's, one of a few words, ``basis`` is in the article's own words.

事実の表の列。`change_basis`は決まった語、`basis`は記事に書かれたままの語句。
"""


def fact_contexts(record: Record) -> Iterator[FactContext]:
    """Yield the facts of a record with what it says of their words, by start.

    記録にある事実を、指す語句についてわかることとともに順に返す。
    """
    by_span = {(entity["start"], entity["end"]): entity for entity in record["entities"]}
    by_name = {entity["name"]: entity for entity in record["entities"] if entity.get("name")}
    for fact in record["facts"]:
        holder, when = fact["entity"], fact["when"]
        yield FactContext(
            fact,
            by_span.get((fact["start"], fact["end"]), {}),
            by_name.get(holder["name"], {}) if holder else {},
            by_span.get((when["start"], when["end"]), {}) if when else {},
        )


def fact_row(context: FactContext) -> tuple[Any, ...]:
    """Return the cells of a fact, one for each of :data:`FACT_COLUMNS`.

    1つの事実の行を、:data:`FACT_COLUMNS`の列の順に返す。
    """
    return tuple(column.value(context) for column in FACT_COLUMNS)
