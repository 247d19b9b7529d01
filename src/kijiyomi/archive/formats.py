"""What archives are read from and records are written as: one entry a format.

A new input format is an entry of ``INPUT_FORMATS`` and, for tables, a module with the function that reads
their rows; a new output format an entry of ``OUTPUT_FORMATS`` and its writer in
:mod:`kijiyomi.archive.writers`. File endings, choices and messages of the command line follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from kijiyomi.archive.compression import COMPRESSIONS, without_compression
from kijiyomi.archive.json_rows import json_rows
from kijiyomi.archive.parquet_rows import parquet_rows
from kijiyomi.archive.separated_rows import separated_rows
from kijiyomi.archive.table_rows import ColumnNames, TableRows
from kijiyomi.errors import InputError


@dataclass(frozen=True, slots=True)
class InputFormat:
    """What an archive's files may be.

    Attributes:
        name: How it is called on the command line.
        endings: What the files' names end with, lower case.
        rows: Reads the rows of an open table whose columns have names; ``None`` when each file is one post.
        folder_endings: Those of ``endings`` that are looked for in the folder of an archive.
    """

    name: str
    endings: tuple[str, ...]
    rows: Callable[[BinaryIO, ColumnNames], TableRows] | None = None
    folder_endings: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether a file holds many articles, one a row, with columns."""
        return self.rows is not None


INPUT_FORMATS = (
    InputFormat(
        "markdown", (".md", ".markdown", ".mdx", ".txt"), folder_endings=(".md", ".markdown", ".mdx")
    ),
    InputFormat("jsonl", (".jsonl", ".ndjson", ".json"), json_rows),
    InputFormat("csv", (".csv",), separated_rows(",")),
    InputFormat("tsv", (".tsv",), separated_rows("\t")),
    InputFormat("parquet", (".parquet",), parquet_rows),
)
INPUT_NAMES = tuple(form.name for form in INPUT_FORMATS)
POST_ENDINGS = tuple(ending for form in INPUT_FORMATS for ending in form.folder_endings)


def input_format(file: str, name: str | None = None) -> InputFormat:
    """Return the format of a file, found by its ending unless its ``name`` is given.

    Raises:
        InputError: If the ending or the name is unknown, or for standard input without a given name.
    """
    ending = PurePath(without_compression(file)).suffix.lower()
    for form in INPUT_FORMATS:
        if form.name == name if name is not None else ending in form.endings:
            return form
    if name is not None:
        raise InputError(f"there is no format {name!r}; there are {', '.join(INPUT_NAMES)}")
    raise InputError(f"{file}: cannot tell the format; give --format {'|'.join(INPUT_NAMES)}")


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """What records may be written as.

    Attributes:
        name: What :data:`kijiyomi.archive.writers.WRITERS` knows it by.
        endings: What the files' names end with.
        is_compressible: Whether a compression's ending may follow; Parquet compresses itself.
        is_flat: Whether a record is one line of plain cells, which leaves most of the entities out.
    """

    name: str
    endings: tuple[str, ...]
    is_compressible: bool = True
    is_flat: bool = False


OUTPUT_FORMATS = (
    OutputFormat("jsonl", (".jsonl", ".ndjson")),
    OutputFormat("csv", (".csv",), is_flat=True),
    OutputFormat("parquet", (".parquet",), is_compressible=False),
)


def output_format(file: PurePath) -> OutputFormat:
    """Return the format that a file's ending asks for.

    Raises:
        InputError: If there is no writer for it.
    """
    plain = without_compression(file.name)
    for form in OUTPUT_FORMATS:
        if PurePath(plain).suffix in form.endings and (form.is_compressible or plain == file.name):
            return form
    raise InputError(f"{file}: cannot write this; use {output_endings()}")


def table_endings() -> str:
    """Return the endings of the tables that can be read, in words."""
    return _either(form.endings[0] for form in INPUT_FORMATS if form.is_table)


def output_endings() -> str:
    """Return the endings of what can be written, in words."""
    compressible = ", ".join(form.endings[0] for form in OUTPUT_FORMATS if form.is_compressible)
    others = (form.endings[0] for form in OUTPUT_FORMATS if not form.is_compressible)
    return _either([f"{compressible} (each also {compression_endings()})", *others])


def compression_endings() -> str:
    """Return the endings of compressed files, in words."""
    return _either(compression.ending for compression in COMPRESSIONS)


def _either(choices: Iterable[str]) -> str:
    *first, last = choices
    return f"{', '.join(first)} or {last}" if first else last
