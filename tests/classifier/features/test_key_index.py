import numpy as np
import pytest

from kijiyomi.classifier.features.key_index import KeyIndex

CHANCE = np.random.default_rng(0)


@pytest.mark.parametrize("size", [0, 1, 3, 1000, 30_000])
@pytest.mark.parametrize("bits", [20, 64])
def test_keys_are_found_and_others_are_not(size, bits):
    universe = CHANCE.integers(0, (1 << bits) - 1, 2 * size + 2, np.uint64, endpoint=True)
    keys = np.union1d(universe[:size], universe[:0])
    asked, places = KeyIndex(keys).find(universe)
    assert asked.tolist() == np.flatnonzero(np.isin(universe, keys)).tolist()
    assert keys[places].tolist() == universe[asked].tolist()


@pytest.mark.parametrize("keys", [[0], [0, 1], [1, 2], [(1 << 64) - 1]])
def test_zero_is_a_key_like_others(keys):
    table, asked = np.array(keys, np.uint64), np.array([0, 1, (1 << 64) - 1], np.uint64)
    places, _ = KeyIndex(table).find(asked)
    assert places.tolist() == np.flatnonzero(np.isin(asked, table)).tolist()


def test_a_key_that_is_there_twice_is_told():
    with pytest.raises(ValueError, match="2 keys have no slot"):
        KeyIndex(np.array([1, 7, 7], np.uint64))
