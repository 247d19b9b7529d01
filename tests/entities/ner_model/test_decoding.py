import itertools

import numpy as np
import pytest

from kijiyomi.entities.ner_model.decoding import labelled_spans, tag_penalties

TAGS = 9  # outside, then begin, in, end, single of two labels


def allowed(tags):
    step, first, last = tag_penalties(TAGS)
    pairs = itertools.pairwise(tags)
    return first[tags[0]] == last[tags[-1]] == 0 and all(step[a, b] == 0 for a, b in pairs)


@pytest.mark.parametrize("tags", [[0], [4], [1, 3], [1, 2, 2, 3], [8, 4, 0], [5, 7, 1, 3]])
def test_whole_spans_are_allowed(tags):
    assert allowed(tags)


@pytest.mark.parametrize("tags", [[1], [2, 3], [3], [1, 0], [1, 7], [1, 4], [0, 2, 3], [5, 6]])
def test_broken_spans_are_not(tags):
    assert not allowed(tags)


def test_spans_have_first_token_end_and_label():
    assert list(labelled_spans(np.array([0, 1, 2, 3, 8, 5, 7, 0]))) == [(1, 4, 0), (4, 5, 1), (5, 7, 1)]
    assert list(labelled_spans(np.zeros(3, dtype=np.intp))) == []
