"""One rule for entities that claim the same characters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from kijiyomi.analysis import Entity

# Between spans of one length: a model number is no quantity, and a name is no figure.
_PRECEDENCE = {"GPU": 0, "COMPANY": 1, "MONEY": 2, "PERCENT": 3, "DATE": 4, "DURATION": 5, "QUANTITY": 6}


def resolve(candidates: Iterable[Entity]) -> list[Entity]:
    """Return the entities by start, none overlapping: the longest wins, then the more specific label."""
    starts: list[int] = []
    kept: list[Entity] = []
    for candidate in sorted(candidates, key=_rank):
        place = bisect_left(starts, candidate.start)
        before_ends = place == 0 or kept[place - 1].end <= candidate.start
        after_starts = place == len(kept) or candidate.end <= starts[place]
        if before_ends and after_starts:
            starts.insert(place, candidate.start)
            kept.insert(place, candidate)
    return kept


def _rank(entity: Entity) -> tuple[int, int, int]:
    return entity.start - entity.end, _PRECEDENCE[entity.label], entity.start
