from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.facts.equal_facts import find_copies, surest_equals
from support.facts import read_texts


@pytest.mark.parametrize(
    ("text", "conversion", "repetition"),
    [
        ("予算は3億ドル（約47億円）だ。", [0, 0], [0, 0]),
        # No amount of money, or not at once behind the first.
        ("長さは3インチ（約8センチ）だ。", [0, 1], [0, 1]),
        ("予算は3億ドル（前年は47億円）だ。", [0, 1], [0, 1]),
        ("予算は3億ドルだ。この3億ドルは、", [0, 1], [0, 0]),
        ("予算は3億ドルだ。この「3億ドル」は、", [0, 1], [0, 0]),
        # Another amount, or the same one without この.
        ("予算は3億ドルだ。この4億ドルは、", [0, 1], [0, 1]),
        ("予算は3億ドルだ。費用は3億ドルだ。", [0, 1], [0, 1]),
    ],
)
def test_which_figures_copy_another(text: str, conversion: list[int], repetition: list[int]) -> None:
    reading = read_texts(text)
    copies = find_copies(reading.columns, reading.figures)
    assert copies.conversion.tolist() == conversion
    assert copies.repetition.tolist() == repetition


def test_texts_stay_apart() -> None:
    reading = read_texts("予算は3億ドルだ", "この3億ドルは、")
    assert find_copies(reading.columns, reading.figures).repetition.tolist() == [0, 1]


def test_an_unsure_figure_follows_the_surest_equal_one() -> None:
    values = np.array([0, 1, 0, 0])
    scores = np.array([0.2, 0.1, 0.9, 0.5], dtype=np.float32)
    assert surest_equals(values, scores).tolist() == [2, 1, 2, 3]


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0.1, 0.25, 0.5, 0.75, 1.0])), max_size=20))
def test_whom_a_figure_follows(figures: list[tuple[int, float]]) -> None:
    numbers = {value: number for number, value in enumerate(dict.fromkeys(value for value, _ in figures))}
    values = np.array([numbers[value] for value, _ in figures], dtype=np.intp)
    scores = np.array([score for _, score in figures], dtype=np.float32)
    followed = surest_equals(values, scores).tolist()
    for figure, (value, score) in enumerate(figures):
        best = max(other for same, other in figures if same == value)
        if score < best / 2:
            assert figures[followed[figure]] == (value, best)
        else:
            assert followed[figure] == figure
