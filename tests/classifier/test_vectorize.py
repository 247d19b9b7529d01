from collections import Counter

import numpy as np
import pytest

from kijiyomi.classifier.vectorize import (
    FIELDS,
    Settings,
    character_counts,
    document_counts,
    fit_vectorizer,
    short_lines,
    word_keys,
)
from kijiyomi.tokenizer.mecab import MecabTokenizer


def test_keys_do_not_depend_on_what_was_read_before():
    fresh, used = MecabTokenizer(), MecabTokenizer()
    used("まったく別の文章を先に読んでおく。")
    text = "望遠鏡で星雲を撮影した。"
    assert word_keys(fresh(text)).tolist() == word_keys(used(text)).tolist()


def test_words_are_lemmas_and_pairs_without_punctuation():
    tokenizer = MecabTokenizer()
    once, twice = tokenizer("星を見た"), tokenizer("「星」を、見た。")
    assert word_keys(once).tolist() == word_keys(twice).tolist()
    assert len(word_keys(once)) == 4 + 3
    assert set(word_keys(tokenizer("星を見る"))[:3].tolist()) <= set(word_keys(once).tolist())


def test_only_the_lead_counts():
    tokens = MecabTokenizer()("星を見た。月を見た。")
    assert word_keys(tokens, 5).tolist() == word_keys(MecabTokenizer()("星を見た。")).tolist()


@pytest.mark.parametrize(
    ("text", "pairs", "triples"),
    [("", 0, 0), ("a", 0, 0), ("ab", 1, 0), ("星月夜", 2, 1), ("\ud800😀\0a", 3, 2)],
)
def test_characters_come_in_pairs_and_triples(text, pairs, triples):
    keys, counts = character_counts(text)
    assert len(keys) == counts.sum() == pairs + triples


def test_characters_are_counted():
    text = "星星星月星星"
    grams = [text[i : i + n] for n in (2, 3) for i in range(len(text) - n + 1)]
    expected = sorted(
        Counter(sum(ord(c) << 21 * p for p, c in enumerate(reversed(g))) for g in grams).items()
    )
    keys, counts = character_counts(text)
    assert list(zip(keys.tolist(), counts.tolist(), strict=True)) == expected


def test_case_does_not_matter():
    assert np.array_equal(character_counts("GPU"), character_counts("gpu"))


@pytest.fixture
def counted(read):
    texts = ["星を見た。", "月を見た。", "星と月を見た。", "", "花を植えた。"]
    settings = Settings(min_documents=1, max_share=1.0)
    return settings, [document_counts(read(text, text)[0], settings) for text in texts]


def test_rows_are_those_of_the_matrix(counted):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    matrix = vectorizer.matrix(documents).toarray()
    for counts, dense in zip(documents, matrix, strict=True):
        ((columns, values),) = vectorizer.rows([counts])
        # One by one or together: not a bit may differ, or scores would depend on the batch.
        assert dense[columns].tolist() == values.tolist()
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
    strict = fit_vectorizer(documents, Settings(min_documents=2, max_share=0.5))
    loose = fit_vectorizer(documents, Settings(min_documents=1, max_share=1.0))
    few = fit_vectorizer(documents, Settings(min_documents=1, max_share=1.0, max_features=2))
    assert 0 < strict.width < loose.width
    assert [len(field.keys) for field in few.fields] == [2] * len(FIELDS)


def test_it_is_made_again_from_its_arrays(counted):
    settings, documents = counted
    vectorizer = fit_vectorizer(documents, settings)
    again = type(vectorizer).from_arrays(settings, vectorizer.arrays())
    assert (again.matrix(documents) != vectorizer.matrix(documents)).nnz == 0


def test_short_lines_know_their_places():
    text = "見出し\n  署名：花子 \n\n" + "長い行" * 30 + "\n見出し"
    found = list(short_lines(text))
    assert [text[start:end] for _, start, end in found] == ["見出し", "  署名：花子 ", "見出し"]
    assert found[0][0] == found[2][0] != found[1][0]
