import itertools

import numpy as np
import pytest

from kijiyomi.entities.ner_model.decoding import best_tags, constraints, spans

TAGS = 9  # outside, then begin, in, end, single of two labels


def allowed(tags):
    step, first, last = constraints(TAGS)
    pairs = itertools.pairwise(tags)
    return first[tags[0]] == last[tags[-1]] == 0 and all(step[a, b] == 0 for a, b in pairs)


@pytest.mark.parametrize("tags", [[0], [4], [1, 3], [1, 2, 2, 3], [8, 4, 0], [5, 7, 1, 3]])
def test_whole_spans_are_allowed(tags):
    assert allowed(tags)


@pytest.mark.parametrize("tags", [[1], [2, 3], [3], [1, 0], [1, 7], [1, 4], [0, 2, 3], [5, 6]])
def test_broken_spans_are_not(tags):
    assert not allowed(tags)


def test_the_best_sequence_is_the_best_of_all_that_are_allowed():
    scores = np.random.default_rng(7).normal(0, 3, (40, TAGS)).astype(np.float32)
    lengths = np.array([2, 4, 1, 3] * 4)
    tags = best_tags(scores, lengths)
    for end, length in zip(np.cumsum(lengths), lengths, strict=True):
        here = scores[end - length : end]
        sequences = [s for s in itertools.product(range(TAGS), repeat=int(length)) if allowed(s)]
        best = max(sequences, key=lambda s: sum(here[place, tag] for place, tag in enumerate(s)))
        assert tuple(tags[end - length : end]) == best


def test_spans_have_first_token_end_and_label():
    assert list(spans(np.array([0, 1, 2, 3, 8, 5, 7, 0]))) == [(1, 4, 0), (4, 5, 1), (5, 7, 1)]
    assert list(spans(np.zeros(3, dtype=np.intp))) == []
