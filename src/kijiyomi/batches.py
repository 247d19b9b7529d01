"""Cut a stream into batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

# Small enough to be spread evenly over workers and to bound the memory of what is under way, large enough
# that every step of the analysis keeps its tables in the processor's caches.
MOST_ITEMS = 32
MOST_CHARACTERS = 200_000


def batches(items: Iterable[Item], characters: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield consecutive items together: at most 32, and none after the 200,000th character of a batch.

    Args:
        items: Consumed lazily, never further than the batch that is yielded.
        characters: Returns an item's length.
    """
    batch: list[Item] = []
    total = 0
    for item in items:
        batch.append(item)
        total += characters(item)
        if len(batch) == MOST_ITEMS or total >= MOST_CHARACTERS:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
