"""Articles and analyses in and out of Arrow batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa

from kijiyomi.archive.failure import ArticleOrFailure, Failure
from kijiyomi.archive.parquet_rows import NO_PYTHON_VALUE
from kijiyomi.archive.table_rows import ColumnNames
from kijiyomi.article import Article
from kijiyomi.errors import InputError
from kijiyomi.frontmatter.articles import read_front_matter
from kijiyomi.records.analysis import Analysis, Entity
from kijiyomi.records.schema import record_schema

ERROR = "error"
_REPLACED = "lone surrogates were read as U+FFFD"
# Where the body begins in a text whose front matter has been read; without it that is still to be done.
_BODY_START = "body_start"


@lru_cache(maxsize=1)
def scored_schema() -> pa.Schema:
    """Return the schema of scored articles: a record's, and ``error``.

    ``error`` tells why an article has no record; then only ``id``, ``title`` and ``path`` are given beside.
    """
    return record_schema().append(pa.field(ERROR, pa.string()))


@lru_cache(maxsize=1)
def article_schema() -> pa.Schema:
    """Return the schema in which articles are handed on; ``error`` is what kept one from being read."""
    text = pa.string()
    fields = [(name, text) for name in ("id", "title", "path", "text")]
    return pa.schema([*fields, ("warnings", pa.list_(text)), (ERROR, text), (_BODY_START, pa.int64())])


def article_batch(items: Iterable[ArticleOrFailure]) -> pa.RecordBatch:
    """Return articles, and those that could not be read, as an Arrow batch of :func:`article_schema`.

    Lone surrogates, which UTF-8 cannot carry, become U+FFFD one by one, so that offsets stay,
    with a warning.
    """
    rows = list(map(_article_row, items))
    if not rows:
        return _batch(((),) * len(article_schema()), article_schema())
    try:
        return _batch(zip(*rows, strict=True), article_schema())
    except UnicodeEncodeError:
        return _batch(zip(*map(_encodable_row, rows), strict=True), article_schema())


def _article_row(item: ArticleOrFailure) -> tuple[Any, ...]:
    if isinstance(item, Failure):
        return item.id, "", item.path, None, (), item.reason, None
    return item.id, item.title, item.path, item.text, item.warnings, None, item.body_start


def _encodable_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    *texts, warnings, error, body_start = row
    whole = [text if text is None else encodable(text) for text in texts]
    replaced = (_REPLACED,) if whole != texts else ()
    all_warnings = (*map(encodable, warnings), *replaced)
    return *whole, all_warnings, error if error is None else encodable(error), body_start


def encodable(text: str) -> str:
    """Return ``text`` with every lone surrogate replaced by U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


def read_rows(batch: pa.RecordBatch, columns: ColumnNames) -> Iterator[ArticleOrFailure]:
    """Yield the articles of an Arrow batch, and those that cannot be.

    Args:
        batch: Has a column of texts, and may have ``id``, ``title``, ``path``, or is one of
            :func:`article_batch`.
        columns: How the first three are called.

    Raises:
        InputError: If there is no column of texts, or none of the name given for identifiers.
    """
    for use in columns.required:
        if (name := getattr(columns, use)) not in batch.schema.names:
            raise InputError(
                f"there is no column {name!r}; there are {', '.join(map(repr, batch.schema.names))}; "
                "name the right one"
            )
    names = (columns.id, columns.title, "path", columns.text, "warnings", ERROR, _BODY_START)
    try:
        values = [_values(batch, name) for name in names]
    except NO_PYTHON_VALUE as problem:
        if batch.num_rows == 1:
            yield Failure("", "", f"a row cannot be read ({problem}); mend or remove its values")
            return
        for row in range(batch.num_rows):
            yield from read_rows(batch.slice(row, 1), columns)
        return
    for identifier, title, path, text, warnings, error, body_start in zip(*values, strict=True):
        identifier, path = _text(identifier), _text(path)
        if error is not None:
            yield Failure(identifier, path, error)
        elif not isinstance(text, str):
            kind = "null" if text is None else type(text).__name__
            yield Failure(identifier, path, f"{path or identifier}: {columns.text!r} is {kind}, not text")
        else:
            article = Article(
                text,
                id=identifier,
                title=_text(title),
                path=path,
                warnings=tuple(warnings or ()),
                body_start=body_start or 0,
            )
            yield read_front_matter(article) if body_start is None else article


def _values(batch: pa.RecordBatch, name: str) -> list[Any]:
    known = name in batch.schema.names
    values: list[Any] = batch.column(name).to_pylist() if known else [None] * batch.num_rows
    return values


def _text(value: object) -> str:
    return "" if value is None else str(value)


def scored_batch(outcomes: Sequence[Analysis | Failure]) -> pa.RecordBatch:
    """Return what became of articles as an Arrow batch of :func:`scored_schema`, one row each."""
    analyses = [None if isinstance(outcome, Failure) else outcome for outcome in outcomes]
    columns = {name: _column(name, analyses) for name in record_schema().names}
    columns["id"] = [outcome.id for outcome in outcomes]
    columns["path"] = [outcome.path for outcome in outcomes]
    columns[ERROR] = [outcome.reason if isinstance(outcome, Failure) else None for outcome in outcomes]
    return _batch((columns[name] for name in scored_schema().names), scored_schema())


def _column(name: str, analyses: Sequence[Analysis | None]) -> Any:
    kind = record_schema().field(name).type
    values = [None if analysis is None else getattr(analysis, name) for analysis in analyses]
    if pa.types.is_struct(kind):
        return [value if value is None else value._asdict() for value in values]
    return _structs(name, values) if pa.types.is_list(kind) and kind.value_type.num_fields else values


def _structs(column: str, lists: Sequence[Sequence[Any] | None]) -> pa.Array:
    """Return a list column, built field by field: several times faster than from dictionaries."""
    kind = record_schema().field(column).type
    values = _struct_array(list(chain.from_iterable(given or () for given in lists)), kind.value_type)
    offsets = np.cumsum([0, *(len(given or ()) for given in lists)], dtype=np.int32)
    missing = pa.array([given is None for given in lists], pa.bool_())
    return pa.ListArray.from_arrays(pa.array(offsets), values, type=kind, mask=missing)


def _struct_array(members: Sequence[Any], kind: pa.StructType) -> pa.Array:
    fields = list(kind)
    row = attrgetter(*(field.name for field in fields))
    nothing = (None,) * len(fields)
    rows = [nothing if member is None else row(member) for member in members]
    columns = zip(*rows, strict=True) if rows else ((),) * len(fields)
    arrays = [_field(column, field) for column, field in zip(columns, fields, strict=True)]
    missing = pa.array([member is None for member in members], pa.bool_())
    return pa.StructArray.from_arrays(arrays, fields=fields, mask=missing)


def _field(values: Sequence[Any], field: pa.Field) -> pa.Array:
    if pa.types.is_struct(field.type):
        return _struct_array(values, field.type)
    if pa.types.is_floating(field.type):
        # Arrow refuses whole numbers that a double cannot hold exactly.
        values = [None if value is None else float(value) for value in values]
    return pa.array(values, field.type)


def _batch(columns: Iterable[Any], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column, field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def records_of(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """Return the rows of :func:`record_schema` as :meth:`Analysis.to_dict` gives them."""
    records: list[dict[str, Any]] = batch.select(record_schema().names).to_pylist()
    for record in records:
        record["entities"] = [Entity(**entity).to_dict() for entity in record["entities"]]
    return records


def without_failures(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Failure]]:
    """Return the records of scored articles, and the articles that have none."""
    import pyarrow.compute as pc

    records = batch.select(record_schema().names)
    whole = batch.column(ERROR).is_null()
    if whole.false_count == 0:
        return records, []
    rows = batch.filter(pc.invert(whole)).select(["id", "path", ERROR]).to_pylist()
    return records.filter(whole), [Failure(row["id"], row["path"], row[ERROR]) for row in rows]
