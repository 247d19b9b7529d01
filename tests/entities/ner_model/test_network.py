import numpy as np
import pytest

from kijiyomi.entities.ner_model.network import Network, PackedSentences
from kijiyomi.entities.ner_model.token_features import FIELDS

EMBEDDED, VECTOR, FIRST, SECOND, TAGS = 6, 4, 5, 3, 9
GENERATOR = np.random.default_rng(3)


def normal(*shape):
    return GENERATOR.normal(0, 0.5, shape).astype(np.float32)


@pytest.fixture(scope="module")
def arrays():
    made = {"vectors": np.int8(GENERATOR.integers(-9, 9, (4, VECTOR))), "scale_vectors": np.float32(0.1)}
    for field in FIELDS:
        made[f"embedding_{field.name}"] = np.int8(GENERATOR.integers(-9, 9, (2, EMBEDDED)))
        made[f"scale_{field.name}"] = np.float32(0.05)
    inputs = EMBEDDED + VECTOR
    for layer, units, read in ((1, FIRST, inputs), (2, SECOND, inputs + 2 * FIRST)):
        for direction in ("forward", "backward"):
            made[f"weight_{layer}_{direction}"] = normal(read + units, 4 * units)
            made[f"bias_{layer}_{direction}"] = normal(4 * units)
    return made | {"weight_out": normal(2 * SECOND, TAGS), "bias_out": normal(TAGS)}


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def lstm(inputs, weight, bias):
    units = len(bias) // 4
    output, cell, out = np.zeros(units), np.zeros(units), []
    for here in inputs:
        gates = np.concatenate([here, output]) @ weight + bias
        let_in, kept, let_out = (sigmoid(gates[k * units : (k + 1) * units]) for k in range(3))
        cell = kept * cell + let_in * np.tanh(gates[3 * units :])
        output = let_out * np.tanh(cell)
        out.append(output)
    return np.array(out)


def both_ways(inputs, arrays, layer):
    forward, backward = (
        (arrays[f"weight_{layer}_{way}"], arrays[f"bias_{layer}_{way}"]) for way in ("forward", "backward")
    )
    return np.hstack([lstm(inputs, *forward), lstm(inputs[::-1], *backward)[::-1]])


def by_the_book(features, rows, arrays):
    tables = [arrays[f"embedding_{f.name}"] * arrays[f"scale_{f.name}"] for f in FIELDS]
    embedded = sum(table[column] for table, column in zip(tables, features.T, strict=True))
    words = np.hstack([embedded, arrays["vectors"][rows] * arrays["scale_vectors"]])
    second = both_ways(np.hstack([both_ways(words, arrays, 1), words]), arrays, 2)
    return second @ arrays["weight_out"] + arrays["bias_out"]


def test_sentences_together_score_as_each_does_by_the_book(arrays):
    features = np.int32(GENERATOR.integers(0, 2, (7, len(FIELDS))))
    rows = np.int32(GENERATOR.integers(0, 4, 7))
    lengths = np.array([3, 1, 5, 2, 5])
    tokens = GENERATOR.integers(0, 7, lengths.sum())
    scores = Network(arrays)(features, rows, tokens, PackedSentences.of(lengths))
    assert scores.shape == (16, TAGS)
    for end, length in zip(np.cumsum(lengths), lengths, strict=True):
        here = tokens[end - length : end]
        np.testing.assert_allclose(
            scores[end - length : end], by_the_book(features[here], rows[here], arrays), atol=1e-5
        )


def test_a_missing_array_is_named(arrays):
    with pytest.raises(KeyError, match="weight_2_backward"):
        Network({name: array for name, array in arrays.items() if name != "weight_2_backward"})
