"""Write analysis records as JSON Lines, Parquet or CSV."""

from __future__ import annotations

import csv
import json
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa

from kijiyomi.archive.arrow_batches import records_of
from kijiyomi.records.schema import FLAT_COLUMNS, record_schema

# Rows that are written, compressed and read back together in Parquet.
_ROW_GROUP = 1_000
_SEPARATOR = "; "
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
_COLUMNS = [column for column in FLAT_COLUMNS if column.in_csv]


class RecordFile(Protocol):
    """An open file of records."""

    def write(self, encoded: bytes) -> None:
        """Write what :meth:`RecordWriter.encode` returned."""

    def close(self) -> None:
        """Write what the format has at its end; the stream stays open."""


class RecordWriter(ABC):
    """How records are written in one format: encoded by the workers, put together by the process that writes.

    Attributes:
        part_ending: Ending of the parts that :meth:`join` makes one file of.
        parts_are_files: Whether such a part is a file of the format already.
    """

    part_ending: str
    parts_are_files: bool

    @abstractmethod
    def encode(self, records: pa.RecordBatch) -> bytes:
        """Return rows of :func:`~kijiyomi.records.schema.record_schema` as the files take them."""

    @abstractmethod
    def start_file(self, stream: IO[bytes], metadata: Mapping[str, str]) -> RecordFile:
        """Start a file of the format.

        Args:
            stream: Stays open.
            metadata: How the records were made, for formats that can hold it.
        """

    @abstractmethod
    def start_part(self, stream: IO[bytes]) -> RecordFile:
        """Start a part that :meth:`join` will take."""

    @abstractmethod
    def join(self, stream: IO[bytes], parts: Iterable[Path], metadata: Mapping[str, str]) -> None:
        """Make one file of parts, in order."""


class _OpenLines:
    def __init__(self, stream: IO[bytes], header: bytes = b"") -> None:
        self._stream = stream
        self._stream.write(header)

    def write(self, encoded: bytes) -> None:
        self._stream.write(encoded)

    def close(self) -> None:
        """Leave everything as it is: lines have no end."""


@dataclass(frozen=True)
class LineWriter(RecordWriter):
    """A format of lines, below a header if it has one.

    Attributes:
        part_ending: See :class:`RecordWriter`.
        encode_lines: Encodes records as lines.
        header: Returns the header.
    """

    part_ending: str
    encode_lines: Callable[[pa.RecordBatch], bytes]
    header: Callable[[], bytes] = bytes
    parts_are_files: bool = True

    def encode(self, records: pa.RecordBatch) -> bytes:
        """Return the records' lines."""
        return self.encode_lines(records)

    def start_file(self, stream: IO[bytes], metadata: Mapping[str, str]) -> RecordFile:
        """Start a file with the header; ``metadata`` is left out."""
        return _OpenLines(stream, self.header())

    def start_part(self, stream: IO[bytes]) -> RecordFile:
        """Start a file."""
        return _OpenLines(stream, self.header())

    def join(self, stream: IO[bytes], parts: Iterable[Path], metadata: Mapping[str, str]) -> None:
        """Write the lines of all parts below one header."""
        header = self.header()
        stream.write(header)
        for part in parts:
            with part.open("rb") as lines:
                lines.seek(len(header))
                shutil.copyfileobj(lines, stream)


class _OpenParquet:
    """An open Parquet file, in which small batches are gathered to row groups.

    Args:
        stream: Stays open.
        metadata: How the records were made.
    """

    def __init__(self, stream: IO[bytes], metadata: Mapping[str, str]) -> None:
        import pyarrow.parquet

        schema = record_schema().with_metadata({f"kijiyomi.{k}": v for k, v in metadata.items()})
        self._writer = pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd")
        self._gathered: list[pa.RecordBatch] = []
        self._rows = 0

    def write(self, encoded: bytes) -> None:
        """Write an Arrow stream of one batch."""
        if encoded:
            self.write_batch(pa.ipc.open_stream(encoded).read_next_batch())

    def write_batch(self, batch: pa.RecordBatch) -> None:
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


class ParquetRecordWriter(RecordWriter):
    """Parquet, whose parts are Arrow streams: it is compressed once, when they become one file."""

    part_ending = ".arrow"
    parts_are_files = False

    def encode(self, records: pa.RecordBatch) -> bytes:
        """Return the records as an Arrow stream."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, records.schema) as writer:
            writer.write_batch(records)
        encoded: bytes = sink.getvalue().to_pybytes()
        return encoded

    def start_file(self, stream: IO[bytes], metadata: Mapping[str, str]) -> RecordFile:
        """Start a Parquet file that holds the metadata."""
        return _OpenParquet(stream, metadata)

    def start_part(self, stream: IO[bytes]) -> RecordFile:
        """Start a file of one Arrow stream after another."""
        return _OpenLines(stream)

    def join(self, stream: IO[bytes], parts: Iterable[Path], metadata: Mapping[str, str]) -> None:
        """Write the batches of all parts."""
        with closing(_OpenParquet(stream, metadata)) as file:
            for part in parts:
                for batch in _stored_batches(part):
                    file.write_batch(batch)


def _stored_batches(part: Path) -> Iterator[pa.RecordBatch]:
    with part.open("rb") as streams:
        while streams.peek(1):
            yield from pa.ipc.open_stream(streams)


def csv_lines(records: pa.RecordBatch) -> bytes:
    """Return rows of :func:`~kijiyomi.records.schema.record_schema` as lines of CSV."""
    return _csv_lines(_csv_rows(records))


def safe_csv_lines(records: pa.RecordBatch) -> bytes:
    """Return the lines of :func:`csv_lines` with an apostrophe before what a spreadsheet would run.

    Spreadsheets take a cell for a formula that begins with one of ``=+-@`` (Excel also in full width), or
    with a tab or line end before it (OWASP, "CSV Injection"); the apostrophe says that it is text.
    """
    return _csv_lines([[_harmless(cell) for cell in row] for row in _csv_rows(records)])


def json_lines(records: pa.RecordBatch) -> bytes:
    """Return rows of :func:`~kijiyomi.records.schema.record_schema` as JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records_of(records)).encode()


def csv_header() -> bytes:
    """Return the first line of a CSV file."""
    return _csv_lines([[column.name for column in _COLUMNS]])


def _csv_lines(rows: list[list[Any]]) -> bytes:
    lines = _Lines()
    # Cells are quoted that hold a character of the line end: so those with a carriage return are, too.
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return "".join(lines.written).encode()


class _Lines:
    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, line: str) -> None:
        self.written.append(line.removesuffix("\r\n") + "\n")


def _csv_rows(records: pa.RecordBatch) -> list[list[Any]]:
    return [[_csv_cell(column.value(row)) for column in _COLUMNS] for row in records_of(records)]


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _csv_cell(value: Any) -> Any:
    return _SEPARATOR.join(value) if isinstance(value, list) else value


SAFE_CSV = "safe csv"
WRITERS: Mapping[str, RecordWriter] = {
    "jsonl": LineWriter(".jsonl", json_lines),
    "csv": LineWriter(".csv", csv_lines, csv_header),
    SAFE_CSV: LineWriter(".csv", safe_csv_lines, csv_header),
    "parquet": ParquetRecordWriter(),
}
"""How each of :data:`kijiyomi.archive.formats.OUTPUT_FORMATS` is written, and CSV for spreadsheets."""
