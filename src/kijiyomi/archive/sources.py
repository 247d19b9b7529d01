"""Find and open the files of an archive, on this machine or at any address fsspec knows."""

from __future__ import annotations

import glob
import gzip
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple, cast, get_args

from kijiyomi.errors import DependencyError, InputError

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
_PATTERN = frozenset("*?[")


class Opened(NamedTuple):
    """An open file.

    Attributes:
        stream: Its bytes, uncompressed.
        raw: Its bytes as stored, whose position tells how far it has been read.
        size: Its stored size in bytes; 0 when unknown.
    """

    stream: BinaryIO
    raw: BinaryIO
    size: int


class Found(NamedTuple):
    """What an archive consists of.

    Attributes:
        files: Their names, in order.
        root: The folder they were looked for in, if it was one.
        unreadable: Folders that could not be looked into, each with the reason.
    """

    files: list[str]
    root: str | None
    unreadable: list[tuple[str, str]]


def archive_files(source: str | os.PathLike[str]) -> Found:
    """Return the files of ``source``: one file, a glob's matches, or the posts under a folder.

    Hidden folders and those that site generators fill (``_site``, ``public``, ``node_modules``, ``vendor``)
    are passed over, and links to folders are not followed.

    Raises:
        InputError: If there is no such file, or no post in the folder.
        DependencyError: If an address needs a package that is not installed.
    """
    name = os.fspath(source)
    found = _at_address(name) if "://" in name else _here(name)
    if not found.files and not found.unreadable:
        raise InputError(
            f"{name}: no such file or folder"
            if found.root is None
            else f"{name}: no posts ({', '.join(_POSTS)}) in this folder"
        )
    return found


def _here(name: str) -> Found:
    if name == STANDARD_INPUT or Path(name).is_file():
        return Found([name], None, [])
    if Path(name).is_dir():
        unreadable: list[tuple[str, str]] = []

        def note(error: OSError) -> None:
            unreadable.append(
                (str(error.filename), f"{error.filename}: cannot look inside: {error.strerror}")
            )

        return Found(sorted(_posts(name, note)), name, unreadable)
    # Path.glob would need the pattern split into an anchor and a relative part.
    return Found(sorted(m for m in glob.glob(name, recursive=True) if Path(m).is_file()), None, [])  # noqa: PTH207


def _posts(folder: str, note: Callable[[OSError], None]) -> Iterator[str]:
    for parent, folders, files in os.walk(folder, onerror=note):
        folders[:] = [f for f in folders if not _passed_over(f)]
        yield from (str(Path(parent, f)) for f in files if _is_post(f))


def _passed_over(folder: str) -> bool:
    return folder.startswith(".") or folder in _BUILT


def _is_post(file: str) -> bool:
    return file.lower().endswith(_POSTS) and not file.startswith(".")


def _at_address(address: str) -> Found:
    system, path = _filesystem(address)
    try:
        if _PATTERN & set(path):
            names, root = system.glob(path), None
        elif system.isdir(path):
            below = (name for name in system.find(path) if _is_post(name.rsplit("/", 1)[-1]))
            names = [n for n in below if not any(map(_passed_over, _within(n, path).split("/")[:-1]))]
            root = str(system.unstrip_protocol(path))
        else:
            names, root = [path] if system.exists(path) else [], None
    except OSError as error:
        raise InputError(f"{address}: cannot look there: {error}") from error
    return Found([str(system.unstrip_protocol(name)) for name in sorted(names)], root, [])


def _within(name: str, folder: str) -> str:
    return name.removeprefix(folder.rstrip("/") + "/")


def _filesystem(address: str) -> tuple[Any, str]:
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise DependencyError(f"{address}: {error}") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{address}: {error}") from error
    return system, path


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


def open_binary(name: str) -> Opened:
    """Open a file, or standard input for ``-``, uncompressed.

    Raises:
        InputError: If the file cannot be opened.
    """
    if name == STANDARD_INPUT:
        return Opened(sys.stdin.buffer, sys.stdin.buffer, 0)
    try:
        raw, size = _open_raw(name)
        return Opened(_uncompressed(name, raw), raw, size)
    except OSError as error:
        raise InputError(f"{name}: cannot open: {error.strerror or error}") from error


def _open_raw(name: str) -> tuple[BinaryIO, int]:
    if "://" in name:
        system, path = _filesystem(name)
        return cast(BinaryIO, system.open(path, "rb")), system.size(path) or 0
    raw = Path(name).open("rb")  # noqa: SIM115
    return raw, os.fstat(raw.fileno()).st_size


def _uncompressed(name: str, raw: BinaryIO) -> BinaryIO:
    if name.endswith(".gz"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if name.endswith(".zst"):
        import pyarrow

        source = pyarrow.PythonFile(raw, "r")
        return cast(BinaryIO, io.BufferedReader(pyarrow.CompressedInputStream(source, "zstd")))
    return raw
