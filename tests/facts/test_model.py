from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from benchmarks.foreign_models import change_array, copied
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.errors import ModelError
from kijiyomi.facts.model import FactModel, best_candidates
from kijiyomi.facts.pairs import Pairs
from kijiyomi.facts.weight_counts import weight_counts
from kijiyomi.model_store import shipped_model
from reference import fact_choice

SCORES = st.sampled_from([-8.0, -1.5, 0.0, 0.25, 1.0, 6.0, float("-inf")])
FIGURES = st.lists(st.tuples(st.floats(-5, 5, width=16), st.lists(SCORES, max_size=4)), max_size=6)


@given(FIGURES)
def test_best_candidates_are_those_of_plain_lines(figures: list[tuple[float, list[float]]]) -> None:
    scores = [score for _, some in figures for score in some]
    figure = [number for number, (_, some) in enumerate(figures) for _ in some]
    pairs = Pairs(
        np.array(figure, dtype=np.intp), np.arange(len(scores)), np.zeros(len(scores), dtype=np.intp)
    )
    none = [score for score, _ in figures]
    choice = best_candidates(pairs, np.array(scores, dtype=np.float32), np.array(none, dtype=np.float32))
    expected = fact_choice.best_candidates(list(zip(figure, range(len(scores)), strict=True)), scores, none)
    assert choice.candidate.tolist() == [candidate for candidate, _ in expected]
    assert np.allclose(choice.probability, [probability for _, probability in expected], atol=1e-5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copied(shipped_model("facts"), tmp_path / "model"))


def test_a_missing_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        FactModel.read(tmp_path / "nowhere")


def test_a_missing_or_damaged_array_is_named(folder: Path) -> None:
    file = folder / "type_weights.npy"
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ModelError, match=r"type_weights\.npy is not as it was written"):
        FactModel.read(folder)
    file.unlink()
    with pytest.raises(ModelError, match=r"type_weights\.npy is missing"):
        FactModel.read(folder)


@pytest.mark.parametrize("name", [*weight_counts(), "word_clusters"])
def test_an_array_of_another_length_is_named(folder: Path, name: str) -> None:
    change_array(folder, name, lambda array: array[:-1])
    with pytest.raises(ModelError, match=rf"{name}\.npy"):
        FactModel.read(folder)


def test_a_model_of_another_kind_is_none_of_facts() -> None:
    with pytest.raises(ModelError, match="not that of a kijiyomi-facts"):
        FactModel.read(shipped_model("names"))
