"""Every sequence of tags tried, beside the Viterbi search over all sentences together."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.entities.ner_model.decoding import labelled_spans, viterbi_tags

LABELS = 2
TAGS = ["O", *(f"{part}-{label}" for label in range(LABELS) for part in "BIES")]


def is_valid(tags):
    """Is every name of a sequence B I* E of one label, or S?"""
    opened = [None, *(tag[2:] if tag[0] in "BI" else None for tag in tags)]
    continued = [*(tag[2:] if tag[0] in "IE" else None for tag in tags), None]
    return opened == continued


VALID = {
    length: [
        tags for tags in product(range(len(TAGS)), repeat=length) if is_valid([TAGS[tag] for tag in tags])
    ]
    for length in range(1, 5)
}


def spans_of(tags):
    """Yield first token, one past the last, and label of each name."""
    starts = [i for i, tag in enumerate(tags) if TAGS[tag][0] in "BS"]
    ends = [i + 1 for i, tag in enumerate(tags) if TAGS[tag][0] in "ES"]
    return [(start, end, int(TAGS[tags[start]][2:])) for start, end in zip(starts, ends, strict=True)]


@given(st.lists(st.integers(1, 4), max_size=6), st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_the_best_of_all_sequences_that_make_whole_names(lengths, seed):
    scores = np.random.default_rng(seed).normal(0, 3, (sum(lengths), len(TAGS))).astype(np.float32)
    tags = viterbi_tags(scores, np.array(lengths, dtype=np.intp))
    start = 0
    for length in lengths:
        here = scores[start : start + length].tolist()
        best = max(VALID[length], key=lambda tags: sum(row[tag] for row, tag in zip(here, tags, strict=True)))
        assert tuple(tags[start : start + length].tolist()) == best
        start += length


@given(st.lists(st.integers(1, 4).flatmap(lambda length: st.sampled_from(VALID[length])), max_size=5))
def test_the_spans_of_valid_tags(sentences):
    tags = [tag for sentence in sentences for tag in sentence]
    assert list(labelled_spans(np.array(tags, dtype=np.intp))) == spans_of(tags)


def test_sequences_that_make_no_whole_name_are_not_valid():
    for broken in (["B-0"], ["I-0", "E-0"], ["B-0", "E-1"], ["B-0", "S-0"], ["O", "E-1"], ["E-0", "B-0"]):
        assert not is_valid(broken)
    for whole in (["O", "S-0", "S-1"], ["B-0", "I-0", "I-0", "E-0"], ["B-1", "E-1", "B-1", "E-1"]):
        assert is_valid(whole)
    assert [len(VALID[length]) for length in (1, 2)] == [3, 11]
