"""Write analysis records as JSON Lines, Parquet or CSV; a file appears under its name only when whole."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, cast

import pyarrow as pa

from kijiyomi.archive.arrow_batches import records_of
from kijiyomi.errors import InputError
from kijiyomi.records.schema import FLAT_COLUMNS, record_schema

OutputFormat = Literal["jsonl", "csv", "parquet"]
PartFormat = OutputFormat | Literal["arrow"]
"""What shards are written as: as the output, or as workers answer, one Arrow stream after another."""

# Rows that are written, compressed and read back together in Parquet.
_ROW_GROUP = 1_000

_FORMATS: dict[str, OutputFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}
_SEPARATOR = "; "
_COLUMNS = [column for column in FLAT_COLUMNS if column.in_csv]


def output_format(path: Path) -> OutputFormat:
    """Return the format that a file's ending asks for.

    Raises:
        InputError: If there is no writer for it.
    """
    compressed = path.suffix in (".gz", ".zst")
    found = _FORMATS.get(Path(path.stem).suffix if compressed else path.suffix)
    if found is None or (compressed and found == "parquet"):
        raise InputError(f"{path}: cannot write this; use .jsonl, .csv (each also .gz or .zst) or .parquet")
    return found


class AtomicFile:
    """A file written under a temporary name beside its own, synced, and renamed when all went well.

    Raises:
        InputError: On entering, if the folder does not exist or cannot be written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._partial = path.with_name(f".{path.name}.{os.getpid()}.partial")

    def __enter__(self) -> IO[bytes]:
        try:
            self._raw = self._partial.open("wb")
        except OSError as error:
            raise InputError(f"{self.path}: cannot write here: {error.strerror}") from error
        self.stream = _compressing(self.path, self._raw)
        return self.stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        problem = error if isinstance(error, OSError) else None
        try:
            self.stream.close()
            self._raw.close()
            if kind is None:
                _sync(self._partial)
                if self.path.exists():
                    shutil.copymode(self.path, self._partial)
                self._partial.replace(self.path)
        except OSError as late:
            problem = late if kind is None else problem
        finally:
            self._partial.unlink(missing_ok=True)
        if problem is not None:
            reason = problem.strerror or problem
            raise InputError(f"{self.path}: cannot finish writing: {reason}") from problem


def _sync(path: Path) -> None:
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _compressing(path: Path, raw: IO[bytes]) -> IO[bytes]:
    if path.suffix == ".gz":
        # Neither a time nor the temporary name, so that equal input gives equal bytes.
        return cast(IO[bytes], gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0))
    if path.suffix == ".zst":
        return cast(IO[bytes], pa.CompressedOutputStream(pa.PythonFile(raw, "w"), "zstd"))
    return raw


class RecordWriter:
    """Write batches of encoded records to an open binary stream.

    Args:
        stream: Stays open.
        form: The format.
        metadata: What Parquet files tell of how they were made.
    """

    def __init__(self, stream: IO[bytes], form: PartFormat, metadata: Mapping[str, str]) -> None:
        self._stream = stream
        self._table = ParquetTable(stream, metadata) if form == "parquet" else None
        if form == "csv":
            self._stream.write(csv_header())

    def write(self, encoded: bytes) -> None:
        """Write what :func:`encode_records` returned."""
        if self._table is None:
            self._stream.write(encoded)
        elif encoded:
            self._table.write(pa.ipc.open_stream(encoded).read_next_batch())

    def close(self) -> None:
        """Write what the format has at its end."""
        if self._table is not None:
            self._table.close()


class ParquetTable:
    """Write batches of records as Parquet to an open binary stream, small ones gathered to row groups.

    Args:
        stream: Stays open.
        metadata: What the file tells of how it was made.
    """

    def __init__(self, stream: IO[bytes], metadata: Mapping[str, str]) -> None:
        import pyarrow.parquet

        schema = record_schema().with_metadata({f"kijiyomi.{k}": v for k, v in metadata.items()})
        self._writer = pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd")
        self._gathered: list[pa.RecordBatch] = []
        self._rows = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows of :func:`~kijiyomi.records.schema.record_schema`."""
        self._gathered.append(batch)
        self._rows += batch.num_rows
        if self._rows >= _ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_batches(self._gathered, record_schema()))
        self._gathered, self._rows = [], 0


def encode_records(records: pa.RecordBatch, form: OutputFormat) -> bytes:
    """Return rows of :func:`~kijiyomi.records.schema.record_schema` as a writer takes them."""
    if form == "jsonl":
        return json_lines(records)
    if form == "csv":
        rows = records_of(records)
        return _csv_lines([[_csv_cell(column.value(row)) for column in _COLUMNS] for row in rows])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, records.schema) as writer:
        writer.write_batch(records)
    encoded: bytes = sink.getvalue().to_pybytes()
    return encoded


def json_lines(records: pa.RecordBatch) -> bytes:
    """Return rows of :func:`~kijiyomi.records.schema.record_schema` as JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records_of(records)).encode()


def csv_header() -> bytes:
    """Return the first line of a CSV file."""
    return _csv_lines([[column.name for column in _COLUMNS]])


def _csv_lines(rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    return _SEPARATOR.join(value) if isinstance(value, list) else value
