"""Worker processes on this machine, in order, with what kills or hangs one singled out.

By hand rather than by ``concurrent.futures``, loky or pebble (tried: 5.2.3): the first two give up all work
when a worker dies; pebble names the task, but its workers share one pipe and its lock, so that one which is
killed while it sends lets all others run into their time limits, and each imports the caller's own script
anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import TypeVar

import pyarrow as pa

from kijiyomi.archive.batch_scoring import analysis_failure
from kijiyomi.archive.engines.worker_process import BatchResult, WorkerDied, WorkerProcess, WorkerSettings
from kijiyomi.processes import results_in_order

Key = TypeVar("Key")

# A worker may also be killed by something else than its article.
_ATTEMPTS = 2


class LocalEngine:
    """A pool of worker processes.

    A worker that dies or hangs is replaced, and the articles of its batch are tried one by one: that finds
    the bad one sooner than halving does, which costs a worker each time. One that takes too long alone, or
    kills its worker twice alone, is a failure.

    Args:
        settings: What each worker is given at its start.
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

    def map(self, batches: Iterable[tuple[Key, pa.RecordBatch]]) -> Iterator[tuple[Key, list[BatchResult]]]:
        """Yield the results of each batch with its key, in order, reading only a few batches ahead.

        Args:
            batches: Of :func:`~kijiyomi.archive.arrow_batches.article_schema`; consumed lazily.

        Raises:
            KijiyomiError: If a worker cannot start again or its cache cannot be used.
        """
        pool = ThreadPoolExecutor(self._workers)

        def submit(item: tuple[Key, pa.RecordBatch]) -> Future[tuple[Key, list[BatchResult]]]:
            return pool.submit(lambda: (item[0], self._score(item[1])))

        try:
            yield from results_in_order(submit, batches, workers=self._workers)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _score(self, batch: pa.RecordBatch) -> list[BatchResult]:
        try:
            return [self._with_worker(lambda worker: worker.score(batch))]
        except WorkerDied:
            if self._closed:
                raise
            return [self._score_alone(batch.slice(row, 1)) for row in range(batch.num_rows)]

    def _score_alone(self, article: pa.RecordBatch, attempts: int = _ATTEMPTS) -> BatchResult:
        try:
            return self._with_worker(lambda worker: worker.score(article))
        except WorkerDied as death:
            if attempts > 1 and not death.timed_out and not self._closed:
                return self._score_alone(article, attempts - 1)
            row = article.select(["id", "path"]).to_pylist()[0]
            return BatchResult(b"", 0, (analysis_failure(row["id"], row["path"], str(death)),))

    def _with_worker(self, work: Callable[[WorkerProcess], BatchResult]) -> BatchResult:
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
