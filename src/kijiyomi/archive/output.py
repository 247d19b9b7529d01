"""Where a run's output goes: one file, or a folder of shards; and how shards become the one file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kijiyomi.archive.atomic_file import AtomicFile, remove_partial_files
from kijiyomi.archive.compression import compression_of, without_compression
from kijiyomi.archive.failure import Failure
from kijiyomi.archive.flat_tables import TABLES
from kijiyomi.archive.formats import OutputFormat, output_format
from kijiyomi.archive.shards import Shards
from kijiyomi.archive.writers import SAFE_CSV, WRITERS, RecordFile, RecordWriter
from kijiyomi.errors import InputError

_MARKS = "_kijiyomi"


@dataclass(frozen=True, slots=True)
class Output:
    """The output of a run.

    Attributes:
        path: The file, or the folder of shards.
        format: What the records are written as.
        is_folder: Whether it is a folder of shards.
        writer_name: Which of :data:`~kijiyomi.archive.writers.WRITERS` writes them.
    """

    path: Path
    format: OutputFormat
    is_folder: bool
    writer_name: str

    @classmethod
    def of(cls, name: str | os.PathLike[str], *, safe_csv: bool = False) -> Output:
        """Return the output that a name asks for; one that ends with a slash is a folder.

        Args:
            name: Its name.
            safe_csv: Whether no cell of a CSV file may be a formula.

        Raises:
            InputError: If there is no writer for its ending, a file is asked for where a folder stands, or
                ``safe_csv`` is asked of another format.
        """
        name = os.fspath(name)
        path = Path(name)
        is_folder = name.endswith(("/", os.sep))
        if not path.parent.is_dir():
            raise InputError(f"{path}: cannot write here: there is no folder {path.parent}; make it first")
        if path.is_dir() and not is_folder:
            raise InputError(f"{path}: is a folder; write {name}/ to have a folder of shards, or name a file")
        if is_folder and path.is_dir() and any(path.iterdir()) and not (path / _MARKS).is_dir():
            raise InputError(f"{path}: holds something else already; give a new folder")
        form = output_format(path)
        if safe_csv and form.name != "csv":
            raise InputError(f"{path}: only .csv has cells to make safe; leave --safe-csv out")
        return cls(path, form, is_folder, SAFE_CSV if safe_csv else form.name)

    @property
    def writer(self) -> RecordWriter:
        """How the records are written."""
        return WRITERS[self.writer_name]

    @property
    def errors(self) -> Path:
        """The file that lists articles without a record."""
        return self.beside("errors.jsonl")

    def beside(self, ending: str) -> Path:
        """Return a file beside the output, of its name but with another ending."""
        plain = Path(without_compression(self.path.name))
        return self.path.with_name(f"{plain.stem}.{ending}")

    def shards(self, about: Mapping[str, str]) -> Shards:
        """Return the shards: in the folder, or for a file in a hidden folder beside it."""
        if self.is_folder:
            plain = Path(without_compression(self.path.name))
            return Shards(self.path, self.path / _MARKS, self.path.name.removeprefix(plain.stem), about)
        parts = self.path.with_name(f".{self.path.name}.parts")
        return Shards(parts, parts, self.writer.part_ending, about)

    def start_shard(self, stream: IO[bytes], metadata: Mapping[str, str]) -> RecordFile:
        """Start the file of a shard.

        Args:
            stream: Stays open.
            metadata: How the records were made.
        """
        return self.writer.start_file(stream, metadata) if self.is_folder else self.writer.start_part(stream)

    def finish(self, shards: Shards, count: int, metadata: Mapping[str, str]) -> None:
        """Make the one file of its shards, if it is one, and remove them.

        Raises:
            InputError: If it cannot be written; the shards stay then.
        """
        if self.is_folder:
            return
        if count == 1 and self.writer.parts_are_files and compression_of(self.path.name) is None:
            shards.path(0).replace(self.path)
        else:
            with AtomicFile(self.path) as stream:
                self.writer.join(stream, [shards.path(number) for number in range(count)], metadata)
        shards.remove()

    def discard(self, shards: Shards) -> None:
        """Remove the shards of a run that has no record, where they are not an output of their own."""
        if not self.is_folder:
            shards.remove()

    def remove_partial_files(self) -> None:
        """Remove what killed runs were writing for this output; no other run may be at work."""
        for path in (self.path, self.errors, *(self.beside(f"{table}.parquet") for table in TABLES)):
            remove_partial_files(path)

    def write_errors(self, failures: Iterable[Failure]) -> Path | None:
        """Write the table of articles without a record, or remove that of an earlier run.

        Raises:
            InputError: If it cannot be written.
        """
        lines = [
            json.dumps({"id": f.id, "path": f.path, "reason": f.reason}, ensure_ascii=False) for f in failures
        ]
        if not lines:
            self.errors.unlink(missing_ok=True)
            return None
        with AtomicFile(self.errors) as stream:
            stream.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
        return self.errors
