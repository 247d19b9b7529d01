"""Flat tables beside the records: one row an entity, one row a keyword."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kijiyomi.archive.atomic_file import AtomicFile
from kijiyomi.records.schema import record_schema

if TYPE_CHECKING:
    from kijiyomi.archive.output import Output

TABLES = ("entities", "keywords")
_ARTICLE = (("article", pa.int64()), ("id", pa.string()), ("path", pa.string()))


def write_tables(output: Output, metadata: Mapping[str, str]) -> None:
    """Write ``NAME.entities.parquet`` and ``NAME.keywords.parquet`` beside finished Parquet records.

    Their columns are those of an entity or keyword, before them ``article`` (the row of its article, from 0),
    ``id`` and ``path``.

    Raises:
        InputError: If they cannot be written.
    """
    parts = sorted(output.path.glob("part-*")) if output.is_folder else [output.path]
    for column in TABLES:
        members = record_schema().field(column).type.value_type
        schema = pa.schema([*_ARTICLE, *((f.name, f.type) for f in members)]).with_metadata(
            {f"kijiyomi.{key}": value for key, value in metadata.items()}
        )
        with (
            AtomicFile(output.beside(f"{column}.parquet")) as stream,
            pq.ParquetWriter(stream, schema, compression="zstd") as writer,
        ):
            first = 0
            for part in parts:
                for batch in pq.ParquetFile(part).iter_batches():
                    writer.write_batch(_flat(batch, column, first, schema))
                    first += batch.num_rows


def _flat(batch: pa.RecordBatch, column: str, first: int, schema: pa.Schema) -> pa.RecordBatch:
    rows = pc.list_parent_indices(batch.column(column))
    values = pc.list_flatten(batch.column(column))
    arrays = [
        pc.add(rows.cast(pa.int64()), first),
        batch.column("id").take(rows),
        batch.column("path").take(rows),
        *values.flatten(),
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
