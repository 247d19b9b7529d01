"""Work spread over processes, its results in order: any analyzer, any Python objects.

Archives are scored by :mod:`kijiyomi.archive.engines.local` instead, whose workers survive articles that kill
them.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from kijiyomi.errors import KijiyomiError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Enough to keep every worker busy while one result is used.
_AHEAD_PER_WORKER = 2


def results_in_order(
    submit: Callable[[Item], Future[Result]], items: Iterable[Item], *, workers: int
) -> Iterator[Result]:
    """Yield the result of each item, in order, submitting only a few items ahead.

    Args:
        submit: Starts the work on an item.
        items: Consumed lazily.
        workers: How many items are worked on at a time.
    """
    under_way: deque[Future[Result]] = deque()
    for item in items:
        under_way.append(submit(item))
        if len(under_way) > workers * _AHEAD_PER_WORKER:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def map_batches(
    work: Callable[[Sequence[Item]], Result], batches: Iterable[Sequence[Item]], *, workers: int
) -> Iterator[Result]:
    """Yield ``work(batch)`` for each batch, in order, reading only a few batches ahead.

    Args:
        work: Must be picklable; each process gets one copy.
        batches: Consumed lazily.
        workers: Number of processes.

    Raises:
        KijiyomiError: If a process dies.
    """
    # "spawn" on every platform: a forked copy of a process with threads and mapped dictionaries may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(work,)) as pool:
        try:
            yield from results_in_order(lambda batch: pool.submit(_work, batch), batches, workers=workers)
        except BrokenProcessPool as error:
            raise KijiyomiError(
                "a worker process died; kijiyomi.archive.score finds the article that kills it"
            ) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_worker: dict[str, Callable[[Sequence[Any]], Any]] = {}


def _start(work: Callable[[Sequence[Any]], Any]) -> None:
    _worker["work"] = work


def _work(batch: Sequence[Any]) -> Any:
    return _worker["work"](batch)
