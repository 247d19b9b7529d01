"""A worker process: Arrow batches of articles on standard input, what became of them on standard output.

Not for people: :mod:`kijiyomi.archive.engines.worker_process` starts it. Its first message is the settings as
JSON, each further one an Arrow stream with one batch. It replies to every message with two: a JSON header,
and the encoded records.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
from collections.abc import Mapping
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa

from kijiyomi.archive.analyzer_settings import AnalyzerSettings
from kijiyomi.archive.arrow_batches import scored_batch, without_failures
from kijiyomi.archive.batch_scoring import score_batches
from kijiyomi.archive.engines.pipe_messages import read_message, write_message
from kijiyomi.archive.writers import WRITERS
from kijiyomi.errors import KijiyomiError

if TYPE_CHECKING:
    from kijiyomi.archive.score_cache import ScoreCache

_GC_THRESHOLDS = (100_000, 50, 50)


def main() -> None:
    """Serve until standard input ends."""
    # The terminal sends Ctrl-C to the whole group; the parent decides when a worker stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints must not get between the replies.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests = sys.stdin.buffer
    settings = read_message(requests)
    if settings is not None:
        with contextlib.suppress(BrokenPipeError):
            _serve(json.loads(settings), requests, replies)


def _serve(settings: Mapping[str, Any], requests: BinaryIO, replies: BinaryIO) -> None:
    # Arrow's own pool keeps what it once had; twenty megabytes of every worker.
    pa.set_memory_pool(pa.system_memory_pool())
    sys.meta_path.insert(0, _WithoutPandas())
    analyzer_settings = AnalyzerSettings(**settings["analyzer"])
    gc.disable()
    try:
        analyzer = analyzer_settings.load()
        provenance = analyzer_settings.provenance(analyzer)
        cache = _cache(settings["cache"], provenance)
    except KijiyomiError as error:
        _reply(replies, {"error": type(error).__name__, "message": str(error)})
        return
    # What is loaded is no garbage, nor is nearly anything made from an article part of a cycle: looking
    # for some as often as Python does by itself costs a tenth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    gc.enable()
    writer = WRITERS[settings["format"]]
    # After loading, so that the limit is for articles and not for dictionaries.
    _limit_memory(settings["megabytes"])
    _reply(replies, {"provenance": provenance})
    while (request := read_message(requests)) is not None:
        try:
            batches = list(score_batches(pa.ipc.open_stream(request), analyzer, cache=cache))
        except KijiyomiError as error:
            _reply(replies, {"error": type(error).__name__, "message": str(error)})
            continue
        records, failures = without_failures(pa.concat_batches([scored_batch([]), *batches]))
        header = {
            "scored": records.num_rows,
            "failures": [[failure.id, failure.path, failure.reason] for failure in failures],
        }
        _reply(replies, header, writer.encode(records))


class _WithoutPandas(MetaPathFinder):
    """Hides pandas, which Arrow would import to see whether a list is something of it.

    That is a quarter of what a worker's start costs, and forty megabytes.
    """

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Refuse pandas, and leave everything else to those that find it."""
        if name == "pandas":
            raise ModuleNotFoundError("pandas is not used by workers", name=name)


def _cache(path: str | None, provenance: Mapping[str, str]) -> ScoreCache | None:
    if path is None:
        return None
    from kijiyomi.archive.score_cache import ScoreCache

    return ScoreCache(path, provenance)


def _reply(replies: BinaryIO, header: Mapping[str, Any], payload: bytes = b"") -> None:
    write_message(replies, json.dumps(header).encode())
    write_message(replies, payload)
    replies.flush()


def _limit_memory(megabytes: int) -> None:
    """Let allocations fail beyond so many MB of data, where those are counted apart from mapped files."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    limit = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


if __name__ == "__main__":
    main()
