import itertools

from kijiyomi.batches import MOST_CHARACTERS, MOST_ITEMS, batches


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
