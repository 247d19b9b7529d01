from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.entities.overlaps import resolve
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import LABELS


def entity(start: int, end: int, label: str) -> Entity:
    return Entity(start, end, "x" * (end - start), label)  # type: ignore[arg-type]


def test_the_longest_wins() -> None:
    short, long = entity(0, 2, "COMPANY"), entity(0, 5, "COMPANY")
    assert resolve([short, long]) == [long]
    assert resolve([entity(0, 3, "QUANTITY"), entity(2, 9, "GPU")]) == [entity(2, 9, "GPU")]


def test_a_model_number_is_no_quantity() -> None:
    assert resolve([entity(3, 7, "QUANTITY"), entity(3, 7, "GPU")]) == [entity(3, 7, "GPU")]


def test_neighbours_stay() -> None:
    assert len(resolve([entity(5, 9, "GPU"), entity(0, 5, "COMPANY")])) == 2


spans = st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(list(LABELS)))


@given(st.lists(spans, max_size=15))
def test_nothing_overlaps_and_nothing_is_lost_without_cause(raw: list[tuple[int, int, str]]) -> None:
    candidates = [entity(start, start + length, label) for start, length, label in raw]
    kept = resolve(candidates)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    for candidate in candidates:
        assert any(k.start < candidate.end and candidate.start < k.end for k in kept)
