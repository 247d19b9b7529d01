"""Cut streams and sequences into batches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import TypeVar

Item = TypeVar("Item")

# Small enough to be spread evenly over workers and to bound the memory in use, large enough that every step
# of the analysis keeps its tables in the processor's caches.
MAX_ITEMS = 1024
MAX_CHARACTERS = 400_000


def batches(
    items: Iterable[Item],
    size: Callable[[Item], int],
    *,
    max_items: int = MAX_ITEMS,
    full_size: int = MAX_CHARACTERS,
) -> Iterator[list[Item]]:
    """Yield consecutive items in lists; a list ends with the item that fills it.

    Args:
        items: Consumed lazily, never further than the batch that is yielded.
        size: Returns an item's size, such as its length.
        max_items: A batch of so many items is full.
        full_size: A batch whose sizes add up to this or more is full.
    """
    batch: list[Item] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if len(batch) == max_items or total >= full_size:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def batch_slices(sizes: Iterable[int], full_size: int) -> list[slice]:
    """Return the slices of a sequence that :func:`batches` would yield, whatever their number of items.

    Args:
        sizes: The size of each item.
        full_size: A slice whose sizes add up to this or more is full.

    >>> batch_slices([3, 4, 9, 1], full_size=5)
    [slice(0, 2, None), slice(2, 3, None), slice(3, 4, None)]
    """
    ends = list(accumulate(sizes))
    slices: list[slice] = []
    start = size_before = 0
    while start < len(ends):
        last = min(bisect_left(ends, size_before + full_size, start), len(ends) - 1)
        slices.append(slice(start, last + 1))
        start, size_before = last + 1, ends[last]
    return slices
