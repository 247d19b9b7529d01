"""One worker process as its parent sees it: it gives a result, dies, or takes too long and is stopped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from kijiyomi import errors
from kijiyomi.archive.analyzer_settings import AnalyzerSettings
from kijiyomi.archive.engines.pipe_messages import read_message, write_message
from kijiyomi.archive.failure import Failure
from kijiyomi.errors import KijiyomiError

PROGRAM = (sys.executable, "-m", "kijiyomi.archive.engines.worker_main")
_CHARACTERS_PER_LIMIT = 1_000_000
_BYTES_PER_CHARACTER = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use.

    ワーカープロセスが使ってよい時間とメモリー。

    Attributes:
        seconds: Wall-clock time for a batch, and again for every further million characters of it.
        megabytes: Memory for data, on Linux.
    """

    seconds: float = 60.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """What a worker is given at its start.

    Attributes:
        analyzer: What it scores with.
        format: Name of the output format it encodes records in.
        limits: What it may use.
        cache: File of the cache, or ``None``.
    """

    analyzer: AnalyzerSettings
    format: str
    limits: Limits
    cache: str | None = None

    def encoded(self) -> bytes:
        """Return the settings as JSON."""
        return json.dumps(
            {
                "analyzer": self.analyzer.to_dict(),
                "format": self.format,
                "megabytes": self.limits.megabytes,
                "cache": self.cache,
            }
        ).encode()


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a batch.

    Attributes:
        records: The records, encoded as the output takes them.
        scored: Their number.
        failures: The articles without a record.
    """

    records: bytes
    scored: int
    failures: tuple[Failure, ...]


class WorkerDied(Exception):  # noqa: N818
    """A worker ended without a result.

    Attributes:
        timed_out: Whether it took too long and was stopped.
    """

    def __init__(self, reason: str, *, timed_out: bool) -> None:
        super().__init__(reason)
        self.timed_out = timed_out


class WorkerProcess:
    """A running worker.

    Args:
        settings: What it is given at its start.

    Raises:
        KijiyomiError: If it cannot load what it needs.
        WorkerDied: If it ends before it is ready.
    """

    def __init__(self, settings: WorkerSettings) -> None:
        self._limits = settings.limits
        self._process = subprocess.Popen(PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        try:
            self.provenance: dict[str, str] = self._request(settings.encoded(), None)[0]["provenance"]
        except BaseException:
            self.close()
            raise

    def score(self, batch: pa.RecordBatch) -> BatchResult:
        """Return what becomes of a batch of :func:`~kijiyomi.archive.arrow_batches.article_schema`.

        Raises:
            WorkerDied: If the process ends or its time does.
            KijiyomiError: If its cache cannot be used.
        """
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        allowed = self._limits.seconds * (1 + batch.nbytes / _BYTES_PER_CHARACTER / _CHARACTERS_PER_LIMIT)
        header, payload = self._request(sink.getvalue(), allowed)
        failures = tuple(Failure(*failure) for failure in header["failures"])
        return BatchResult(payload, header["scored"], failures)

    def close(self) -> None:
        """Stop the process at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _request(self, message: bytes, seconds: float | None) -> tuple[Mapping[str, Any], bytes]:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, stop) if seconds is not None else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            reply = self._send_and_receive(message)
        finally:
            if timer:
                timer.cancel()
        if reply is None:
            raise self._death(late.is_set(), seconds)
        header = json.loads(reply[0])
        if "error" in header:
            kind = getattr(errors, header["error"], KijiyomiError)
            raise kind(header["message"])
        return header, reply[1]

    def _send_and_receive(self, message: bytes) -> tuple[bytes, bytes] | None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return None
        try:
            write_message(stdin, message)  # type: ignore[arg-type]
            stdin.flush()
        except OSError:
            return None
        header = read_message(stdout)  # type: ignore[arg-type]
        payload = None if header is None else read_message(stdout)  # type: ignore[arg-type]
        return None if header is None or payload is None else (header, payload)

    def _death(self, late: bool, seconds: float | None) -> WorkerDied:
        code = self._process.wait()
        if late:
            return WorkerDied(f"took longer than {seconds:.0f} s; raise --time-limit", timed_out=True)
        name = (
            signal.Signals(-code).name if code < 0 and -code in set(signal.Signals) else f"exit code {code}"
        )
        hint = ", as when memory runs out" if name == "SIGKILL" else ""
        return WorkerDied(f"its worker process died ({name}{hint})", timed_out=False)
