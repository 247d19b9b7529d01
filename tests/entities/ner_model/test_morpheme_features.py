import zlib

import numpy as np
import pytest

from kijiyomi.entities.gazetteer import company_gazetteer
from kijiyomi.entities.ner_model.morpheme_features import (
    FEATURES,
    ListedCompanies,
    WordVectors,
    morpheme_features,
    shape,
)
from kijiyomi.tokenizer.mecab import MecabTokenizer

tokenizer = MecabTokenizer()
listed = ListedCompanies(company_gazetteer())


def features_of(text):
    """Return the features of each morpheme by name."""
    rows = morpheme_features(list(tokenizer(text)), listed)
    return [dict(zip((f.name for f in FEATURES), row, strict=True)) for row in rows.tolist()]


def test_every_value_fits_its_table():
    for row in features_of("NVIDIAと㍿トヨタは、岡本さんと2027年に話した。\ud800"):
        for feature in FEATURES:
            assert 0 <= row[feature.name] < 1 << feature.bits


def test_no_morphemes_have_no_rows():
    assert morpheme_features([], listed).shape == (0, len(FEATURES))


def test_listed_companies_are_marked():
    values = [row["listed"] for row in features_of("NVIDIAは話した")]
    assert values == [1, 0, 0, 0]


def test_spellings_of_one_width_are_one_surface():
    wide, narrow = features_of("ＮＥＣ"), features_of("NEC")
    assert wide[0]["surface"] == narrow[0]["surface"]


def test_unknown_words_have_other_lengths():
    known, unknown = features_of("東京")[0]["length"], features_of("ゔぃゔゑ")[0]["length"]
    assert known == 2
    assert unknown >= 16


@pytest.mark.parametrize(("word", "expected"), [("トヨタ", "kk"), ("RTX5090", "AA9"), ("お茶", "hc")])
def test_shapes_are_scripts_with_runs_cut_short(word, expected):
    assert shape(word) == expected


def test_word_vectors_are_found_by_spelling_then_lemma():
    def crc(word):
        return zlib.crc32(word.encode())

    words = {"NEC": 3, "走る": 5}
    keys = sorted(map(crc, words))
    by_key = {crc(word): row for word, row in words.items()}
    vectors = WordVectors(np.array(keys, np.uint32), np.array([by_key[key] for key in keys], np.uint16))
    morphemes = [next(iter(tokenizer(text))) for text in ("ＮＥＣ", "走った", "眠った")]
    assert vectors.rows(morphemes).tolist() == [4, 6, 0]
    assert vectors.rows([]).tolist() == []
