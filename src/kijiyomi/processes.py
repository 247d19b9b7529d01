"""Any analyzer in several processes, in order."""

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
_AHEAD = 2


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
    under_way: deque[Future[Result]] = deque()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(work,)) as pool:
        try:
            for batch in batches:
                under_way.append(pool.submit(_work, batch))
                if len(under_way) > workers * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
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
