"""Rows of JSON: one object a line, or one document that is an array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from kijiyomi.archive.decoded_lines import MOST_BYTES, DecodedLine, decode_lines, why_undecodable
from kijiyomi.archive.table_rows import ColumnNames, NoRowsError, TableRow, TableRows
from kijiyomi.errors import InputError

_JSON = json.JSONDecoder(strict=False)


def json_rows(stream: BinaryIO, columns: ColumnNames) -> TableRows:
    """Yield the objects of JSON Lines, or those of one document: an array of objects, or a single one.

    Args:
        stream: The file.
        columns: Not needed; every object names its own.

    Raises:
        InputError: If no encoding reads the beginning, or nothing in it is JSON.
        NoRowsError: If there are blank lines only, or an array of nothing.
    """
    lines = decode_lines(stream)
    head = _first_lines(lines)
    if not head:
        return
    if not _has_words(head[-1]):
        raise NoRowsError("there are blank lines only")
    if _may_begin_a_document(head[-1].text):
        head += _within_bounds(lines)
        document = _document(head)
        if document is not None:
            yield from _document_rows(document, head[-1].codec)
            return
    yield from _line_rows(chain(head, lines))


def json_object(line: str) -> Mapping[str, Any] | str:
    """Return the object of a JSON line, or what is wrong with it."""
    try:
        row = _JSON.decode(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({error}); each line must hold one JSON object"
    return row if isinstance(row, dict) else f"a {type(row).__name__}, not a JSON object"


def _first_lines(lines: Iterator[DecodedLine]) -> list[DecodedLine]:
    """Return the lines up to the first that is not blank."""
    head: list[DecodedLine] = []
    for line in lines:
        head.append(line)
        if _has_words(line):
            break
    return head


def _has_words(line: DecodedLine) -> bool:
    return isinstance(line.text, Exception) or not line.text.isspace()


def _may_begin_a_document(line: str | Exception) -> bool:
    if isinstance(line, Exception):
        return False
    begins = line.lstrip()[:1]
    return begins == "[" or (begins == "{" and isinstance(json_object(line), str))


def _within_bounds(lines: Iterator[DecodedLine]) -> Iterator[DecodedLine]:
    size = 0
    for line in lines:
        yield line
        size += len(line.text) if isinstance(line.text, str) else MOST_BYTES
        if size >= MOST_BYTES:
            return


def _document(lines: Sequence[DecodedLine]) -> Any:
    """Return the one JSON document that lines are, ``None`` when each should be read by itself.

    Raises:
        InputError: If they are neither.
    """
    texts = [line.text for line in lines if isinstance(line.text, str)]
    if len(texts) < len(lines):
        return None
    try:
        return _JSON.decode("".join(texts))
    except (ValueError, RecursionError) as error:
        if len(texts) > 1 and all(isinstance(json_object(text), str) for text in texts if not text.isspace()):
            raise InputError(
                f"neither JSON Lines nor one JSON array ({error}); write one JSON object a line"
            ) from error
        return None


def _document_rows(document: Any, codec: str) -> TableRows:
    rows = document if isinstance(document, list) else [document]
    if not rows:
        raise NoRowsError("the array is empty")
    for number, row in enumerate(rows, start=1):
        if isinstance(row, dict):
            yield TableRow(row, codec)
        else:
            yield f"element {number}: a {type(row).__name__}, not a JSON object"


def _line_rows(lines: Iterable[DecodedLine]) -> TableRows:
    for number, line in enumerate(lines, start=1):
        if isinstance(line.text, Exception):
            yield f"line {number}: {why_undecodable(line.text)}"
        elif line.text.strip():
            values = json_object(line.text)
            yield f"line {number}: {values}" if isinstance(values, str) else TableRow(values, line.codec)
