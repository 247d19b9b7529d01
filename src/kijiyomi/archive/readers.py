"""Read archives: folders of posts, JSON Lines, CSV, TSV and Parquet, one article at a time."""

from __future__ import annotations

import contextlib
import csv
import gzip
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple

from kijiyomi.archive.encodings import decode, encoding_warning
from kijiyomi.archive.items import ColumnNames, Unreadable
from kijiyomi.archive.lines import MOST_BYTES, STREAM_ERRORS, TOO_LONG, lines_of, undecodable
from kijiyomi.archive.sources import Format, Opened, archive_files, file_format, open_binary
from kijiyomi.article import Article
from kijiyomi.errors import InputError
from kijiyomi.frontmatter.articles import article_of_post, read_front_matter

_ROWS = 256
_JSON = json.JSONDecoder(strict=False)
_BEYOND = "the row has more fields than the header; the rest was left out"


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
        columns: ColumnNames | None = None,
        on_unreadable: Callable[[Unreadable], None] | None = None,
    ) -> None:
        self.source = os.fspath(source)
        self.columns = columns or ColumnNames()
        self.on_unreadable = on_unreadable
        found = archive_files(self.source)
        self.files = [(name, file_format(name, format)) for name in found.files]
        self._root = found.root
        self._folders = [Unreadable(folder, folder, reason) for folder, reason in found.unreadable]
        self._opened: Opened | None = None
        self._finished = 0

    def expected(self, seen: int) -> int | None:
        """Return about how many articles there are, as far as the part read so far tells.

        Args:
            seen: Articles read by now.
        """
        if all(form == "markdown" for _, form in self.files):
            return len(self.files) + len(self._folders)
        share = float(self._finished)
        if self._opened is not None and self._opened.size:
            with contextlib.suppress(OSError, ValueError):
                share += self._opened.raw.tell() / self._opened.size
        return round(seen * len(self.files) / share) if share else None

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
        yield from self._folders
        self._finished = 0
        for name, form in self.files:
            if form == "markdown":
                yield _read_post(name, self._root)
            else:
                yield from _read_table(name, form, self.columns, self._note)
            self._opened, self._finished = None, self._finished + 1

    def _note(self, opened: Opened) -> None:
        self._opened = opened


def read_archive(
    source: str | os.PathLike[str],
    *,
    format: Format | None = None,
    columns: ColumnNames | None = None,
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
    identifier = name.removeprefix(root).lstrip("/\\").replace("\\", "/") if root else PurePath(name).name
    try:
        with open_binary(name).stream as stream:
            raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            return Unreadable(identifier, name, f"{name}: {TOO_LONG}")
        text, codec = decode(raw)
    except (InputError, *STREAM_ERRORS) as error:
        return Unreadable(identifier, name, _at(name, error))
    return article_of_post(text, id=identifier, path=name, warnings=encoding_warning(codec))


def _read_table(
    name: str, form: Format, columns: ColumnNames, note: Callable[[Opened], None]
) -> Iterator[Article | Unreadable]:
    rows = _PARSERS[form](name, note)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except (InputError, *STREAM_ERRORS) as error:
            yield Unreadable("", name, _at(f"{name}, row {number}", error))
            return
        if row is None:
            return
        if isinstance(row, str):
            yield Unreadable("", name, f"{name}, {row}")
        else:
            yield _from_row(row, name, number, columns)


def _from_row(row: Row, name: str, number: int, columns: ColumnNames) -> Article | Unreadable:
    given = row.values.get(columns.id)
    identifier = str(number if given is None else given)
    text = row.values.get(columns.text)
    if not isinstance(text, str):
        problem = f"is {type(text).__name__}, not text" if columns.text in row.values else "is missing"
        reason = (
            f"{name}, row {number}: column {columns.text!r} {problem}; "
            f"there are {', '.join(map(repr, row.values))}; name the right one with --text-column"
        )
        return Unreadable(identifier, name, reason)
    title = row.values.get(columns.title)
    metadata = {k: v for k, v in row.values.items() if k not in (columns.id, columns.title, columns.text)}
    article = Article(
        text,
        id=identifier,
        title="" if title is None else str(title),
        path=name,
        metadata=metadata,
        warnings=(*encoding_warning(row.codec), *row.warnings),
    )
    return read_front_matter(article)


class Row(NamedTuple):
    """A row of a table, the codec that read it, and what was odd about it."""

    values: Mapping[str, Any]
    codec: str = "utf-8"
    warnings: tuple[str, ...] = ()


# A parser yields a row, or says in words which line it could not read and why.
Rows = Iterator[Row | str]
Note = Callable[[Opened], None]


def _json_lines(name: str, note: Note) -> Rows:
    with _opened(name, note) as stream:
        for number, line in enumerate(lines_of(stream), start=1):
            if isinstance(line.text, Exception):
                yield f"line {number}: {undecodable(line.text)}"
            elif line.text.strip():
                values = json_object(line.text)
                yield f"line {number}: {values}" if isinstance(values, str) else Row(values, line.codec)


def json_object(line: str) -> Mapping[str, Any] | str:
    """Return the object of a JSON line, or what is wrong with it."""
    try:
        row = _JSON.decode(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({error}); each line must hold one JSON object"
    return row if isinstance(row, dict) else f"a {type(row).__name__}, not a JSON object"


def _delimited(delimiter: str) -> Callable[[str, Note], Rows]:
    def rows(name: str, note: Note) -> Rows:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        codec = "utf-8"

        def texts(stream: BinaryIO) -> Iterator[str]:
            nonlocal codec
            for line in lines_of(stream):
                if isinstance(line.text, Exception):
                    raise InputError(undecodable(line.text))
                codec = line.codec
                yield line.text

        with _opened(name, note) as stream:
            # Strictly, since a quote that is not closed would silently take in the rows that follow.
            reader = csv.DictReader(texts(stream), delimiter=delimiter, restkey="", strict=True)
            while True:
                try:
                    values = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield f"line {reader.line_num}: {error}; check the quotes there and above"
                    continue
                beyond = (_BEYOND,) if values.pop("", None) else ()
                yield Row(values, codec, beyond)

    return rows


def _parquet(name: str, note: Note) -> Rows:
    import pyarrow
    import pyarrow.parquet

    with _opened(name, note) as stream:
        try:
            for batch in pyarrow.parquet.ParquetFile(stream).iter_batches(batch_size=_ROWS):
                yield from map(Row, batch.to_pylist())
        except pyarrow.ArrowException as error:
            raise InputError(f"not a readable Parquet file ({error})") from error


_PARSERS: dict[Format, Callable[[str, Note], Rows]] = {
    "jsonl": _json_lines,
    "csv": _delimited(","),
    "tsv": _delimited("\t"),
    "parquet": _parquet,
}


@contextlib.contextmanager
def _opened(name: str, note: Note) -> Iterator[BinaryIO]:
    opened = open_binary(name)
    note(opened)
    # What wraps the file does not always close it.
    with opened.raw, opened.stream:
        yield opened.stream


def _at(place: str, error: Exception) -> str:
    return f"{error}" if str(error).startswith(place) else f"{place}: {error}{_remedy(error)}"


def _remedy(error: Exception) -> str:
    if isinstance(error, gzip.BadGzipFile):
        return "; it is not what its name says, rename it"
    is_cut = isinstance(error, EOFError | zlib.error) or "Truncated" in str(error)
    return "; the file is cut short, fetch it again" if is_cut else ""
