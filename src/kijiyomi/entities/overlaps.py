"""One rule for entities that claim the same characters."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from kijiyomi.records.analysis import Entity

# Between spans of one length: a model number is no quantity, and a name is no figure.
_PRECEDENCE = {"GPU": 0, "COMPANY": 1, "MONEY": 2, "PERCENT": 3, "DATE": 4, "DURATION": 5, "QUANTITY": 6}
_START = attrgetter("start")
_LAST = len(_PRECEDENCE)


def resolve(candidates: Iterable[Entity]) -> list[Entity]:
    """Return the entities by start, none overlapping: the longest wins, then the more specific label."""
    resolved: list[Entity] = []
    rivals: list[Entity] = []  # candidates that share characters with one another, and with no other
    reach = 0
    for candidate in sorted(candidates, key=_START):
        if candidate.start >= reach:
            resolved += _winners(rivals)
            rivals, reach = [candidate], candidate.end
        else:
            rivals.append(candidate)
            reach = max(reach, candidate.end)
    return resolved + _winners(rivals)


def _winners(rivals: list[Entity]) -> list[Entity]:
    if len(rivals) < 2:
        return rivals
    kept: list[Entity] = []
    for candidate in sorted(rivals, key=_rank):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in kept):
            kept.append(candidate)
    return sorted(kept, key=_START)


def _rank(entity: Entity) -> tuple[bool, int, int, int]:
    # What another program tells never displaces what we do.
    is_foreign = entity.label not in _PRECEDENCE
    return is_foreign, entity.start - entity.end, _PRECEDENCE.get(entity.label, _LAST), entity.start
