"""Files that appear under their name only when they are whole."""

from __future__ import annotations

import glob
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import IO

from kijiyomi.archive.compression import compression_of
from kijiyomi.errors import InputError


class AtomicFile:
    """A file written under a temporary name beside its own, synced, and renamed when all went well.

    It is compressed as its name asks for (:mod:`kijiyomi.archive.compression`).

    Raises:
        InputError: On entering, if the folder does not exist or cannot be written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._partial = path.with_name(f".{path.name}.{os.getpid()}.partial")

    def __enter__(self) -> IO[bytes]:
        try:
            self._raw: IO[bytes] = self._partial.open("wb")
        except OSError as error:
            raise InputError(f"{self.path}: cannot write here: {error.strerror}") from error
        compression = compression_of(self.path.name)
        self.stream = compression.compress(self._raw) if compression else self._raw
        return self.stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        problem = error if isinstance(error, OSError) else None
        try:
            self.stream.close()
            self._raw.close()
            if kind is None:
                _sync(self._partial)
                if self.path.exists():
                    shutil.copymode(self.path, self._partial)
                self._partial.replace(self.path)
        except OSError as late:
            problem = late if kind is None else problem
        finally:
            self._partial.unlink(missing_ok=True)
        if problem is not None:
            reason = problem.strerror or problem
            raise InputError(f"{self.path}: cannot finish writing: {reason}") from problem


def remove_partial_files(path: Path) -> None:
    """Remove the temporary files that killed processes left of a file; none may be at work on it."""
    for partial in path.parent.glob(f".{glob.escape(path.name)}.*.partial"):
        partial.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as written:
        os.fsync(written.fileno())
