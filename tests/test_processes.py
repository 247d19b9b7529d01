import os
from concurrent.futures import Future

import pytest

from kijiyomi import KijiyomiError
from kijiyomi.processes import map_batches, results_in_order


def squares(batch):
    if batch[0] < 0:
        os._exit(9)
    if batch[0] == 13:
        raise ValueError(f"no squares of {batch}")
    return [number * number for number in batch]


def test_results_come_in_order():
    batches = ([n, n + 20] for n in range(20, 60, 2))
    assert list(map_batches(squares, batches, workers=2)) == [
        [n * n, (n + 20) ** 2] for n in range(20, 60, 2)
    ]


def test_an_exception_reaches_the_caller():
    with pytest.raises(ValueError, match=r"no squares of \[13\]"):
        list(map_batches(squares, [[13]], workers=1))


def test_a_process_that_dies_is_an_error():
    with pytest.raises(KijiyomiError, match="a worker process died"):
        list(map_batches(squares, [[-1]], workers=1))


def test_reading_stays_a_few_items_ahead():
    read = []

    def items():
        for number in range(50):
            read.append(number)
            yield number

    def submit(number):
        done = Future()
        done.set_result(number)
        return done

    results = results_in_order(submit, items(), workers=2)
    assert next(results) == 0
    assert len(read) < 10
    assert list(results) == list(range(1, 50))
