"""Find and open the files of an archive."""

from __future__ import annotations

import glob
import gzip
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, cast, get_args

from kijiyomi.errors import InputError

Format = Literal["markdown", "jsonl", "csv", "tsv", "parquet"]

STANDARD_INPUT = "-"
_FORMATS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".txt": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
_COMPRESSED = (".gz", ".zst")
_POSTS = (".md", ".markdown", ".mdx")
_BUILT = {"_site", "node_modules", "public", "vendor"}


def archive_files(source: str | os.PathLike[str]) -> list[str]:
    """Return the files of ``source`` in order: one file, a glob's matches, or the posts under a folder.

    Hidden folders and those that site generators fill (``_site``, ``public``, ``node_modules``, ``vendor``)
    are passed over.

    Raises:
        InputError: If there is no such file, or no post in the folder.
    """
    name = os.fspath(source)
    if name == STANDARD_INPUT or Path(name).is_file():
        return [name]
    if Path(name).is_dir():
        return sorted(_posts(name)) or _nothing(f"{name}: no posts ({', '.join(_POSTS)}) in this folder")
    # Path.glob would need the pattern split into an anchor and a relative part.
    matches = sorted(m for m in glob.glob(name, recursive=True) if Path(m).is_file())  # noqa: PTH207
    return matches or _nothing(f"{name}: no such file or folder")


def file_format(name: str, given: Format | None = None) -> Format:
    """Return the format of a file, told by its ending unless ``given``.

    Raises:
        InputError: If the ending is unknown, or for standard input without a given format.
    """
    if given is not None:
        return given
    stem = name
    for ending in _COMPRESSED:
        stem = stem.removesuffix(ending)
    found = _FORMATS.get(Path(stem).suffix.lower())
    if found is None:
        raise InputError(f"{name}: cannot tell the format; give --format {'|'.join(get_args(Format))}")
    return found


def open_binary(name: str) -> BinaryIO:
    """Open a file, or standard input for ``-``, uncompressed.

    Raises:
        InputError: If the file cannot be opened.
    """
    if name == STANDARD_INPUT:
        return sys.stdin.buffer
    try:
        if name.endswith(".gz"):
            return cast(BinaryIO, gzip.open(name, "rb"))
        if name.endswith(".zst"):
            import pyarrow

            return cast(BinaryIO, io.BufferedReader(pyarrow.input_stream(name, compression="zstd")))
        return Path(name).open("rb")
    except OSError as error:
        raise InputError(f"{name}: cannot open: {error.strerror or error}") from error


def _posts(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".") and f not in _BUILT]
        yield from (
            str(Path(parent, f)) for f in files if f.lower().endswith(_POSTS) and not f.startswith(".")
        )


def _nothing(message: str) -> list[str]:
    raise InputError(message)
