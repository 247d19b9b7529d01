"""The network as the book has it, token by token and gate by gate, beside the one over packed sentences."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.entities.ner_model.network import DIRECTIONS, Network, PackedSentences
from kijiyomi.entities.ner_model.token_features import FEATURES

EMBEDDED, VECTOR, UNITS, TAGS, ROWS = 3, 2, (3, 2), 5, 2
DISTINCT = 5


def random_arrays(generator):
    def normal(*shape):
        return generator.normal(0, 0.7, shape).astype(np.float32)

    arrays = {"vectors": np.int8(generator.integers(-9, 9, (4, VECTOR))), "scale_vectors": np.float32(0.1)}
    for feature in FEATURES:
        arrays[f"embedding_{feature.name}"] = np.int8(generator.integers(-9, 9, (ROWS, EMBEDDED)))
        arrays[f"scale_{feature.name}"] = np.float32(generator.uniform(0.02, 0.2))
    inputs = EMBEDDED + VECTOR
    for layer, units, read in ((1, UNITS[0], inputs), (2, UNITS[1], inputs + 2 * UNITS[0])):
        for direction in DIRECTIONS:
            arrays[f"weight_{layer}_{direction}"] = normal(read + units, 4 * units)
            arrays[f"bias_{layer}_{direction}"] = normal(4 * units)
    return arrays | {"weight_out": normal(2 * UNITS[1], TAGS), "bias_out": normal(TAGS)}


def linear(inputs, weight, bias):
    return [
        b + sum(x * row[column] for x, row in zip(inputs, weight, strict=True))
        for column, b in enumerate(bias)
    ]


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def lstm(sentence, weight, bias):
    """Return the output of each token of a sentence that is read from its beginning."""
    units = len(bias) // 4
    output, cell, outputs = [0.0] * units, [0.0] * units, []
    for token in sentence:
        gates = linear([*token, *output], weight, bias)
        for unit in range(units):
            let_in, forget, let_out = (sigmoid(gates[gate * units + unit]) for gate in range(3))
            cell[unit] = forget * cell[unit] + let_in * math.tanh(gates[3 * units + unit])
            output[unit] = let_out * math.tanh(cell[unit])
        outputs.append(list(output))
    return outputs


def both_directions(sentence, arrays, layer):
    weights = [
        (arrays[f"weight_{layer}_{d}"].tolist(), arrays[f"bias_{layer}_{d}"].tolist()) for d in DIRECTIONS
    ]
    forward, backward = lstm(sentence, *weights[0]), lstm(sentence[::-1], *weights[1])[::-1]
    return [there + back for there, back in zip(forward, backward, strict=True)]


def scores_of(features, rows, arrays):
    """Return the scores of the tags of each token of one sentence."""
    sentence = []
    for values, row in zip(features.tolist(), rows.tolist(), strict=True):
        embedded = [0.0] * EMBEDDED
        for feature, value in zip(FEATURES, values, strict=True):
            for column in range(EMBEDDED):
                embedded[column] += float(
                    arrays[f"embedding_{feature.name}"][value, column] * arrays[f"scale_{feature.name}"]
                )
        sentence.append([*embedded, *(float(x) * 0.1 for x in arrays["vectors"][row])])
    first = both_directions(sentence, arrays, 1)
    # The second layer reads the first one and what that has read.
    second = both_directions([below + token for below, token in zip(first, sentence, strict=True)], arrays, 2)
    weight, bias = arrays["weight_out"].tolist(), arrays["bias_out"].tolist()
    return [linear(token, weight, bias) for token in second]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_sentences_together_score_as_each_does_by_the_book(lengths, seed):
    generator = np.random.default_rng(seed)
    arrays = random_arrays(generator)
    features = np.int32(generator.integers(0, ROWS, (DISTINCT, len(FEATURES))))
    rows = np.int32(generator.integers(0, 4, DISTINCT))
    tokens = generator.integers(0, DISTINCT, sum(lengths))
    scores = Network(arrays)(features, rows, tokens, PackedSentences.of(np.array(lengths)))
    assert scores.shape == (sum(lengths), TAGS)
    for end, length in zip(np.cumsum(lengths), lengths, strict=True):
        here = tokens[end - length : end]
        expected = scores_of(features[here], rows[here], arrays)
        np.testing.assert_allclose(scores[end - length : end], expected, atol=1e-4)
