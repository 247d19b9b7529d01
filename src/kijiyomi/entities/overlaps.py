"""Which spans stay where several claim the same characters: the only place that decides it.

============================ ==================================================================
:func:`resolve_overlaps`     entities of all recognisers: companies, GPUs and figures before names of
                             other kinds, then the longest, then the rarer label
:func:`leftmost_longest`     candidates of one kind: the first, and of those the longest
:func:`keep_first`           candidates in an order of their own: each beside those before it
:func:`outermost`            candidates that are judged later: all but those inside another one
============================ ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import LABELS

# Between spans of one length: a model number is no quantity, and a name is no figure. Labels without
# precedence are those of names that no list and no rule vouches for, which displace nothing.
_PRECEDENCE = {name: (label.precedence is None, label.precedence or 0) for name, label in LABELS.items()}


class Span(Protocol):
    """A run of characters that is not empty."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


SpanT = TypeVar("SpanT", bound=Span)
_by_start = attrgetter("start")


def resolve_overlaps(candidates: Iterable[Entity]) -> list[Entity]:
    """Return the entities by start, none overlapping.

    Companies, GPUs and figures win over names of other kinds, then the longest over the shorter ones, then
    the more specific label.
    """
    resolved: list[Entity] = []
    rivals: list[Entity] = []  # candidates that share characters with one another, and with no other
    reach = 0
    for candidate in sorted(candidates, key=_by_start):
        if candidate.start >= reach:
            resolved += _winners(rivals)
            rivals, reach = [candidate], candidate.end
        else:
            rivals.append(candidate)
            reach = max(reach, candidate.end)
    return resolved + _winners(rivals)


def _winners(rivals: list[Entity]) -> list[Entity]:
    return keep_first(sorted(rivals, key=_rank)) if len(rivals) > 1 else rivals


def _rank(entity: Entity) -> tuple[bool, int, int, int]:
    gives_way, precedence = _PRECEDENCE[entity.label]
    return gives_way, entity.start - entity.end, precedence, entity.start


def keep_first(spans: Iterable[SpanT], taken: Iterable[Span] = ()) -> list[SpanT]:
    """Return by start the spans that overlap none of those before them that stay.

    Args:
        spans: The one that matters most first.
        taken: What none of them may overlap either.
    """
    kept: list[SpanT] = []
    occupied = {position for span in taken for position in range(span.start, span.end)}
    for span in spans:
        positions = range(span.start, span.end)
        if occupied.isdisjoint(positions):
            occupied.update(positions)
            kept.append(span)
    return sorted(kept, key=_by_start)


def longest_first(span: Span) -> tuple[int, int]:
    """Return the key that sorts spans by start, and the longest first of those with one start."""
    return span.start, -span.end


def leftmost_longest(spans: Iterable[SpanT]) -> list[SpanT]:
    """Return the spans by start, none overlapping: the first wins, then the longest."""
    return keep_first(sorted(spans, key=longest_first))


def outermost(spans: Iterable[SpanT]) -> list[SpanT]:
    """Return the spans that lie in no other, by start; of equal ones the first. They may overlap."""
    kept: list[SpanT] = []
    reach = 0
    for span in sorted(spans, key=longest_first):
        if span.end > reach:
            kept.append(span)
            reach = span.end
    return kept


def outermost_indices(starts: NDArray[np.int32], ends: NDArray[np.int32]) -> NDArray[np.intp]:
    """Return the indices of the spans that :func:`outermost` returns, in the same order.

    Args:
        starts: int32 ``(n,)``: first characters.
        ends: int32 ``(n,)``: one past the last characters.
    """
    order = np.lexsort((-ends, starts))
    ordered = ends.take(order)
    reach = np.maximum.accumulate(ordered)
    outer = np.ones(len(order), dtype=bool)
    np.greater(ordered[1:], reach[:-1], out=outer[1:])
    return order.compress(outer)
