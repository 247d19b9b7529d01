import os

import pytest

from kijiyomi.archive.engines.local import Crash, map_batches


def square(number):
    if number < 0:
        os._exit(9)
    return number * number


def squares():
    return lambda batch: [square(number) for number in batch]


def test_results_come_in_order():
    batches = ([n, n + 1] for n in range(0, 100, 2))
    assert list(map_batches(squares, batches, workers=2)) == [[n * n, (n + 1) ** 2] for n in range(0, 100, 2)]


def test_reading_stays_a_few_batches_ahead():
    read = []

    def batches():
        for number in range(50):
            read.append(number)
            yield [number]

    results = map_batches(squares, batches(), workers=2)
    next(results)
    assert len(read) < 10
    results.close()


def test_an_item_that_kills_its_worker_is_singled_out_and_nothing_else_is_lost():
    batches = [[1, 2, 3], [4, -5, 6, 7], [8], [-9], [10, 11]]
    outcomes = list(map_batches(squares, batches, workers=2))
    assert [o.item for o in outcomes if isinstance(o, Crash)] == [-5, -9]
    numbers = [n for o in outcomes if not isinstance(o, Crash) for n in o]
    assert numbers == [n * n for batch in batches for n in batch if n > 0]


def failing():
    def work(batch):
        raise ValueError(f"no squares of {batch}")

    return work


def test_an_exception_reaches_the_caller():
    with pytest.raises(ValueError, match=r"no squares of \[1\]"):
        list(map_batches(failing, [[1]], workers=1))
