"""Cut a stream into batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
