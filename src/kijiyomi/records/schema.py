"""The record's fields as Arrow types and as flat columns, both from the fields of Analysis itself.

A new field of :class:`~kijiyomi.Analysis` is in JSON, Arrow and Parquet by its type alone; what it looks
like in CSV and in data frames is one entry of :data:`FLAT_COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from functools import lru_cache
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import pyarrow as pa

from kijiyomi.records.analysis import RECORD_FIELDS, Analysis
from kijiyomi.records.labels import LABELS, EntityLabel

ColumnKind = Literal["text", "integer", "number", "texts"]
Record = Mapping[str, Any]


@lru_cache(maxsize=1)
def record_schema() -> pa.Schema:
    """Return the schema of a table of analysis records: one row an article, lists of structs inside."""
    types = get_type_hints(Analysis)
    return pa.schema([(name, _arrow_type(types[name])) for name in RECORD_FIELDS])


def _arrow_type(annotation: Any) -> pa.DataType:
    if get_origin(annotation) is tuple:
        return pa.list_(_arrow_type(get_args(annotation)[0]))
    if get_origin(annotation) is Literal:
        return pa.string()
    if optional := [kind for kind in get_args(annotation) if kind is not NoneType]:
        return _arrow_type(optional[0])
    if is_dataclass(annotation) or hasattr(annotation, "_fields"):
        members = get_type_hints(annotation).items()
        return pa.struct([(name, _arrow_type(kind)) for name, kind in members])
    return {str: pa.string(), int: pa.int32(), float: pa.float64()}[annotation]


def column_kinds(record_type: type) -> dict[str, ColumnKind]:
    """Return what each field of a flat record, such as :class:`~kijiyomi.Entity`, holds.

    Whole numbers that may be missing are ``number``: a column of integers has no missing values.
    """
    return {name: _column_kind(annotation) for name, annotation in get_type_hints(record_type).items()}


def _column_kind(annotation: Any) -> ColumnKind:
    if annotation is int:
        return "integer"
    kinds = {annotation, *get_args(annotation)}
    return "number" if kinds & {int, float} else "text"


class FlatColumn(NamedTuple):
    """A column of a table with one row an article.

    Attributes:
        name: Its heading.
        kind: What its cells hold; ``texts`` is a list, joined in CSV.
        value: What it says of a record.
        in_csv: Whether CSV has it, or data frames alone.
    """

    name: str
    kind: ColumnKind
    value: Callable[[Record], Any]
    in_csv: bool = True


def _field(name: str) -> Callable[[Record], Any]:
    return lambda record: record[name]


def _reading_time(name: str) -> Callable[[Record], Any]:
    return lambda record: record["reading_time"][name]


def _each(field: str, name: str) -> Callable[[Record], list[str]]:
    return lambda record: [member[name] for member in record[field]]


def _names(label: EntityLabel) -> Callable[[Record], list[str]]:
    return lambda record: list(dict.fromkeys(entity_names(record, label)))


def entity_names(record: Record, label: EntityLabel) -> Iterator[str]:
    """Yield the names of a record's entities of one label, as often as they are mentioned.

    A name is the canonical one, or what the article writes where the label has none.
    """
    return (e.get("name") or e["text"] for e in record["entities"] if e["label"] == label)


FLAT_COLUMNS = (
    FlatColumn("id", "text", _field("id")),
    FlatColumn("title", "text", _field("title")),
    FlatColumn("path", "text", _field("path")),
    FlatColumn("characters", "integer", _field("characters")),
    FlatColumn("reading_minutes", "integer", _reading_time("minutes")),
    FlatColumn("reading_seconds", "number", _reading_time("seconds"), in_csv=False),
    FlatColumn("categories", "texts", _each("categories", "label")),
    FlatColumn("tags", "texts", _each("tags", "label")),
    FlatColumn("subjects", "texts", _each("subjects", "label")),
    FlatColumn("keywords", "texts", _each("keywords", "text")),
    *(FlatColumn(info.column, "texts", _names(label)) for label, info in LABELS.items() if info.column),
    FlatColumn("entities", "integer", lambda record: len(record["entities"]), in_csv=False),
    FlatColumn("facts", "integer", lambda record: len(record["facts"])),
    FlatColumn("excerpt", "text", _field("excerpt")),
    FlatColumn("warnings", "texts", lambda record: list(record["warnings"])),
)


def flat_row(record: Record) -> dict[str, Any]:
    """Return the cells of a record by the names of :data:`FLAT_COLUMNS`."""
    return {column.name: column.value(record) for column in FLAT_COLUMNS}
