import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi import arrays
from kijiyomi.arrays import code_points, from_code_points, run_bounds, shared_arange, sorted_unique


@given(st.text(st.characters() | st.sampled_from("\ud800\udfff\U0001f363\0")))
def test_code_points_and_back(text):
    assert code_points(text).tolist() == list(map(ord, text))
    assert from_code_points(code_points(text)) == text


@given(st.lists(st.booleans(), max_size=8))
def test_runs(begins):
    bounds = run_bounds(len(begins) + 1, np.array(begins, dtype=bool)).tolist()
    assert bounds == [0, *(index + 1 for index, begin in enumerate(begins) if begin), len(begins) + 1]


@given(st.lists(st.integers(0, 9)))
def test_distinct_numbers_in_order(numbers):
    assert sorted_unique(np.array(numbers, dtype=np.intp)).tolist() == sorted(set(numbers))


@pytest.mark.parametrize("count", [0, 1, 4096, 4097])
def test_a_shared_range_cannot_be_written(count):
    numbers = shared_arange(count)
    assert numbers.tolist() == list(range(count))
    assert not numbers.flags.writeable


def test_the_examples_of_the_docstrings_hold():
    assert doctest.testmod(arrays) == (0, 1)
