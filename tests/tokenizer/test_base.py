"""What holds of every tokenizer."""

from __future__ import annotations

import pickle
import threading

import pytest

from kijiyomi.tokenizer import Tokenizer, Tokens
from kijiyomi.tokenizer.base import ThreadLocalTokenizer, field_value
from kijiyomi.tokenizer.mecab import MecabTokenizer
from kijiyomi.tokenizer.sudachi import SudachiTokenizer

TEXTS = ["東京で星を見た。", "", "\0 \t", "ｶﾞとＡＢ\ud800🍣", "長い文章が続く。" * 3000, "最後の一文", ""]


def columns(tokens: Tokens) -> tuple[object, ...]:
    return tokens.text, tokens.start.tolist(), tokens.end.tolist(), list(tokens)


@pytest.fixture(params=[MecabTokenizer, SudachiTokenizer], scope="module")
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    if request.param is SudachiTokenizer:
        pytest.importorskip("sudachipy")
    made: Tokenizer = request.param()
    return made


def test_every_tokenizer_is_tested() -> None:
    assert set(ThreadLocalTokenizer.__subclasses__()) == {MecabTokenizer, SudachiTokenizer}


def test_texts_tokenized_together_are_read_as_if_alone(tokenizer: Tokenizer) -> None:
    together = tokenizer.tokenize_batch(TEXTS)
    assert list(map(columns, together)) == [columns(tokenizer(text)) for text in TEXTS]
    assert len({id(tokens.lexicon) for tokens in together}) == 1
    assert tokenizer.tokenize_batch([]) == []


def test_no_field_is_left_as_the_dictionary_writes_nothing(tokenizer: Tokenizer) -> None:
    morphemes = list(tokenizer("東京で走った、ゾモグラフ。"))
    assert "*" not in {field for morpheme in morphemes for field in morpheme[2:9]}
    assert (field_value("*"), field_value("名詞")) == ("", "名詞")


def test_pickled_tokenizers_read_the_same(tokenizer: Tokenizer) -> None:
    copy = pickle.loads(pickle.dumps(tokenizer))
    assert columns(copy(TEXTS[0])) == columns(tokenizer(TEXTS[0]))


def test_each_thread_fills_its_own_lexicon(tokenizer: Tokenizer) -> None:
    found: list[Tokens] = []
    threads = [threading.Thread(target=lambda: found.append(tokenizer(TEXTS[0]))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(map(columns, found)) == [columns(tokenizer(TEXTS[0]))] * 3
    assert len({id(tokens.lexicon) for tokens in (*found, tokenizer(TEXTS[0]))}) == 4


def test_a_full_lexicon_is_replaced(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kijiyomi.tokenizer.base.LEXICON_LIMIT", 5)
    first = tokenizer("東京と大阪と名古屋で読む")
    assert tokenizer("福岡で書く").lexicon is not first.lexicon
    assert next(iter(first)).surface == "東京"
