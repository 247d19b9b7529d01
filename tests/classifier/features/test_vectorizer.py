import numpy as np
import pytest

from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.classifier.features.vectorizer import (
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
    together = vectorizer.rows(NGramCounts.concatenate(list(map(NGramCounts.concatenate, fields))))
    for counts, dense, among_others in zip(documents, matrix, together.each(), strict=True):
        columns, values, _ = vectorizer.rows(counts)
        # One by one or together: not a bit may differ, or scores would depend on the batch.
        assert dense[columns].tolist() == values.tolist() == among_others.values.tolist()
        assert np.count_nonzero(dense) == len(columns)
    assert not matrix[3].any()


def test_each_field_is_as_long_as_its_weight_on_average(counted):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    matrix = vectorizer.matrix(documents).toarray()
    ends = np.cumsum([len(field.keys) for field in vectorizer.fields])[:-1]
    for field, part in zip(FIELDS, np.split(matrix, ends, axis=1), strict=True):
        assert np.linalg.norm(part, axis=1).mean() == pytest.approx(field.weight)


def test_dropping_columns_leaves_the_others_as_they_were(counted):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    kept = np.arange(vectorizer.width) % 3 == 0
    assert vectorizer.select(kept).matrix(documents).toarray() == pytest.approx(
        vectorizer.matrix(documents).toarray()[:, kept]
    )


def test_rare_and_ubiquitous_n_grams_are_left_out(counted):
    _, documents = counted
    strict = fit_vectorizer(documents, VectorizerSettings(min_documents=2, max_share=0.5))
    loose = fit_vectorizer(documents, VectorizerSettings(min_documents=1, max_share=1.0))
    few = fit_vectorizer(documents, VectorizerSettings(min_documents=1, max_share=1.0, max_features=2))
    assert 0 < strict.width < loose.width
    assert [len(field.keys) for field in few.fields] == [2] * len(FIELDS)


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
    for lead, row in zip(leads, vectorizer.vectorize(leads).each(), strict=True):
        (own,) = vectorizer.vectorize([lead]).each()
        assert row.columns.tolist() == own.columns.tolist()
        assert row.values.tolist() == own.values.tolist()


def test_fields_without_weight_are_left_out(read):
    leads = [read("星を見た。", "月")[0], read("", "花を植えた。")[0]]
    weights = {FIELDS[0].name: 1.0, FIELDS[-1].name: 1.0}
    full = document_counts(leads, VectorizerSettings()).split(len(FIELDS))
    some = document_counts(leads, VectorizerSettings(weights=weights)).split(len(FIELDS))
    for field, own, left in zip(FIELDS, full, some, strict=True):
        kept = own if field.name in weights else NGramCounts.empty(2)
        assert [column.tolist() for column in left] == [column.tolist() for column in kept]
