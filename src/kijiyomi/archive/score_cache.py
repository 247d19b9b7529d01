"""Scored articles kept by their content, so that what did not change is not analyzed again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from kijiyomi.archive.arrow_batches import scored_schema
from kijiyomi.article import Article
from kijiyomi.errors import InputError
from kijiyomi.hashing import short_digest

_TIMEOUT_SECONDS = 60
_KEYS_PER_QUERY = 500


class ScoreCache:
    """A SQLite file of scored articles that several processes may share.

    An entry is found by everything that decides a record: the article, the versions and the models.

    Args:
        path: The file; made when it is not there.
        provenance: What decides a record besides the article.

    Raises:
        InputError: If the file cannot be used or is something else.
    """

    def __init__(self, path: str | Path, provenance: Mapping[str, str]) -> None:
        self.path = Path(path)
        self._about = json.dumps([sorted(provenance.items()), str(scored_schema())]).encode()
        try:
            self._connection = sqlite3.connect(self.path, timeout=_TIMEOUT_SECONDS, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=WAL")
            # What a power cut takes away is only analyzed again.
            self._connection.execute("PRAGMA synchronous=OFF")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS scored (key BLOB PRIMARY KEY, row BLOB) WITHOUT ROWID"
            )
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def key(self, article: Article) -> bytes:
        """Return what an article is kept under."""
        # Most texts are all body, and stay under the key they have had.
        body_start = (str(article.body_start),) if article.body_start else ()
        texts = (article.id, article.title, article.path, article.text, *article.warnings, *body_start)
        return short_digest(texts, self._about)

    def find(self, keys: Sequence[bytes]) -> dict[bytes, pa.RecordBatch]:
        """Return the one-row batches that are kept under some of the keys.

        Raises:
            InputError: If the file cannot be read.
        """
        found = {}
        try:
            for begin in range(0, len(keys), _KEYS_PER_QUERY):
                some = keys[begin : begin + _KEYS_PER_QUERY]
                marks = ",".join("?" * len(some))
                # Only question marks go into the statement.
                rows = self._connection.execute(f"SELECT key, row FROM scored WHERE key IN ({marks})", some)  # noqa: S608
                found.update({key: _unpacked(row) for key, row in rows})
        except (sqlite3.Error, zlib.error, pa.ArrowException) as error:
            raise self._unusable(error) from error
        return found

    def keep(self, rows: Iterable[tuple[bytes, pa.RecordBatch]]) -> None:
        """Keep one-row batches.

        Raises:
            InputError: If the file cannot be written.
        """
        packed = [(key, zlib.compress(row.serialize(), level=1)) for key, row in rows]
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany("INSERT OR REPLACE INTO scored VALUES (?, ?)", packed)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> InputError:
        return InputError(f"{self.path}: cannot be used as a cache ({error}); remove it or give another file")


def _unpacked(row: bytes) -> pa.RecordBatch:
    return pa.ipc.read_record_batch(pa.py_buffer(zlib.decompress(row)), scored_schema())
