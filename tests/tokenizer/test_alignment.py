from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.errors import KijiyomiError
from kijiyomi.tokenizer.alignment import (
    MECAB_SPACES,
    align_tokens,
    replace_untaggable,
    replace_untaggable_batch,
)
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme
from reference import alignment as reference

surfaces = st.sampled_from(["東京", "a", "、", "NAVER Cloud", "a\tb", "\u3000", "\r", "\x0c", "🍣", "\ud800"])
spaces = st.text(st.sampled_from(MECAB_SPACES), max_size=3)


@given(spaces, st.lists(st.tuples(surfaces, spaces), max_size=12), st.data())
def test_offsets_are_those_of_the_plain_form(before, words, data):
    written = [data.draw(st.sampled_from([word, word.replace(" ", "  ")])) for word, _ in words]
    text = before + "".join(word + gap for word, (_, gap) in zip(written, words, strict=True))
    lexicon = Lexicon()
    morpheme = np.array([lexicon.add(Morpheme(word, word, "名詞")) for word, _ in words], dtype=np.int32)
    start, end = align_tokens(text, lexicon, morpheme)
    expected = reference.align_tokens(text, [word for word, _ in words])
    assert list(zip(start.tolist(), end.tolist(), strict=True)) == expected


@pytest.mark.parametrize("text", ["東", "東京都", ""])
def test_tokens_that_do_not_rebuild_the_text_are_an_error(text):
    lexicon = Lexicon()
    morpheme = np.array([lexicon.add(Morpheme("東京", "東京", "名詞"))], dtype=np.int32)
    with pytest.raises(KijiyomiError, match=f"2 characters for a text of {len(text)}"):
        align_tokens(text, lexicon, morpheme)


@given(st.lists(st.text(st.characters() | st.sampled_from("\0\ud800\udfff"), max_size=6), max_size=4))
def test_what_taggers_cannot_take_is_replaced_one_by_one(texts):
    expected = [
        "".join(" " if c == "\0" else "\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
        for text in texts
    ]
    assert list(map(replace_untaggable, texts)) == expected
    assert list(replace_untaggable_batch(texts)) == expected
