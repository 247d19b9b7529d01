"""Decoded lines of a stream, whatever its encoding and length."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple

from kijiyomi.encodings import detect_line_encoding

STREAM_ERRORS = (OSError, EOFError, zlib.error)
MOST_BYTES = 1 << 28
"""Bytes of one article's file or line; a bomb in a small archive stops here."""
TOO_LONG = f"longer than {MOST_BYTES >> 20} MB, too much for one article; split it"

_SAMPLE = 1 << 20


class DecodedLine(NamedTuple):
    """A line.

    Attributes:
        text: Its characters with its end, or why there are none.
        codec: The codec that reads the stream.
    """

    text: str | UnicodeDecodeError | OverflowError
    codec: str


def decode_lines(stream: BinaryIO) -> Iterator[DecodedLine]:
    """Yield decoded lines; one that cannot be decoded or is too long gives its error instead.

    Raises:
        InputError: If no encoding reads the beginning.
        OSError, EOFError, zlib.error: Where the stream breaks off, after all lines before.
    """
    raw = _raw_lines(stream)
    head, cut_short = _head(raw)
    codec = detect_line_encoding([line for line in head if line is not None])
    lines = chain(head, _rest(raw, cut_short))
    yield from _wide(lines, codec) if codec in ("utf-16", "utf-32") else _plain(lines, codec)


def why_undecodable(error: UnicodeDecodeError | OverflowError) -> str:
    """Return why a line has no text, and what to do about it."""
    if isinstance(error, OverflowError):
        return TOO_LONG
    return f"not valid {error.encoding} at byte {error.start} of the line; convert the file to UTF-8"


def _raw_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield lines, ``None`` for one that is too long, of which no more than that is held."""
    while line := stream.readline(MOST_BYTES):
        if len(line) < MOST_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while (more := stream.readline(_SAMPLE)) and not more.endswith(b"\n"):
            pass
        yield None


def _plain(lines: Iterator[bytes | None], codec: str) -> Iterator[DecodedLine]:
    reads = codec
    for line in lines:
        try:
            yield DecodedLine(OverflowError() if line is None else line.decode(reads), codec)
        except UnicodeDecodeError as error:
            yield DecodedLine(error, codec)
        # Only the first line has a byte order mark.
        reads = "utf-8" if reads == "utf-8-sig" else reads


def _wide(parts: Iterator[bytes | None], codec: str) -> Iterator[DecodedLine]:
    """Yield lines of UTF-16 or UTF-32, whose bytes ``\\n`` may be part of other characters."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    rest = ""
    for part in parts:
        if part is None:
            yield DecodedLine(OverflowError(), codec)
            continue
        *whole, rest = (rest + decoder.decode(part)).split("\n")
        yield from (DecodedLine(f"{line}\n", codec) for line in whole)
    if rest:
        yield DecodedLine(rest, codec)


def _head(lines: Iterator[bytes | None]) -> tuple[list[bytes | None], Exception | None]:
    """Return the first lines, and what kept more of them from being read."""
    head: list[bytes | None] = []
    size = 0
    try:
        for line in lines:
            head.append(line)
            size += len(line or b"")
            if size >= _SAMPLE:
                break
    except STREAM_ERRORS as error:
        return head, error
    return head, None


def _rest(lines: Iterator[bytes | None], cut_short: Exception | None) -> Iterator[bytes | None]:
    if cut_short is not None:
        raise cut_short
    yield from lines
