"""One rule for entities that claim the same characters."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import LABELS

# Between spans of one length: a model number is no quantity, and a name is no figure. Labels without
# precedence come from another program, whose entities never displace ours.
_PRECEDENCE = {name: (label.precedence is None, label.precedence or 0) for name, label in LABELS.items()}
_START = attrgetter("start")


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
    is_foreign, precedence = _PRECEDENCE[entity.label]
    return is_foreign, entity.start - entity.end, precedence, entity.start
