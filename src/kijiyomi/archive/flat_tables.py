"""Flat tables beside the records: one row an entity, one row a keyword, one row a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kijiyomi.archive.atomic_file import AtomicFile
from kijiyomi.records.fact_rows import FACT_COLUMNS, fact_contexts, fact_row
from kijiyomi.records.schema import ColumnKind, record_schema

if TYPE_CHECKING:
    from kijiyomi.archive.output import Output

_ARTICLE = (("article", pa.int64()), ("id", pa.string()), ("path", pa.string()))
_ARROW_TYPES: Mapping[ColumnKind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "texts": pa.list_(pa.string()),
}
_FACT_TYPES = [(column.name, _ARROW_TYPES[column.kind]) for column in FACT_COLUMNS]


class _Rows(NamedTuple):
    """Rows that a table has of a batch of records.

    Attributes:
        records: Index of each row's record in the batch.
        columns: The table's own columns.
    """

    records: pa.Array
    columns: Sequence[pa.Array]


class _Table(NamedTuple):
    """A flat table.

    Attributes:
        fields: Its own columns and their types.
        rows: What it has of a batch of records.
    """

    fields: Sequence[tuple[str, pa.DataType]]
    rows: Callable[[pa.RecordBatch], _Rows]


def _members_of(column: str) -> _Table:
    """Return the table of the structs in a list column, whose fields are its columns."""
    fields = [(field.name, field.type) for field in record_schema().field(column).type.value_type]
    return _Table(fields, lambda batch: _member_rows(batch.column(column)))


def _member_rows(lists: pa.Array) -> _Rows:
    return _Rows(pc.list_parent_indices(lists), pc.list_flatten(lists).flatten())


def _fact_rows(batch: pa.RecordBatch) -> _Rows:
    contexts = [list(fact_contexts(record)) for record in batch.select(["entities", "facts"]).to_pylist()]
    rows = [fact_row(context) for of_record in contexts for context in of_record]
    cells = zip(*rows, strict=True) if rows else ((),) * len(_FACT_TYPES)
    columns = [pa.array(column, kind) for column, (_, kind) in zip(cells, _FACT_TYPES, strict=True)]
    return _Rows(pa.array(np.repeat(np.arange(len(contexts)), list(map(len, contexts)))), columns)


TABLES: Mapping[str, _Table] = {
    "entities": _members_of("entities"),
    "keywords": _members_of("keywords"),
    "facts": _Table(_FACT_TYPES, _fact_rows),
}
"""The tables by the ending of their files."""


def write_tables(output: Output, metadata: Mapping[str, str]) -> None:
    """Write ``NAME.entities.parquet`` and the other :data:`TABLES` beside finished Parquet records.

    Their columns are those of an entity, a keyword or :data:`~kijiyomi.records.fact_rows.FACT_COLUMNS`,
    before them ``article`` (the row of its article, from 0), ``id`` and ``path``.

    Raises:
        InputError: If they cannot be written.
    """
    parts = sorted(output.path.glob("part-*")) if output.is_folder else [output.path]
    for name, table in TABLES.items():
        schema = pa.schema([*_ARTICLE, *table.fields]).with_metadata(
            {f"kijiyomi.{key}": value for key, value in metadata.items()}
        )
        with (
            AtomicFile(output.beside(f"{name}.parquet")) as stream,
            pq.ParquetWriter(stream, schema, compression="zstd") as writer,
        ):
            first = 0
            for part in parts:
                for batch in pq.ParquetFile(part).iter_batches():
                    writer.write_batch(_flat(batch, table, first, schema))
                    first += batch.num_rows


def _flat(batch: pa.RecordBatch, table: _Table, first: int, schema: pa.Schema) -> pa.RecordBatch:
    rows = table.rows(batch)
    arrays = [
        pc.add(rows.records.cast(pa.int64()), first),
        batch.column("id").take(rows.records),
        batch.column("path").take(rows.records),
        *rows.columns,
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
