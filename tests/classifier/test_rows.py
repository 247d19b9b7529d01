from kijiyomi.classifier.rows import rows
from kijiyomi.classifier.vectorize import Settings, document_counts, fit_vectorizer


def test_rows_of_many_documents_are_those_of_each(read):
    texts = ["星雲を撮影した。" * 9, "", "苗を畑に植えた。", "x", "星雲を撮影し、苗を植えた。\n短い行"]
    settings = Settings(min_documents=1, max_share=1.0)
    documents = [read(text, title=text[:5])[0] for text in texts]
    counts = [document_counts(document, settings) for document in documents]
    vectorizer = fit_vectorizer(counts[:3], settings)
    together = rows(vectorizer, counts)
    assert any(len(columns) for columns, _ in together)
    for (columns, values), count in zip(together, counts, strict=True):
        expected_columns, expected_values = vectorizer.row(count)
        assert columns.tolist() == expected_columns.tolist()
        assert values.tolist() == expected_values.tolist()
