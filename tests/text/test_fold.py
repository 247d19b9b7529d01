import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.text.fold import (
    fold_case,
    fold_model_number,
    fold_phrase_batch,
    fold_separators,
    fold_width_and_case,
)
from kijiyomi.text.normalise import normalise

texts = st.text(st.sampled_from("ＡaİΣσßẞサーバｻﾊﾞ㌔①・,.-_/ \u3000\n。ー"), max_size=12)


@pytest.mark.parametrize(("text", "folded"), [("İSTANBUL", "İstanbul"), ("ＡＢＣ", "ａｂｃ"), ("ẞ", "ß")])
def test_case_is_folded_character_for_character(text, folded):
    assert fold_case(text) == folded


@given(st.text())
def test_folding_case_keeps_every_offset(text):
    assert len(fold_case(text)) == len(text)


@pytest.mark.parametrize(
    ("fold", "spellings"),
    [
        (fold_width_and_case, ["ＮＶＩＤＩＡ", "nvidia", "NVIDIA"]),
        (fold_width_and_case, ["㌔", "ｷﾛ", "キロ"]),
        (fold_separators, ["Web-Audio", "ｗｅｂ　ａｕｄｉｏ", "web・audio", "WEB_AUDIO"]),
        (fold_model_number, ["RTX-4090", "RTX 4090", "rtx4090", "RTX™4090"]),
        (lambda phrase: fold_phrase_batch([phrase])[0], ["サーバー", "ｻｰﾊﾞ", "サー・バ", "サーバー・"]),
    ],
)
def test_spellings_of_one_word_are_equal(fold, spellings):
    assert len(set(map(fold, spellings))) == 1


def test_a_long_vowel_counts_inside_a_word_and_in_a_short_one():
    assert fold_phrase_batch(["サーバ", "サバ", "キー", "キ"]) == ["サーバ", "サバ", "キー", "キ"]


@given(st.lists(texts))
def test_phrases_are_folded_as_each_would_be_alone(phrases):
    def folded(phrase):
        folded = re.sub(r"(?<=[ァ-ヺー][ァ-ヺ])ー(?![ァ-ヺー])", "", fold_width_and_case(phrase))
        return re.sub(r"[\s・,.\-_/]", "", folded)

    assert fold_phrase_batch(phrases) == list(map(folded, phrases))


@given(texts)
def test_width_is_folded_as_texts_are_normalised(text):
    assert fold_width_and_case(text) == normalise(text).text.lower()
