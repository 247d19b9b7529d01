from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.entities.overlaps import (
    keep_first,
    leftmost_longest,
    outermost,
    outermost_indices,
    resolve_overlaps,
)
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import DEFAULT_LABELS, LABELS, OPTIONAL_LABELS


class Span(NamedTuple):
    start: int
    end: int
    number: int = 0


def entity(start: int, end: int, label: str) -> Entity:
    return Entity(start, end, "x" * (end - start), label)  # type: ignore[arg-type]


def overlap(one: Span | Entity, other: Span | Entity) -> bool:
    return one.start < other.end and other.start < one.end


def test_the_longest_wins() -> None:
    short, long = entity(0, 2, "COMPANY"), entity(0, 5, "COMPANY")
    assert resolve_overlaps([short, long]) == [long]
    assert resolve_overlaps([entity(0, 3, "QUANTITY"), entity(2, 9, "GPU")]) == [entity(2, 9, "GPU")]


def test_a_model_number_is_no_quantity() -> None:
    assert resolve_overlaps([entity(3, 7, "QUANTITY"), entity(3, 7, "GPU")]) == [entity(3, 7, "GPU")]


@pytest.mark.parametrize("longer", OPTIONAL_LABELS)
@pytest.mark.parametrize("ours", DEFAULT_LABELS)
def test_companies_gpus_and_figures_win_over_other_names(ours: str, longer: str) -> None:
    assert resolve_overlaps([entity(0, 9, longer), entity(3, 5, ours)]) == [entity(3, 5, ours)]


def test_neighbours_stay() -> None:
    assert len(resolve_overlaps([entity(5, 9, "GPU"), entity(0, 5, "COMPANY")])) == 2


def test_the_first_stays_even_if_a_later_one_is_longer() -> None:
    spans = [Span(0, 4), Span(2, 9), Span(4, 6), Span(0, 6)]
    assert keep_first(spans) == [Span(0, 4), Span(4, 6)]
    assert keep_first(spans, taken=[Span(3, 5), Span(4, 5)]) == []
    assert leftmost_longest(spans) == [Span(0, 6)]
    assert outermost(spans) == [Span(0, 6), Span(2, 9)]


labelled = st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(list(LABELS)))
spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=12).map(
    lambda raw: [Span(start, start + length, number) for number, (start, length) in enumerate(raw)]
)


@given(st.lists(labelled, max_size=15))
def test_nothing_overlaps_and_nothing_is_lost_without_cause(raw: list[tuple[int, int, str]]) -> None:
    candidates = [entity(start, start + length, label) for start, length, label in raw]
    kept = resolve_overlaps(candidates)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    for candidate in candidates:
        assert any(overlap(candidate, other) for other in kept)


@given(spans)
def test_the_first_and_longest_is_kept_and_the_rest_after_it(candidates: list[Span]) -> None:
    expected, left = [], candidates
    while left:
        best = min(left, key=lambda span: (span.start, -span.end))
        expected.append(best)
        left = [span for span in left if span.start >= best.end]
    assert leftmost_longest(candidates) == expected


@given(spans)
def test_what_lies_in_no_other_is_outermost(candidates: list[Span]) -> None:
    def is_inside(one: Span, other: Span) -> bool:
        inside = other.start <= one.start and one.end <= other.end
        return inside and ((one.start, one.end) != (other.start, other.end) or other.number < one.number)

    expected = [one for one in candidates if not any(is_inside(one, other) for other in candidates)]
    assert outermost(candidates) == sorted(expected, key=lambda span: span.start)
    starts, ends = np.array([span[:2] for span in candidates], np.int32).reshape(-1, 2).T
    assert [candidates[index] for index in outermost_indices(starts, ends)] == outermost(candidates)
