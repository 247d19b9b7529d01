"""Rows of Parquet."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from kijiyomi.archive.table_rows import (
    ColumnNames,
    NoRowsError,
    TableRow,
    TableRows,
    missing_column,
    name_right_column,
)
from kijiyomi.errors import InputError

if TYPE_CHECKING:
    import pyarrow

_ROWS_TOGETHER = 256
NO_PYTHON_VALUE = (ValueError, OverflowError, TypeError, KeyError, ImportError)
"""Raised by values that Python cannot hold: dates beyond its years, text that is not UTF-8, unknown zones."""


def parquet_rows(stream: BinaryIO, columns: ColumnNames) -> TableRows:
    """Yield the rows of a Parquet file.

    Args:
        stream: The file.
        columns: Which column holds what.

    Raises:
        InputError: If it is none, or damaged, or has no column of texts.
        NoRowsError: If it has no row.
    """
    import pyarrow
    import pyarrow.parquet

    number = 0
    try:
        with _seekable(stream) as file:
            table = pyarrow.parquet.ParquetFile(file)
            _check_columns(table.schema_arrow, columns)
            for batch in table.iter_batches(batch_size=_ROWS_TOGETHER):
                for number, row in enumerate(python_rows(batch), start=number + 1):  # noqa: B020
                    yield f"row {number}: {row}" if isinstance(row, str) else TableRow(row)
    except pyarrow.ArrowException as error:
        raise InputError(f"not a readable Parquet file ({error})") from error
    if not number:
        raise NoRowsError("the table has no row")


def python_rows(batch: pyarrow.RecordBatch) -> Iterator[dict[str, Any] | str]:
    """Yield the values of each row by column, or which of them cannot be read and why."""
    try:
        rows = batch.to_pylist()
    except NO_PYTHON_VALUE:
        rows = [_python_row(batch.slice(row, 1)) for row in range(batch.num_rows)]
    yield from rows


def _python_row(batch: pyarrow.RecordBatch) -> dict[str, Any] | str:
    values: dict[str, Any] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            (values[name],) = column.to_pylist()
        except NO_PYTHON_VALUE as error:
            return f"column {name!r} cannot be read ({error}); mend or remove that value"
    return values


def _check_columns(schema: pyarrow.Schema, columns: ColumnNames) -> None:
    if (missing := missing_column(schema.names, columns)) is not None:
        name = getattr(columns, missing)
        raise InputError(f"column {name!r} is missing; {name_right_column(schema.names, missing)}")


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give the stream, or a temporary copy of it where it can only be read forwards."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)
