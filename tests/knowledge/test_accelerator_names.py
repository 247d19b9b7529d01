from __future__ import annotations

import pytest

from kijiyomi.knowledge.accelerator_names import load_accelerator_names
from kijiyomi.knowledge.products import load_products


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("Kepler", {"NVIDIA", "エヌビディア"}),
        ("Maxwellの", {"NVIDIA", "エヌビディア"}),
        ("Gaudi3", {"Intel", "インテル", "Habana"}),
        ("TPUv5e", {"Google", "グーグル", "Alphabet"}),
        ("Cloud TPU", {"Google", "グーグル", "Alphabet"}),
        ("L4", {"NVIDIA", "エヌビディア"}),
        ("Drive Orin", {"NVIDIA", "エヌビディア"}),
        ("Drive", set()),
        ("Cloud", set()),
        ("Edge", set()),
        ("Intelligence", set()),
        ("A7", set()),
        ("", set()),
    ],
)
def test_whose_names_begin(text: str, makers: set[str]) -> None:
    assert load_accelerator_names().makers_at(text, 0) == makers


def test_words_that_are_names() -> None:
    names = load_accelerator_names()
    assert {"Blackwell", "GeForce", "Radeon", "Gaudi", "Trainium"} <= names.certain_words
    assert names.certain_words < names.bare_words
    assert {"Turing", "Arc", "Helios", "Renegade"} <= names.bare_words - names.certain_words


def test_no_other_list_repeats_them() -> None:
    products = load_products()
    assert load_accelerator_names().certain_words.isdisjoint(products.company_words | products.alone)
