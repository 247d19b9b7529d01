import itertools

import numpy as np
import pytest

from kijiyomi.entities.ner_model.decoding import best_tags, labelled_spans, tag_penalties, viterbi_tags

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


def test_sentences_whose_best_tags_are_whole_need_no_search():
    scores = np.zeros((5, TAGS), dtype=np.float32)
    scores[[0, 1, 2, 3, 4], [1, 3, 0, 1, 0]] = 2  # the fourth begins a name that goes on nowhere
    scores[3, 4] = 1
    lengths = np.array([3, 2])
    assert best_tags(scores, lengths).tolist() == [1, 3, 0, 4, 0]


@pytest.mark.parametrize("seed", range(20))
def test_best_tags_are_those_of_the_search(seed):
    generator = np.random.default_rng(seed)
    lengths = generator.integers(1, 6, 30)
    scores = generator.normal(0, 2, (lengths.sum(), TAGS)).astype(np.float32)
    scores[:, 0] += 3
    assert best_tags(scores, lengths).tolist() == viterbi_tags(scores, lengths).tolist()
