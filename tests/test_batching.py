import itertools

import pytest

from kijiyomi.batching import MOST_CHARACTERS, MOST_ITEMS, batches, slices


def test_batches_join_to_the_stream_and_stay_small():
    words = ["あ" * length for length in (0, 1, 5)] * MOST_ITEMS
    found = list(batches(words, len))
    assert list(itertools.chain.from_iterable(found)) == words
    assert max(map(len, found)) == MOST_ITEMS


def test_long_items_end_their_batch():
    words = ["い" * (MOST_CHARACTERS // 2)] * 5
    assert [len(batch) for batch in batches(words, len)] == [2, 2, 1]


def test_nothing_is_read_ahead():
    stream = iter(range(2 * MOST_ITEMS))
    next(batches(stream, lambda _: 0))
    assert next(stream) == MOST_ITEMS


def test_an_empty_stream_has_no_batch():
    assert list(batches([], len)) == []


@pytest.mark.parametrize("sizes", [[], [5], [1, 1, 1], [0, 0, 4, 0, 9, 1, 3], [3] * 7])
@pytest.mark.parametrize("most", [1, 3, 4, 100])
def test_slices_are_the_batches_of_a_sequence(sizes: list[int], most: int) -> None:
    whole = batches(sizes, lambda size: size, most_items=len(sizes), most=most)
    assert [sizes[part] for part in slices(sizes, most)] == list(whole)
