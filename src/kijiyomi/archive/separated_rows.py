"""Rows of CSV and TSV as spreadsheets and people write them."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from kijiyomi.archive.decoded_lines import decode_lines, why_undecodable
from kijiyomi.archive.table_rows import (
    ColumnNames,
    NoRowsError,
    TableRow,
    TableRows,
    find_column,
    missing_column,
    name_right_column,
)
from kijiyomi.errors import InputError

_DELIMITERS = (",", "\t", ";", "|")
# Excel's own line above the header.
_DELIMITER_LINE = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)
# What ends the lines of Excel's "CSV (Macintosh)".
_AFTER_LONE_RETURN = re.compile(r"(?<=\r)(?![\r\n]|\Z)")
_TOO_MANY_FIELDS = "the row has more fields than the header; the rest was left out"


class _Dialect(NamedTuple):
    """How the fields of a line are written.

    Attributes:
        delimiter: What separates them.
        has_spaces: Whether a space follows it, which belongs to no field.
    """

    delimiter: str
    has_spaces: bool = False

    def reader(self, lines: Iterator[str]) -> Any:
        # Strictly, since a quote that is not closed would silently take in the rows that follow.
        return csv.reader(lines, delimiter=self.delimiter, skipinitialspace=self.has_spaces, strict=True)


class _NumberedLines:
    """The lines of a stream, and the codec that reads them.

    Raises:
        InputError: While iterating, at a line that cannot be decoded.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.codec = "utf-8"
        self.number = 0
        self._lines = decode_lines(stream)

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            if isinstance(line.text, Exception):
                self.number += 1
                raise InputError(why_undecodable(line.text))
            self.codec = line.codec
            for part in _AFTER_LONE_RETURN.split(line.text):
                self.number += 1
                yield part


def separated_rows(delimiter: str) -> Callable[[BinaryIO, ColumnNames], TableRows]:
    """Return what yields the rows of a table whose fields are separated by a character.

    Another character separates them if a line ``sep=`` above the header says so, or if the column of texts
    is found in the header that way only. Spaces around the header's names belong to none of them.

    What is returned raises an InputError at a line that cannot be decoded or when the header has no column
    of texts, and a NoRowsError when no row follows the header.
    """

    def rows(stream: BinaryIO, columns: ColumnNames) -> TableRows:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        lines = _NumberedLines(stream)
        texts = iter(lines)
        first = _first_line(texts)
        if first is None:
            if lines.number:
                raise NoRowsError("there are blank lines only")
            return
        delimiters: Sequence[str] = (delimiter, *(other for other in _DELIMITERS if other != delimiter))
        if said := _DELIMITER_LINE.fullmatch(first):
            delimiters = said[1]
            first = _first_line(texts) or ""
        dialect = _dialect(first, delimiters, columns)
        yield from _rows(chain([first], texts), dialect, columns, lines)

    return rows


def _first_line(lines: Iterator[str]) -> str | None:
    return next((line for line in lines if line.strip()), None)


def _dialect(header: str, delimiters: Sequence[str], columns: ColumnNames) -> _Dialect:
    """Return the dialect of the header: one that finds the column of texts, else that of most columns."""
    readings = {delimiter: _header_of(header, delimiter) for delimiter in delimiters}
    found = next((d for d, names in readings.items() if find_column(names, columns.text) is not None), None)
    best = found or max(delimiters, key=lambda delimiter: len(readings[delimiter]))
    return _Dialect(best, any(name.startswith(" ") for name in readings[best][1:]))


def _header_of(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(lines: Iterator[str], dialect: _Dialect, columns: ColumnNames, source: _NumberedLines) -> TableRows:
    reader = dialect.reader(lines)
    names: list[str] | None = None
    above = source.number - 1
    has_rows = False
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield f"line {above + reader.line_num}: {error}; check the quotes there and above"
            has_rows = True
            continue
        if names is None:
            names = _checked_header(fields, columns)
        elif fields:
            has_rows = True
            yield _row(names, fields, source.codec)
    if not has_rows:
        raise NoRowsError("there is no row below the header")


def _checked_header(fields: Sequence[str], columns: ColumnNames) -> list[str]:
    names = [name.strip() for name in fields]
    if (missing := missing_column(names, columns)) is not None:
        raise InputError(
            f"column {getattr(columns, missing)!r} is missing; {name_right_column(names, missing)}, or, if "
            "these are no names but the first article, write them above it: "
            f"{columns.id},{columns.title},{columns.text}"
        )
    return names


def _row(names: Sequence[str], fields: Sequence[str], codec: str) -> TableRow:
    """Return a row; what it lacks at its end is ``None``."""
    values: dict[str, Any] = dict.fromkeys(names)
    values.update(zip(names, fields, strict=False))
    # Data frames write their row numbers in a column without a name.
    values.pop("", None)
    return TableRow(values, codec, (_TOO_MANY_FIELDS,) if len(fields) > len(names) else ())
