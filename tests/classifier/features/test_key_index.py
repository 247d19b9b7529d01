import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.classifier.features.key_index import KeyIndex

CHANCE = np.random.default_rng(0)
# Few small ones, so that many are asked for that are there, and whole words.
some_keys = st.lists(st.integers(0, 40) | st.integers(0, (1 << 64) - 1), max_size=60)


@given(st.lists(st.integers(0, 40) | st.integers(0, (1 << 64) - 1), max_size=60, unique=True), some_keys)
def test_an_index_finds_what_a_dict_finds(keys, asked):
    index_of = {key: index for index, key in enumerate(keys)}
    positions, indices = KeyIndex(np.array(keys, np.uint64)).find(np.array(asked, np.uint64))
    expected = [(position, index_of[key]) for position, key in enumerate(asked) if key in index_of]
    assert list(zip(positions.tolist(), indices.tolist(), strict=True)) == expected


@pytest.mark.parametrize("size", [1000, 30_000])
@pytest.mark.parametrize("bits", [20, 64])
def test_many_keys_are_found_and_others_are_not(size, bits):
    universe = CHANCE.integers(0, (1 << bits) - 1, 2 * size + 2, np.uint64, endpoint=True)
    keys = np.unique(universe[:size])
    positions, indices = KeyIndex(keys).find(universe)
    assert positions.tolist() == np.flatnonzero(np.isin(universe, keys)).tolist()
    assert keys[indices].tolist() == universe[positions].tolist()


def test_a_key_that_is_there_twice_is_refused():
    with pytest.raises(ValueError, match="2 keys have no slot"):
        KeyIndex(np.array([1, 7, 7], np.uint64))
