import numpy as np
import pytest

from kijiyomi.entities.ner_model.model_format import FORM
from kijiyomi.entities.ner_model.network import Network, PackedSentences
from kijiyomi.model_store import read_model, shipped_model


def test_sentences_lie_side_by_side_the_longest_first():
    packed = PackedSentences.of(np.array([1, 3, 2]))
    assert packed.order.tolist() == [1, 4, 0, 2, 5, 3]
    assert packed.steps == (slice(0, 3), slice(3, 5), slice(5, 6))


def test_no_sentences_need_no_steps():
    packed = PackedSentences.of(np.zeros(0, dtype=np.intp))
    assert (packed.order.tolist(), packed.steps) == ([], ())


def test_every_array_that_is_missing_is_named():
    _, _, arrays = read_model(shipped_model("names"), FORM)
    Network(arrays)
    for missing in arrays.keys() - {"word_keys", "word_rows"}:
        with pytest.raises(KeyError, match=missing):
            Network({name: array for name, array in arrays.items() if name != missing})
