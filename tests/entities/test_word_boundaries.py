import numpy as np
import pytest

from kijiyomi.entities.word_boundaries import WordBoundaries
from kijiyomi.text.normalise import normalise
from kijiyomi.tokenizer.mecab import MecabTokenizer

tokenizer = MecabTokenizer()


def is_whole(text, part):
    view = normalise(text)
    start = np.array([view.text.index(part)])
    (whole,) = WordBoundaries(view, tokenizer(text)).are_whole(start, start + len(part))
    return whole


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("株価とRTXの話", "RTX"),
        ("ＲＴＸ", "RTX"),
        ("日立の工場", "日立"),
        ("3×4", "3"),
        ("トヨタ車", "トヨタ"),
        ("新トヨタ", "トヨタ"),
        ("トヨタ・自動車", "トヨタ"),
        ("Intel™の", "Intel"),
        ("(AMD)", "AMD"),
    ],
)
def test_whole_words(text, part):
    assert is_whole(text, part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("RTX5090", "RTX"),
        ("alarm", "arm"),
        ("トヨタス", "トヨタ"),
        ("サーバー", "サーバ"),
        ("朝日立像", "日立"),
        ("é2", "2"),
    ],
)
def test_parts_of_words(text, part):
    assert not is_whole(text, part)


def test_without_tokens_no_kanji_is_a_word():
    view = normalise("日立")
    (whole,) = WordBoundaries(view, tokenizer("")).are_whole(np.array([0]), np.array([1]))
    assert not whole
