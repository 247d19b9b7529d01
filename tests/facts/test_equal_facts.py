from __future__ import annotations

import pytest

from kijiyomi.facts.equal_facts import find_copies
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
