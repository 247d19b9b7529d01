"""Where a run's output goes: one file, or a folder of shards; and how shards become the one file."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyarrow as pa

from kijiyomi.archive.arrow_batches import Failure
from kijiyomi.archive.shards import Shards
from kijiyomi.archive.writers import (
    AtomicFile,
    OutputFormat,
    ParquetTable,
    PartFormat,
    csv_header,
    output_format,
)
from kijiyomi.errors import InputError

_COMPRESSED = (".gz", ".zst")
_MARKS = "_kijiyomi"


@dataclass(frozen=True, slots=True)
class Output:
    """The output of a run.

    Attributes:
        path: The file, or the folder of shards.
        form: What the records are written as.
        is_folder: Whether it is a folder of shards.
    """

    path: Path
    form: OutputFormat
    is_folder: bool

    @classmethod
    def of(cls, output: str | os.PathLike[str]) -> Output:
        """Return the target that a name asks for; one that ends with a slash is a folder.

        Raises:
            InputError: If there is no writer for its ending, or a file is asked for where a folder stands.
        """
        name = os.fspath(output)
        path = Path(name)
        is_folder = name.endswith(("/", os.sep))
        if not path.parent.is_dir():
            raise InputError(f"{path}: cannot write here: there is no folder {path.parent}; make it first")
        if path.is_dir() and not is_folder:
            raise InputError(f"{path}: is a folder; write {name}/ to have a folder of shards, or name a file")
        if is_folder and path.is_dir() and any(path.iterdir()) and not (path / _MARKS).is_dir():
            raise InputError(f"{path}: holds something else already; give a new folder")
        return cls(path, output_format(path), is_folder)

    @property
    def part_form(self) -> PartFormat:
        """What the shards are written as: Parquet is compressed once, when they become one file."""
        return "arrow" if self.form == "parquet" and not self.is_folder else self.form

    @property
    def errors(self) -> Path:
        """The file that lists articles without a record."""
        return self.beside("errors.jsonl")

    def beside(self, ending: str) -> Path:
        """Return a file beside the output, of its name but with another ending."""
        path = self.path.with_suffix("") if self.path.suffix in _COMPRESSED else self.path
        return path.with_name(f"{path.stem}.{ending}")

    def shards(self, about: Mapping[str, str]) -> Shards:
        """Return the shards: in the folder, or for a file in a hidden folder beside it."""
        if self.is_folder:
            ending = "".join(
                self.path.suffixes[-2:] if self.path.suffix in _COMPRESSED else [self.path.suffix]
            )
            return Shards(self.path, self.path / _MARKS, ending, about)
        work = self.path.with_name(f".{self.path.name}.parts")
        return Shards(work, work, f".{self.part_form}", about)

    def finish(self, shards: Shards, count: int, metadata: Mapping[str, str]) -> None:
        """Make the one file of its shards, if it is one, and remove them.

        Raises:
            InputError: If it cannot be written; the shards stay then.
        """
        if self.is_folder:
            return
        if count == 1 and self.part_form == self.form and self.path.suffix not in _COMPRESSED:
            shards.path(0).replace(self.path)
        else:
            with AtomicFile(self.path) as stream:
                _JOIN[self.form](stream, [shards.path(number) for number in range(count)], metadata)
        shards.remove()

    def write_errors(self, failures: Iterable[Failure]) -> Path | None:
        """Write the table of articles without a record, or take away that of an earlier run.

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


def _join_lines(stream: IO[bytes], parts: Iterable[Path], _: Mapping[str, str]) -> None:
    for part in parts:
        with part.open("rb") as lines:
            shutil.copyfileobj(lines, stream)


def _join_csv(stream: IO[bytes], parts: Iterable[Path], _: Mapping[str, str]) -> None:
    stream.write(csv_header())
    for part in parts:
        with part.open("rb") as lines:
            lines.readline()
            shutil.copyfileobj(lines, stream)


def _join_parquet(stream: IO[bytes], parts: Iterable[Path], metadata: Mapping[str, str]) -> None:
    with closing(ParquetTable(stream, metadata)) as table:
        for part in parts:
            for batch in _batches(part):
                table.write(batch)


def _batches(part: Path) -> Iterator[pa.RecordBatch]:
    with part.open("rb") as streams:
        while streams.peek(1):
            yield from pa.ipc.open_stream(streams)


_JOIN: dict[OutputFormat, Callable[[IO[bytes], Iterable[Path], Mapping[str, str]], None]] = {
    "jsonl": _join_lines,
    "csv": _join_csv,
    "parquet": _join_parquet,
}
