from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.facts.feature_slots import HASH_BITS, Factor, FeatureSlots, combine


def factor(values: list[int], size: int) -> Factor:
    return Factor(np.array(values, dtype=np.int32), size)


def indices(*factors: Factor) -> list[int]:
    slots = FeatureSlots()
    slots.add(*factors)
    (row,) = slots.matrix().indices.tolist()
    return list(row)


def test_combinations_that_fit_are_distinct() -> None:
    rows = list(zip(*product(range(16), range(16), range(16)), strict=True))
    found = indices(*(factor(list(row), 16) for row in rows))
    assert sorted(found) == list(range(1 << HASH_BITS))


def test_others_are_hashed_within_bounds() -> None:
    numbers = list(range(5000))
    found = indices(factor(numbers, 5000), factor(numbers[::-1], 5000))
    assert 0 <= min(found) <= max(found) < 1 << HASH_BITS
    assert len(set(found)) > 2000


def test_slots_have_ranges_of_their_own() -> None:
    slots = FeatureSlots()
    slots.add(factor([0, 4], 5))
    slots.add(factor([0, 6], 7), scale=2)
    matrix = slots.matrix()
    assert matrix.indices.tolist() == [[0, 4], [5, 11]]
    assert matrix.size == slots.size == 12
    assert matrix.scales.tolist() == [1, 2]


def test_rows_of_a_block_share_weights() -> None:
    slots = FeatureSlots()
    slots.add(Factor(np.array([[0, 1], [1, 2]], dtype=np.int32), 3), scale=0.5)
    slots.add(factor([0, 0], 1))
    assert slots.matrix().indices.tolist() == [[0, 1], [1, 2], [3, 3]]
    assert slots.matrix().scales.tolist() == [0.5, 0.5, 1]


def test_a_combination_may_be_made_beforehand() -> None:
    one, two, three = factor([1, 70], 96), factor([2, 57], 58), factor([4, 3], 5)
    assert indices(one, combine(two, three)) == indices(one, two, three)


def test_numbers_of_64_bits_are_taken_too() -> None:
    assert indices(Factor(np.array([3, 1], dtype=np.int64), 4)) == [3, 1]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), min_size=1), st.integers(1, 3))
def test_sums_are_those_of_the_matrix(rows: list[tuple[int, int]], columns: int) -> None:
    slots = FeatureSlots()
    first, second = ([row[i] for row in rows] for i in (0, 1))
    slots.add(factor(first, 10))
    slots.add(factor(first, 10), factor(second, 100), factor(second, 100))
    slots.add(Factor(np.array([first, second], dtype=np.int32), 100))
    matrix = slots.matrix()
    weights = np.arange(matrix.size * columns, dtype=np.float32).reshape(-1, columns)
    expected = [[weights[slot[thing]] for slot in matrix.indices] for thing in range(len(rows))]
    assert slots.things == len(rows)
    assert np.allclose(slots.sums(weights), np.sum(expected, axis=1))
    assert np.allclose(slots.sums(weights[:, 0].copy()), np.sum(expected, axis=1)[:, 0])
    some = np.array([len(rows) - 1, 0])
    assert np.allclose(slots.take(some).sums(weights), np.sum(expected, axis=1)[some])
