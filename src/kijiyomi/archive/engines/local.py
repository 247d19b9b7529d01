"""Worker processes on this machine, in order, with a crashing item singled out."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Enough to keep every worker busy while one batch is written.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Crash(Generic[Item]):
    """An item that ended the process working on it.

    Attributes:
        item: The item, alone in its process when that died.
    """

    item: Item


def map_batches(
    make: Callable[[], Callable[[Sequence[Item]], Result]],
    batches: Iterable[Sequence[Item]],
    *,
    workers: int,
) -> Iterator[Result | Crash[Item]]:
    """Yield ``work(batch)`` for each batch, in order, reading only a few batches ahead.

    A worker that dies breaks up its batch: the batches under way are run again one by one, halved until
    the item that kills its process stands alone; that one comes back as a :class:`Crash`.

    Args:
        make: Called once in each worker; returns the function that works on a batch. Must be picklable.
        batches: Consumed lazily.
        workers: Number of processes.
    """
    source = iter(batches)
    while True:
        under_way: deque[tuple[Sequence[Item], Future[Result]]] = deque()
        with _pool(make, workers) as pool:
            try:
                yield from _run(pool, source, under_way, workers * _AHEAD)
                return
            except BrokenProcessPool:
                pass
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        for batch, future in under_way:
            yield from _finished_or_alone(make, batch, future)


def _run(
    pool: ProcessPoolExecutor,
    source: Iterator[Sequence[Item]],
    under_way: deque[tuple[Sequence[Item], Future[Result]]],
    ahead: int,
) -> Iterator[Result]:
    """Yield results in order; when the pool breaks, ``under_way`` holds every batch not yet yielded."""
    for batch in source:
        try:
            under_way.append((batch, pool.submit(_work, batch)))
        except BrokenProcessPool:
            under_way.append((batch, _broken()))
            raise
        if len(under_way) > ahead:
            yield _take(under_way)
    while under_way:
        yield _take(under_way)


def _take(under_way: deque[tuple[Sequence[Item], Future[Result]]]) -> Result:
    result = under_way[0][1].result()
    under_way.popleft()
    return result


def _broken() -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(BrokenProcessPool())
    return future


def _finished_or_alone(
    make: Callable[[], Callable[[Sequence[Item]], Result]], batch: Sequence[Item], future: Future[Result]
) -> Iterator[Result | Crash[Item]]:
    try:
        yield future.result()
    except BrokenProcessPool:
        yield from _alone(make, batch)


def _alone(
    make: Callable[[], Callable[[Sequence[Item]], Result]], batch: Sequence[Item]
) -> Iterator[Result | Crash[Item]]:
    try:
        with _pool(make, 1) as pool:
            result = pool.submit(_work, batch).result()
    except BrokenProcessPool:
        if len(batch) == 1:
            yield Crash(batch[0])
            return
        half = len(batch) // 2
        yield from _alone(make, batch[:half])
        yield from _alone(make, batch[half:])
    else:
        yield result


def _pool(make: Callable[[], Callable[[Sequence[Item]], Result]], workers: int) -> ProcessPoolExecutor:
    # "spawn" on every platform: a forked copy of a process with threads and mapped dictionaries may hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(make,))


_worker: dict[str, Callable[[Sequence[Any]], Any]] = {}


def _start(make: Callable[[], Callable[[Sequence[Any]], Any]]) -> None:
    _worker["work"] = make()


def _work(batch: Sequence[Any]) -> Any:
    return _worker["work"](batch)
