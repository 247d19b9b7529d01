import numpy as np
import pytest

from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.classifier.features.sparse_rows import FeatureColumns, NGramField
from kijiyomi.classifier.features.vectorizer import (
    FIELDS,
    VectorizerSettings,
    document_counts,
    fit_vectorizer,
)


@pytest.fixture
def counted(read):
    texts = ["星を見た。", "月を見た。", "星と月を見た。", "", "花を植えた。"]
    settings = VectorizerSettings(min_documents=1, max_share=1.0)
    return settings, [document_counts([read(text, text)[0]], settings) for text in texts]


def test_rows_are_those_of_the_matrix(counted):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    matrix = vectorizer.matrix(documents).toarray()
    fields = zip(*(counts.split(len(FIELDS)) for counts in documents), strict=True)
    together = vectorizer.rows(NGramCounts.joined(list(map(NGramCounts.joined, fields))))
    for counts, dense, among_others in zip(documents, matrix, together.each(), strict=True):
        columns, values, _ = vectorizer.rows(counts)
        # One by one or together: not a bit may differ, or scores would depend on the batch.
        assert dense[columns].tolist() == values.tolist() == among_others[1].tolist()
        assert np.count_nonzero(dense) == len(columns)
    assert not matrix[3].any()


def test_dropping_columns_leaves_the_others_as_they_were(counted):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    kept = np.arange(vectorizer.width) % 3 == 0
    assert vectorizer.keep(kept).matrix(documents).toarray() == pytest.approx(
        vectorizer.matrix(documents).toarray()[:, kept]
    )


def test_rare_and_ubiquitous_n_grams_are_left_out(counted):
    _, documents = counted
    strict = fit_vectorizer(documents, VectorizerSettings(min_documents=2, max_share=0.5))
    loose = fit_vectorizer(documents, VectorizerSettings(min_documents=1, max_share=1.0))
    few = fit_vectorizer(documents, VectorizerSettings(min_documents=1, max_share=1.0, max_features=2))
    assert 0 < strict.width < loose.width
    assert [len(field.keys) for field in few.fields] == [2] * len(FIELDS)


def test_it_is_made_again_from_its_arrays(counted):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    again = type(vectorizer).from_arrays(settings, vectorizer.arrays())
    assert (again.matrix(documents) != vectorizer.matrix(documents)).nnz == 0


def test_no_documents_make_an_empty_matrix(counted):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    assert vectorizer.matrix([]).shape == (0, vectorizer.width)


def test_a_document_has_the_same_row_alone_as_among_many(counted, read):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    leads = [
        read(text, title)[0] for text in ("星を見た。", "", "花と月。\n\n星") for title in ("", "月")
    ] * 9
    for lead, (columns, values) in zip(leads, vectorizer.of_leads(leads).each(), strict=True):
        own_columns, own_values, _ = vectorizer.of_leads([lead])
        assert columns.tolist() == own_columns.tolist()
        assert values.tolist() == own_values.tolist()


def test_fields_without_weight_are_left_out(read):
    leads = [read("星を見た。", "月")[0], read("", "花を植えた。")[0]]
    full = document_counts(leads, VectorizerSettings()).split(len(FIELDS))
    some = document_counts(leads, VectorizerSettings(weights=(1, 0, 0, 0, 0, 1))).split(len(FIELDS))
    for place, (own, left) in enumerate(zip(full, some, strict=True)):
        kept = own if place in (0, 5) else NGramCounts.none(2)
        assert [column.tolist() for column in left] == [column.tolist() for column in kept]


def test_one_key_in_two_fields_is_two_columns():
    keys, idf = np.array([3, 9], np.uint64), np.ones(2, np.float32)
    columns = FeatureColumns([NGramField(keys, idf), NGramField(keys[:1], idf[:1])])
    first = NGramCounts(np.array([3, 5], np.uint64), np.array([2, 1]), np.array([0, 2, 2]))
    second = NGramCounts(np.array([3, 3, 9], np.uint64), np.array([1, 1, 1]), np.array([0, 1, 3]))
    rows = columns.rows(NGramCounts.joined([first, second]))
    assert rows.columns.tolist() == [0, 2, 2]
    assert rows.bounds.tolist() == [0, 2, 3]
    twice = 1 + np.log(2)
    assert rows.values == pytest.approx([twice / np.hypot(twice, 1), 1, 1 / np.sqrt(2)])


def test_the_last_n_gram_counts_though_texts_without_any_follow():
    columns = FeatureColumns([NGramField(np.array([3, 5], np.uint64), np.ones(2, np.float32))])
    counts = NGramCounts(np.array([3, 5], np.uint64), np.array([1, 2]), np.array([0, 2, 2, 2]))
    twice = 1 + np.log(2)
    rows = columns.rows(counts)
    assert rows.values == pytest.approx([1 / np.hypot(twice, 1), twice / np.hypot(twice, 1)])
    assert rows.bounds.tolist() == [0, 2, 2, 2]
