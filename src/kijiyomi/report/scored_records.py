"""Read back the records that ``kijiyomi score`` wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kijiyomi.archive.arrow_batches import ERROR
from kijiyomi.archive.decoded_lines import STREAM_ERRORS, decode_lines, why_undecodable
from kijiyomi.archive.formats import output_format
from kijiyomi.archive.json_rows import json_object
from kijiyomi.archive.sources import open_binary
from kijiyomi.errors import InputError
from kijiyomi.records.schema import Record, record_schema

_FIELDS = frozenset(record_schema().names)


def read_records(path: Path) -> list[Record]:
    """Return the records of a scored archive, in its order; articles that failed are skipped.

    Args:
        path: A ``.parquet`` or ``.jsonl`` file (also ``.gz`` or ``.zst``), or a folder of such shards.

    Raises:
        InputError: If it cannot be read, is no scored archive or has no record.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file; write it with: kijiyomi score ARCHIVE --output {path}")
    parts = sorted(path.glob("part-*")) if path.is_dir() else [path]
    records = [_checked(record, part) for part in parts for record in _part(part)]
    if not records:
        raise InputError(f"{path}: holds no record of an article; score the archive again")
    return records


def _part(path: Path) -> Iterator[Record]:
    form = output_format(path)
    if form.is_flat:
        raise InputError(f"{path}: CSV lacks the entities; score the archive to .parquet or .jsonl")
    rows = _parquet(path) if form.name == "parquet" else _json_lines(path)
    return (row for row in rows if row.get(ERROR) is None)


def _parquet(path: Path) -> Iterator[Record]:
    import pyarrow
    import pyarrow.parquet

    try:
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches():
            yield from batch.to_pylist()
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{path}: not a readable Parquet file ({error}); score the archive again") from error


def _json_lines(path: Path) -> Iterator[Record]:
    opened = open_binary(str(path))
    with opened.raw, opened.stream:
        try:
            for number, line in enumerate(decode_lines(opened.stream), 1):
                if isinstance(line.text, Exception) or line.text.strip():
                    yield _record(line.text, f"{path}, line {number}")
        except STREAM_ERRORS as error:
            raise InputError(f"{path}: cut short or damaged ({error}); score the archive again") from error


def _record(line: str | UnicodeDecodeError | OverflowError, where: str) -> Record:
    record = why_undecodable(line) if isinstance(line, Exception) else json_object(line)
    if isinstance(record, str):
        raise InputError(f"{where}: {record}; score the archive again")
    return record


def _checked(record: Record, path: Path) -> Record:
    missing = sorted(_FIELDS - record.keys())
    if missing:
        raise InputError(
            f"{path}: not what 'kijiyomi score' writes, {', '.join(missing)} missing; "
            "give its .parquet or .jsonl, and the archive itself with --archive"
        )
    return record
