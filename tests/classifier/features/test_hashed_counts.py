import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.hashed_counts import BUCKETS, FIELD_STARTS, hash_counts
from kijiyomi.classifier.features.ngrams import NGramCounts
from reference import hashed_counts as reference

field_counts = st.dictionaries(st.integers(0, 2**64 - 1), st.integers(1, 9), max_size=6)
text_counts = st.tuples(*[field_counts] * len(FIELDS))


def counts_of(texts):
    parts = [sorted(text[field].items()) for field in range(len(FIELDS)) for text in texts]
    pairs = [pair for part in parts for pair in part]
    bounds = np.cumsum([0, *map(len, parts)]).astype(np.intp)
    keys, frequency = [key for key, _ in pairs], [count for _, count in pairs]
    return NGramCounts(np.array(keys, np.uint64), np.array(frequency, np.int64), bounds)


@given(st.lists(text_counts, min_size=1, max_size=4))
def test_buckets_are_those_of_plain_python(texts):
    hashed = hash_counts(counts_of(texts))
    for index, text in enumerate(texts):
        own = hashed.texts == index
        filled = np.bincount(hashed.buckets[own], hashed.values[own], BUCKETS)
        expected = reference.buckets(text)
        assert filled[list(expected)].tolist() == pytest.approx(list(expected.values()))
        assert set(filled.nonzero()[0].tolist()) <= set(expected)


@given(st.lists(text_counts, min_size=2, max_size=4))
def test_a_text_alone_is_hashed_to_the_last_bit_as_among_others(texts):
    together = hash_counts(counts_of(texts))
    for index, text in enumerate(texts):
        alone, own = hash_counts(counts_of([text])), together.texts == index
        assert together.buckets[own].tolist() == alone.buckets.tolist()
        assert together.values[own].tolist() == alone.values.tolist()


def test_every_field_has_buckets_of_its_own():
    sizes = np.diff(FIELD_STARTS).tolist()
    assert sizes == [1 << field.hash_bits for field in FIELDS]
    assert all(1 <= field.hash_bits <= 16 for field in FIELDS)
