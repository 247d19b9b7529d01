"""Read archives: folders of posts, JSON Lines, CSV, TSV and Parquet, one article at a time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from kijiyomi.archive.encodings import decode, detect_line_encoding, encoding_warning
from kijiyomi.archive.front_matter import split_front_matter
from kijiyomi.archive.sources import Format, archive_files, file_format, open_binary
from kijiyomi.article import Article
from kijiyomi.errors import InputError

_SAMPLE = 1 << 20
_ROWS = 256
_FIRST_HEADING = re.compile(r"^\s*#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_STREAM_ERRORS = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column or key of a table holds what; all others become metadata.

    Attributes:
        id: Identifier; without such a column the row's number is used.
        title: Headline; may be missing.
        text: Body; must be there.
    """

    id: str = "id"
    title: str = "title"
    text: str = "text"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article that could not be read.

    Attributes:
        id: Its identifier as far as known.
        path: The file it stands in.
        reason: What is wrong, where, and what to do about it.
    """

    id: str
    path: str
    reason: str


class Archive:
    """An archive that can be read any number of times (standard input: once).

    Args:
        source: File, folder of posts, glob, or ``-`` for standard input.
        format: Format of the files when their names do not tell.
        columns: Column names of tables.
        on_unreadable: Called with each article that cannot be read, after which reading goes on;
            without it the first one raises.

    Raises:
        InputError: If nothing is there, or a file's format cannot be told.
    """

    def __init__(
        self,
        source: str | os.PathLike[str],
        *,
        format: Format | None = None,
        columns: Columns | None = None,
        on_unreadable: Callable[[Unreadable], None] | None = None,
    ) -> None:
        self.source = os.fspath(source)
        self.columns = columns or Columns()
        self.on_unreadable = on_unreadable
        self.files = [(name, file_format(name, format)) for name in archive_files(self.source)]

    @property
    def size(self) -> int | None:
        """Number of articles when it is known without reading: for posts, one a file."""
        return len(self.files) if all(form == "markdown" for _, form in self.files) else None

    def __iter__(self) -> Iterator[Article]:
        """Yield the articles in order.

        Raises:
            InputError: At the first article that cannot be read, unless ``on_unreadable`` takes it.
        """
        for item in self.items():
            if isinstance(item, Article):
                yield item
            elif self.on_unreadable is None:
                raise InputError(item.reason)
            else:
                self.on_unreadable(item)

    def items(self) -> Iterator[Article | Unreadable]:
        """Yield the articles in order, with those that cannot be read in their places."""
        root = self.source if Path(self.source).is_dir() else None
        for name, form in self.files:
            if form == "markdown":
                yield _read_post(name, root)
            else:
                yield from _read_table(name, form, self.columns)


def read_archive(
    source: str | os.PathLike[str],
    *,
    format: Format | None = None,
    columns: Columns | None = None,
    on_unreadable: Callable[[Unreadable], None] | None = None,
) -> Archive:
    """Return an archive to iterate over; see :class:`Archive`."""
    return Archive(source, format=format, columns=columns, on_unreadable=on_unreadable)


def read_post(path: str | os.PathLike[str]) -> Article:
    """Return the article of one Markdown or text file; its front matter becomes metadata.

    Raises:
        InputError: If the file cannot be opened or decoded.
    """
    post = _read_post(os.fspath(path), None)
    if isinstance(post, Unreadable):
        raise InputError(post.reason)
    return post


def _read_post(name: str, root: str | None) -> Article | Unreadable:
    identifier = Path(name).relative_to(root).as_posix() if root else Path(name).name
    try:
        with open_binary(name) as stream:
            raw, codec = decode(stream.read())
    except (InputError, *_STREAM_ERRORS) as error:
        return Unreadable(identifier, name, _at(name, error))
    front = split_front_matter(raw, name)
    title = front.metadata.get("title")
    return Article(
        text=front.body,
        id=identifier,
        title=str(title) if title is not None else _first_heading(front.body),
        path=name,
        metadata=front.metadata,
        warnings=(*encoding_warning(codec), *front.warnings),
    )


def _first_heading(body: str) -> str:
    heading = _FIRST_HEADING.match(body)
    return heading[1] if heading else ""


def _read_table(name: str, form: Format, columns: Columns) -> Iterator[Article | Unreadable]:
    rows = _PARSERS[form](name)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except (InputError, csv.Error, *_STREAM_ERRORS) as error:
            yield Unreadable("", name, _at(f"{name}, row {number}", error))
            return
        if row is None:
            return
        if isinstance(row, str):
            yield Unreadable("", name, f"{name}, {row}")
        else:
            yield _from_row(row, name, number, columns)


def _from_row(row: Mapping[str, Any], name: str, number: int, columns: Columns) -> Article | Unreadable:
    given = row.get(columns.id)
    identifier = str(number if given is None else given)
    text = row.get(columns.text)
    if not isinstance(text, str):
        problem = f"is {type(text).__name__}, not text" if columns.text in row else "is missing"
        reason = (
            f"{name}, row {number}: column {columns.text!r} {problem}; "
            f"there are {', '.join(map(repr, row))}; name the right one with --text-column"
        )
        return Unreadable(identifier, name, reason)
    title = row.get(columns.title)
    metadata = {k: v for k, v in row.items() if k not in (columns.id, columns.title, columns.text)}
    return Article(
        text, id=identifier, title="" if title is None else str(title), path=name, metadata=metadata
    )


# A parser yields a row, or says in words which line it could not read and why.
Rows = Iterator[Mapping[str, Any] | str]


def _json_lines(name: str) -> Rows:
    with open_binary(name) as stream:
        for number, line in enumerate(_lines(stream), start=1):
            if isinstance(line, UnicodeDecodeError):
                yield f"line {number}: {_undecodable(line)}"
            elif line.strip():
                yield _json_object(line, number)


def _json_object(line: str, number: int) -> Mapping[str, Any] | str:
    try:
        row = json.loads(line, strict=False)
    except (ValueError, RecursionError) as error:
        return f"line {number}: not JSON ({error}); each line must hold one JSON object"
    return row if isinstance(row, dict) else f"line {number}: a {type(row).__name__}, not a JSON object"


def _delimited(delimiter: str) -> Callable[[str], Rows]:
    def rows(name: str) -> Rows:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        with open_binary(name) as stream:
            reader = csv.DictReader(map(_strictly, _lines(stream)), delimiter=delimiter, restkey="")
            for row in reader:
                row.pop("", None)
                yield row

    return rows


def _strictly(line: str | UnicodeDecodeError) -> str:
    if isinstance(line, UnicodeDecodeError):
        raise InputError(_undecodable(line))
    return line


def _undecodable(error: UnicodeDecodeError) -> str:
    return f"not valid {error.encoding} at byte {error.start} of the line; convert the file to UTF-8"


def _parquet(name: str) -> Rows:
    import pyarrow
    import pyarrow.parquet

    try:
        for batch in pyarrow.parquet.ParquetFile(name).iter_batches(batch_size=_ROWS):
            yield from batch.to_pylist()
    except pyarrow.ArrowException as error:
        raise InputError(f"not a readable Parquet file ({error})") from error


_PARSERS: dict[Format, Callable[[str], Rows]] = {
    "jsonl": _json_lines,
    "csv": _delimited(","),
    "tsv": _delimited("\t"),
    "parquet": _parquet,
}


def _lines(stream: BinaryIO) -> Iterator[str | UnicodeDecodeError]:
    """Yield decoded lines, line ends kept; a line that cannot be decoded gives its error instead."""
    head, cut_short = _head(stream)
    codec = detect_line_encoding(head)
    lines = chain(head, _rest(stream, cut_short))
    if codec == "utf-16":
        yield from io.StringIO(b"".join(lines).decode(codec), newline="")
        return
    for line in lines:
        try:
            yield line.decode(codec)
        except UnicodeDecodeError as error:
            yield error
        if codec == "utf-8-sig":
            codec = "utf-8"


def _head(stream: BinaryIO) -> tuple[list[bytes], Exception | None]:
    """Return the first lines, and what kept more of them from being read."""
    head: list[bytes] = []
    size = 0
    try:
        for line in stream:
            head.append(line)
            size += len(line)
            if size >= _SAMPLE:
                break
    except _STREAM_ERRORS as error:
        return head, error
    return head, None


def _rest(stream: BinaryIO, cut_short: Exception | None) -> Iterator[bytes]:
    if cut_short is not None:
        raise cut_short
    yield from stream


def _at(place: str, error: Exception) -> str:
    remedy = "; the file is cut short, fetch it again" if isinstance(error, EOFError | zlib.error) else ""
    return f"{error}" if str(error).startswith(place) else f"{place}: {error}{remedy}"
