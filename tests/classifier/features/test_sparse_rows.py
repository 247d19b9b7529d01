import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.classifier.features.sparse_rows import FeatureColumns, FittedField
from reference import tfidf as reference

few_keys = st.integers(0, 30)
idf = st.floats(0.0625, 8, width=32)
fitted_fields = st.lists(st.dictionaries(few_keys, idf, max_size=12), min_size=1, max_size=4)
text_counts = st.dictionaries(few_keys, st.integers(1, 9), max_size=12)


def fitted(field):
    ascending = sorted(field)
    return FittedField(
        np.array(ascending, np.uint64), np.array([field[key] for key in ascending], np.float32)
    )


def counts_of(texts):
    """Return the counts of texts that are in one field."""
    keys = [key for text in texts for key in sorted(text)]
    frequency = [text[key] for text in texts for key in sorted(text)]
    bounds = np.cumsum([0, *map(len, texts)])
    return NGramCounts(np.array(keys, np.uint64), np.array(frequency, np.int64), bounds.astype(np.intp))


@given(st.data())
def test_rows_are_those_of_plain_python(data):
    fields = data.draw(fitted_fields)
    texts = data.draw(st.lists(st.tuples(*[text_counts] * len(fields)), min_size=1, max_size=4))
    counts = NGramCounts.concatenate(
        [counts_of([text[field] for text in texts]) for field in range(len(fields))]
    )
    rows = list(FeatureColumns(list(map(fitted, fields))).rows(counts).each())
    ascending = [{key: field[key] for key in sorted(field)} for field in fields]
    for row, text in zip(rows, texts, strict=True):
        expected = reference.row(ascending, text)
        assert row.columns.tolist() == list(expected)
        assert row.values.tolist() == pytest.approx(list(expected.values()), rel=1e-6)


def test_one_key_in_two_fields_is_two_columns():
    keys, ones = np.array([3, 9], np.uint64), np.ones(2, np.float32)
    columns = FeatureColumns([FittedField(keys, ones), FittedField(keys[:1], ones[:1])])
    first, second = counts_of([{3: 2, 5: 1}, {}]), counts_of([{3: 1}, {3: 1, 9: 1}])
    rows = columns.rows(NGramCounts.concatenate([first, second]))
    assert rows.columns.tolist() == [0, 2, 2]
    assert rows.bounds.tolist() == [0, 2, 3]
    twice = 1 + np.log(2)
    assert rows.values == pytest.approx([twice / np.hypot(twice, 1), 1, 1 / np.sqrt(2)])
