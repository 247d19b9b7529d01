"""Cut streams and sequences into batches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import TypeVar

Item = TypeVar("Item")

# Small enough to be spread evenly over workers and to bound the memory of what is under way, large enough
# that every step of the analysis keeps its tables in the processor's caches.
MOST_ITEMS = 1024
MOST_CHARACTERS = 400_000


def batches(
    items: Iterable[Item],
    size: Callable[[Item], int],
    *,
    most_items: int = MOST_ITEMS,
    most: int = MOST_CHARACTERS,
) -> Iterator[list[Item]]:
    """Yield consecutive items together: no more than so many, and none after a batch has reached its size.

    Args:
        items: Consumed lazily, never further than the batch that is yielded.
        size: Returns an item's size, such as its length.
        most_items: Items of a batch at most.
        most: Size at which a batch is full.
    """
    batch: list[Item] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if len(batch) == most_items or total >= most:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def slices(sizes: Iterable[int], most: int) -> list[slice]:
    """Return the parts of a sequence that :func:`batches` would yield of its items, of any number.

    Args:
        sizes: The size of each item.
        most: Size at which a part is full.
    """
    ends = list(accumulate(sizes))
    parts: list[slice] = []
    start = before = 0
    while start < len(ends):
        last = min(bisect_left(ends, before + most, start), len(ends) - 1)
        parts.append(slice(start, last + 1))
        start, before = last + 1, ends[last]
    return parts
