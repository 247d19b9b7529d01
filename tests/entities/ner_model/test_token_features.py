import zlib

import numpy as np
import pytest

from kijiyomi import Article
from kijiyomi.entities.gazetteer import company_gazetteer
from kijiyomi.entities.ner_model import token_features as features
from kijiyomi.entities.ner_model.token_features import FEATURES, WordVectors, token_features
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

tokenizer = MecabTokenizer()


def rows(text):
    passage = read_passage(Article(text))
    tokens = tokenizer(passage.text)
    found = token_features(passage.normalised, tokens, company_gazetteer())
    return [t.surface for t in tokens], dict(zip((f.name for f in FEATURES), found.T.tolist(), strict=True))


def first(text):
    return next(iter(tokenizer(text)))


def test_every_fact_fits_its_table():
    _, columns = rows("NVIDIAと㍿トヨタは、岡本さんと2027年に話した。")
    for field in FEATURES:
        assert 0 <= min(columns[field.name]) <= max(columns[field.name]) < 1 << field.bits


def test_listed_companies_are_marked_by_their_part():
    surfaces, columns = rows("東京エレクトロンとNVIDIAは話した。")
    part = dict(zip(surfaces, columns["company"], strict=True))
    assert part["NVIDIA"] == 1
    assert (part["東京"], part["エレクトロン"]) == (2, 4)
    assert part["話し"] == 0


def test_spaces_are_seen():
    surfaces, columns = rows("NAVER Cloudは")
    assert columns["space"][surfaces.index("Cloud")] == 1
    assert columns["space"][0] == 0


@pytest.mark.parametrize(("one", "other"), [("トヨタ", "ホンダ"), ("ＮＥＣ", "NEC"), ("SB1", "RT2")])
def test_words_written_alike_have_one_shape(one, other):
    assert features.shape(first(one)) == features.shape(first(other))


def test_words_written_otherwise_have_another():
    assert features.shape(first("トヨタ")) != features.shape(first("豊田"))


def test_word_vectors_are_found_by_spelling_then_lemma():
    def crc(word):
        return zlib.crc32(word.encode())

    words = {"NEC": 3, "走る": 5}
    keys = sorted(map(crc, words))
    by_key = {crc(word): row for word, row in words.items()}
    vectors = WordVectors(np.array(keys, np.uint32), np.array([by_key[key] for key in keys], np.uint16))
    assert vectors.row(first("ＮＥＣ")) == 4
    assert vectors.row(first("走った")) == 6
    assert vectors.row(first("眠った")) == 0
