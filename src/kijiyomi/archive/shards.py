"""A run's finished parts on disk: written, renamed, then marked, so that a rerun need not do them again."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from filelock import FileLock, Timeout

from kijiyomi.archive.atomic_file import AtomicFile
from kijiyomi.archive.failure import Failure
from kijiyomi.errors import InputError
from kijiyomi.hashing import sha256_of_file

_RUN, _LOCK = "run.json", "lock"
_NUMBER = "{:06d}"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class ShardMark:
    """What is known of a finished shard.

    Attributes:
        input: SHA-256 of its articles.
        output: SHA-256 of its file.
        scored: Articles with a record.
        characters: Code points of the articles' texts.
        failures: Articles without one.
    """

    input: str
    output: str
    scored: int
    characters: int
    failures: tuple[Failure, ...]

    @property
    def articles(self) -> int:
        """Number of articles."""
        return self.scored + len(self.failures)


class Shards:
    """The shards of one run, to be used in a ``with`` statement by one process at a time.

    Args:
        folder: Where their files are.
        marks: Where it is kept which are finished, and how they were made.
        ending: Ending of their names, which gives their format and compression.
        about: Everything but the articles that decides their content.

    Raises:
        InputError: On entering, if another run is at work there, or the folder cannot be written.
    """

    def __init__(self, folder: Path, marks: Path, ending: str, about: Mapping[str, str]) -> None:
        self._folder = folder
        self._marks = marks
        self._ending = ending
        self._about = dict(about)
        self._lock = FileLock(marks / _LOCK, blocking=False)

    def __enter__(self) -> Shards:
        try:
            self._folder.mkdir(exist_ok=True)
            self._marks.mkdir(exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise InputError(
                f"{self._folder}: another run is at work here; wait for it, or stop it"
            ) from None
        except OSError as error:
            raise InputError(f"{self._folder}: cannot write here: {error.strerror or error}") from error
        for folder in {self._folder, self._marks}:
            for partial in folder.glob(".*.partial"):
                partial.unlink()
        if self._read(_RUN) != self._about:
            self.trim(0)
            self._write(_RUN, self._about)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
        if error is not None and not any(self._folder.glob("part-*")):
            shutil.rmtree(self._marks)
            if self._folder.exists() and not any(self._folder.iterdir()):
                self._folder.rmdir()

    def path(self, number: int) -> Path:
        """Return the file of a shard."""
        return self._folder / f"part-{_NUMBER.format(number)}{self._ending}"

    def finished(self, number: int, digest: str) -> ShardMark | None:
        """Return the mark of a shard if it was made of the same articles and its file is whole."""
        found = self._read(_mark_name(number))
        if not isinstance(found, dict) or found.get("input") != digest:
            return None
        path = self.path(number)
        if not path.is_file() or sha256_of_file(path) != found["output"]:
            return None
        failures = tuple(Failure(**failure) for failure in found["failures"])
        return ShardMark(**{**found, "failures": failures})

    @contextmanager
    def writing(self, number: int) -> Iterator[IO[bytes]]:
        """Open a shard's file to be written; it is there under its name only when all went well.

        Raises:
            InputError: If it cannot be written.
        """
        (self._marks / _mark_name(number)).unlink(missing_ok=True)
        with AtomicFile(self.path(number)) as stream:
            yield stream

    def mark(
        self, number: int, digest: str, scored: int, characters: int, failures: Sequence[Failure]
    ) -> ShardMark:
        """Say that a shard's file is finished."""
        mark = ShardMark(digest, sha256_of_file(self.path(number)), scored, characters, tuple(failures))
        self._write(_mark_name(number), asdict(mark))
        return mark

    def trim(self, count: int) -> None:
        """Remove all shards but the first ``count``."""
        # A run killed while it removed its shards leaves any of them.
        marks, parts = self._marks.glob("[0-9]*.json"), self._folder.glob("part-[0-9]*")
        for path in (*marks, *parts):
            if int(_DIGITS.findall(path.name)[0]) >= count:
                path.unlink()

    def remove(self) -> None:
        """Remove the shards and what is known of them."""
        self._lock.release()
        shutil.rmtree(self._folder)

    def _read(self, name: str) -> Any:
        try:
            return json.loads((self._marks / name).read_bytes())
        except (OSError, ValueError):
            return None

    def _write(self, name: str, content: Mapping[str, Any]) -> None:
        with AtomicFile(self._marks / name) as stream:
            stream.write(json.dumps(content, ensure_ascii=False, indent=1).encode())


def _mark_name(number: int) -> str:
    return f"{_NUMBER.format(number)}.json"
