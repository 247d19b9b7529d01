"""Compressed files: one entry a compression, found by the last ending of a file's name."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, BinaryIO, cast


@dataclass(frozen=True, slots=True)
class Compression:
    """A compression.

    Attributes:
        ending: What a compressed file's name ends with.
        decompress: Wraps an open compressed file for reading.
        compress: Wraps an open file for writing; closing it leaves the file open.
    """

    ending: str
    decompress: Callable[[BinaryIO], BinaryIO]
    compress: Callable[[IO[bytes]], IO[bytes]]


def _read_gzip(raw: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=raw))


def _write_gzip(raw: IO[bytes]) -> IO[bytes]:
    # Neither a time nor the temporary name, so that equal input gives equal bytes.
    return cast(IO[bytes], gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0))


def _read_zstd(raw: BinaryIO) -> BinaryIO:
    import pyarrow

    source = pyarrow.PythonFile(raw, "r")
    return cast(BinaryIO, io.BufferedReader(pyarrow.CompressedInputStream(source, "zstd")))


def _write_zstd(raw: IO[bytes]) -> IO[bytes]:
    import pyarrow

    return cast(IO[bytes], pyarrow.CompressedOutputStream(pyarrow.PythonFile(raw, "w"), "zstd"))


COMPRESSIONS = (Compression(".gz", _read_gzip, _write_gzip), Compression(".zst", _read_zstd, _write_zstd))


def compression_of(name: str) -> Compression | None:
    """Return the compression that a file's name asks for, if any."""
    return next((found for found in COMPRESSIONS if name.endswith(found.ending)), None)


def without_compression(name: str) -> str:
    """Return a file's name without the ending of its compression."""
    found = compression_of(name)
    return name.removesuffix(found.ending) if found else name
