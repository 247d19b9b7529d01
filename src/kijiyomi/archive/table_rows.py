"""Rows of tables, and articles made of them: JSON Lines, CSV, TSV, Parquet."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple, cast

from kijiyomi.archive.decoded_lines import decode_lines, why_undecodable
from kijiyomi.archive.encodings import encoding_warning
from kijiyomi.archive.failure import ArticleOrFailure, Failure
from kijiyomi.article import Article
from kijiyomi.errors import InputError
from kijiyomi.frontmatter.articles import read_front_matter

_PARQUET_ROWS = 256
_JSON = json.JSONDecoder(strict=False)
_TOO_MANY_FIELDS = "the row has more fields than the header; the rest was left out"


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """Which column or key of a table holds what; all others become metadata.

    Attributes:
        id: Identifier; without such a column the row's number is used.
        title: Headline; may be missing.
        text: Body; must be there.
    """

    id: str = "id"
    title: str = "title"
    text: str = "text"


class TableRow(NamedTuple):
    """A row of a table, the codec that read it, and what was odd about it."""

    values: Mapping[str, Any]
    codec: str = "utf-8"
    warnings: tuple[str, ...] = ()


TableRows = Iterator[TableRow | str]
"""Rows; a text says which line could not be read, and why."""


def article_from_row(row: TableRow, file: str, number: int, columns: ColumnNames) -> ArticleOrFailure:
    """Return the article of a row.

    Args:
        row: The row.
        file: The table's name.
        number: The row's number in it, from 1.
        columns: Which column holds what.
    """
    given = row.values.get(columns.id)
    identifier = str(number if given is None else given)
    text = row.values.get(columns.text)
    if not isinstance(text, str):
        problem = f"is {type(text).__name__}, not text" if columns.text in row.values else "is missing"
        reason = (
            f"{file}, row {number}: column {columns.text!r} {problem}; "
            f"there are {', '.join(map(repr, row.values))}; name the right one with --text-column"
        )
        return Failure(identifier, file, reason)
    title = row.values.get(columns.title)
    metadata = {k: v for k, v in row.values.items() if k not in (columns.id, columns.title, columns.text)}
    article = Article(
        text,
        id=identifier,
        title="" if title is None else str(title),
        path=file,
        metadata=metadata,
        warnings=(*encoding_warning(row.codec), *row.warnings),
    )
    return read_front_matter(article)


def json_rows(stream: BinaryIO) -> TableRows:
    """Yield the objects of JSON Lines.

    Raises:
        InputError: If no encoding reads the beginning.
    """
    for number, line in enumerate(decode_lines(stream), start=1):
        if isinstance(line.text, Exception):
            yield f"line {number}: {why_undecodable(line.text)}"
        elif line.text.strip():
            values = json_object(line.text)
            yield f"line {number}: {values}" if isinstance(values, str) else TableRow(values, line.codec)


def json_object(line: str) -> Mapping[str, Any] | str:
    """Return the object of a JSON line, or what is wrong with it."""
    try:
        row = _JSON.decode(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({error}); each line must hold one JSON object"
    return row if isinstance(row, dict) else f"a {type(row).__name__}, not a JSON object"


def separated_rows(delimiter: str) -> Callable[[BinaryIO], TableRows]:
    """Return what yields the rows of a table whose fields are separated by a character.

    It raises an InputError at a line that cannot be decoded.
    """

    def rows(stream: BinaryIO) -> TableRows:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        codec = "utf-8"

        def texts() -> Iterator[str]:
            nonlocal codec
            for line in decode_lines(stream):
                if isinstance(line.text, Exception):
                    raise InputError(why_undecodable(line.text))
                codec = line.codec
                yield line.text

        # Strictly, since a quote that is not closed would silently take in the rows that follow.
        reader = csv.DictReader(texts(), delimiter=delimiter, restkey="", strict=True)
        while True:
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"line {reader.line_num}: {error}; check the quotes there and above"
                continue
            warnings = (_TOO_MANY_FIELDS,) if values.pop("", None) else ()
            yield TableRow(values, codec, warnings)

    return rows


def parquet_rows(stream: BinaryIO) -> TableRows:
    """Yield the rows of a Parquet file.

    Raises:
        InputError: If it is none, or damaged.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        with _seekable(stream) as file:
            for batch in pyarrow.parquet.ParquetFile(file).iter_batches(batch_size=_PARQUET_ROWS):
                yield from map(TableRow, batch.to_pylist())
    except pyarrow.ArrowException as error:
        raise InputError(f"not a readable Parquet file ({error})") from error


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
