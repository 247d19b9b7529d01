"""One rule for entities that claim the same characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kijiyomi.analysis import Entity

# Between spans of one length: a model number is no quantity, and a name is no figure.
_PRECEDENCE = {"GPU": 0, "COMPANY": 1, "MONEY": 2, "PERCENT": 3, "DATE": 4, "DURATION": 5, "QUANTITY": 6}
_LAST = len(_PRECEDENCE)


def resolve(candidates: Iterable[Entity]) -> list[Entity]:
    """Return the entities by start, none overlapping: the longest wins, then the more specific label."""
    return [entity for rivals in _rivals(candidates) for entity in _winners(rivals)]


def _rivals(candidates: Iterable[Entity]) -> Iterator[list[Entity]]:
    """Yield groups of candidates, by start; no two groups share a character."""
    group: list[Entity] = []
    reach = 0
    for candidate in sorted(candidates, key=_place):
        if group and candidate.start >= reach:
            yield group
            group = []
        group.append(candidate)
        reach = max(reach, candidate.end) if len(group) > 1 else candidate.end
    if group:
        yield group


def _winners(rivals: list[Entity]) -> list[Entity]:
    if len(rivals) == 1:
        return rivals
    kept: list[Entity] = []
    for candidate in sorted(rivals, key=_rank):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in kept):
            kept.append(candidate)
    return sorted(kept, key=_place)


def _place(entity: Entity) -> int:
    return entity.start


def _rank(entity: Entity) -> tuple[bool, int, int, int]:
    # What another program tells never displaces what we do.
    is_foreign = entity.label not in _PRECEDENCE
    return is_foreign, entity.start - entity.end, _PRECEDENCE.get(entity.label, _LAST), entity.start
