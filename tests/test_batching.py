import doctest
import itertools

import pytest

from kijiyomi import batching
from kijiyomi.batching import MAX_CHARACTERS, MAX_ITEMS, batch_slices, batches


def test_batches_join_to_the_stream_and_stay_small():
    words = ["あ" * length for length in (0, 1, 5)] * MAX_ITEMS
    found = list(batches(words, len))
    assert list(itertools.chain.from_iterable(found)) == words
    assert [len(batch) for batch in found] == [MAX_ITEMS] * 3


def test_long_items_end_their_batch():
    words = ["い" * (MAX_CHARACTERS // 2)] * 5
    assert [len(batch) for batch in batches(words, len)] == [2, 2, 1]


def test_nothing_is_read_ahead():
    stream = iter(range(2 * MAX_ITEMS))
    next(batches(stream, lambda _: 0))
    assert next(stream) == MAX_ITEMS


def test_an_empty_stream_has_no_batch():
    assert list(batches([], len)) == []


@pytest.mark.parametrize("sizes", [[], [5], [1, 1, 1], [0, 0, 4, 0, 9, 1, 3], [3] * 7])
@pytest.mark.parametrize("full_size", [1, 3, 4, 100])
def test_slices_are_the_batches_of_a_sequence(sizes: list[int], full_size: int) -> None:
    whole = batches(sizes, lambda size: size, max_items=len(sizes), full_size=full_size)
    assert [sizes[part] for part in batch_slices(sizes, full_size)] == list(whole)


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(batching) == (0, 1)
