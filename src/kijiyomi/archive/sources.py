"""Find and open the files of an archive, on this machine or at any address fsspec knows."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from kijiyomi.archive.compression import compression_of
from kijiyomi.archive.formats import POST_ENDINGS
from kijiyomi.errors import DependencyError, InputError

STANDARD_INPUT = "-"
_GENERATED_FOLDERS = {"_site", "node_modules", "public", "vendor"}
_WILDCARDS = frozenset("*?[")


class OpenFile(NamedTuple):
    """An open file.

    Attributes:
        stream: Its bytes, uncompressed.
        raw: Its bytes as stored, whose position shows how far it has been read.
        size: Its stored size in bytes; 0 when unknown.
    """

    stream: BinaryIO
    raw: BinaryIO
    size: int


class ArchiveFiles(NamedTuple):
    """What an archive consists of.

    Attributes:
        names: The files' names, in order.
        root: The folder they were looked for in, if it was one.
        unreadable: Folders that could not be looked into, each with the reason.
    """

    names: list[str]
    root: str | None
    unreadable: list[tuple[str, str]]


def find_files(source: str | os.PathLike[str]) -> ArchiveFiles:
    """Return the files of ``source``: one file, a glob's matches, or the posts under a folder.

    Hidden folders and those that site generators fill (``_site``, ``public``, ``node_modules``, ``vendor``)
    are skipped, and links to folders are not followed.

    Raises:
        InputError: If there is no such file, or no post in the folder.
        DependencyError: If an address needs a package that is not installed.
    """
    name = os.fspath(source)
    found = _at_address(name) if is_address(name) else _here(name)
    if not found.names and not found.unreadable:
        raise InputError(
            f"{name}: no such file or folder"
            if found.root is None
            else f"{name}: no posts ({', '.join(POST_ENDINGS)}) in this folder"
        )
    return found


def is_address(name: str) -> bool:
    """Return whether a file is named by an address rather than a path on this machine."""
    return "://" in name


def _here(name: str) -> ArchiveFiles:
    if name == STANDARD_INPUT or Path(name).is_file():
        return ArchiveFiles([name], None, [])
    if Path(name).is_dir():
        unreadable: list[tuple[str, str]] = []

        def note(error: OSError) -> None:
            unreadable.append(
                (str(error.filename), f"{error.filename}: cannot look inside: {error.strerror}")
            )

        return ArchiveFiles(sorted(_posts(name, note)), name, unreadable)
    # Path.glob would need the pattern split into an anchor and a relative part.
    return ArchiveFiles(sorted(m for m in glob.glob(name, recursive=True) if Path(m).is_file()), None, [])  # noqa: PTH207


def _posts(folder: str, note: Callable[[OSError], None]) -> Iterator[str]:
    for parent, folders, files in os.walk(folder, onerror=note):
        folders[:] = [f for f in folders if not _is_skipped(f)]
        yield from (str(Path(parent, f)) for f in files if _is_post(f))


def _is_skipped(folder: str) -> bool:
    return folder.startswith(".") or folder in _GENERATED_FOLDERS


def _is_post(file: str) -> bool:
    return file.lower().endswith(POST_ENDINGS) and not file.startswith(".")


def _at_address(address: str) -> ArchiveFiles:
    system, path = _filesystem(address)
    try:
        if _WILDCARDS & set(path):
            names, root = system.glob(path), None
        elif system.isdir(path):
            below = (name for name in system.find(path) if _is_post(name.rsplit("/", 1)[-1]))
            names = [n for n in below if not any(map(_is_skipped, _within(n, path).split("/")[:-1]))]
            root = str(system.unstrip_protocol(path))
        else:
            names, root = [path] if system.exists(path) else [], None
    except OSError as error:
        raise InputError(f"{address}: cannot look there: {error}") from error
    return ArchiveFiles([str(system.unstrip_protocol(name)) for name in sorted(names)], root, [])


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


def open_binary(name: str) -> OpenFile:
    """Open a file, or standard input for ``-``, uncompressed.

    Raises:
        InputError: If the file cannot be opened.
    """
    if name == STANDARD_INPUT:
        return OpenFile(sys.stdin.buffer, sys.stdin.buffer, 0)
    compression = compression_of(name)
    try:
        raw, size = _open_raw(name)
        return OpenFile(compression.decompress(raw) if compression else raw, raw, size)
    except OSError as error:
        raise InputError(f"{name}: cannot open: {error.strerror or error}") from error


def _open_raw(name: str) -> tuple[BinaryIO, int]:
    if is_address(name):
        system, path = _filesystem(name)
        return cast(BinaryIO, system.open(path, "rb")), system.size(path) or 0
    raw = Path(name).open("rb")  # noqa: SIM115
    return raw, os.fstat(raw.fileno()).st_size
