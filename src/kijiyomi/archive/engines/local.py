"""Worker processes on this machine, in order, with what kills or hangs one singled out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import TypeVar

import pyarrow as pa

from kijiyomi.archive.batch_scoring import failed
from kijiyomi.archive.engines.worker_process import Answer, WorkerDied, WorkerProcess, WorkerSettings

Key = TypeVar("Key")

# Enough to keep every worker busy while one batch is written.
_AHEAD = 2
# A worker may also be killed by something else than its article.
_CHANCES = 2


class LocalEngine:
    """A pool of worker processes.

    A worker that dies or hangs is replaced, and the articles of its batch are tried one by one: that finds
    the bad one sooner than halving does, which costs a worker each time. One that takes too long alone, or
    kills its worker twice alone, is a failure.

    Args:
        settings: What each worker is told.
        workers: Number of processes.

    Raises:
        KijiyomiError: If a worker cannot load what it needs.
    """

    def __init__(self, settings: WorkerSettings, workers: int) -> None:
        self._settings = settings
        self._workers = workers
        self._closed = False
        self._idle: SimpleQueue[WorkerProcess | None] = SimpleQueue()
        first = WorkerProcess(settings)
        self.provenance = first.provenance
        self._running = {first}
        self._idle.put(first)
        # The others start when first needed, in threads, side by side.
        for _ in range(workers - 1):
            self._idle.put(None)

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        for worker in list(self._running):
            worker.close()

    def map(self, batches: Iterable[tuple[Key, pa.RecordBatch]]) -> Iterator[tuple[Key, list[Answer]]]:
        """Yield the answers to each batch with its key, in order, reading only a few batches ahead.

        Args:
            batches: Of :func:`~kijiyomi.records.schema.article_schema`; consumed lazily.

        Raises:
            KijiyomiError: If a worker cannot start again or its cache cannot be used.
        """
        under_way: deque[tuple[Key, Future[list[Answer]]]] = deque()
        pool = ThreadPoolExecutor(self._workers)
        try:
            for key, batch in batches:
                under_way.append((key, pool.submit(self._score, batch)))
                if len(under_way) > self._workers * _AHEAD:
                    yield _first(under_way)
            while under_way:
                yield _first(under_way)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _score(self, batch: pa.RecordBatch) -> list[Answer]:
        try:
            return [self._with_worker(lambda worker: worker.score(batch))]
        except WorkerDied:
            if self._closed:
                raise
            return [self._alone(batch.slice(row, 1)) for row in range(batch.num_rows)]

    def _alone(self, article: pa.RecordBatch, chances: int = _CHANCES) -> Answer:
        try:
            return self._with_worker(lambda worker: worker.score(article))
        except WorkerDied as death:
            if chances > 1 and not death.timed_out and not self._closed:
                return self._alone(article, chances - 1)
            row = article.select(["id", "path"]).to_pylist()[0]
            return Answer(b"", 0, (failed(row["id"], row["path"], str(death)),))

    def _with_worker(self, work: Callable[[WorkerProcess], Answer]) -> Answer:
        worker = self._idle.get()
        try:
            if worker is None:
                worker = WorkerProcess(self._settings)
                self._running.add(worker)
            return work(worker)
        except WorkerDied:
            if worker is not None:
                self._running.discard(worker)
                worker.close()
            worker = None
            raise
        finally:
            self._idle.put(worker)


def _first(under_way: deque[tuple[Key, Future[list[Answer]]]]) -> tuple[Key, list[Answer]]:
    key, answers = under_way.popleft()
    return key, answers.result()
