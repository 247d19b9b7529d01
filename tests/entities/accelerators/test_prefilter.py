from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.entities.accelerators.prefilter import Prefilter
from reference import accelerator_prefilter as reference

WORD = st.one_of(st.text(st.sampled_from("abhx"), min_size=1, max_size=4), st.just("x" * 40))
PAIR = st.text(st.sampled_from("昇騰ガウ"), min_size=2, max_size=2)
TEXT = st.text(st.sampled_from("abhxABHX1 -_é™®昇騰ガウの。\0\ud800😀"), max_size=40)


@given(st.dictionaries(WORD, st.booleans(), max_size=5), st.sets(PAIR, max_size=4), TEXT)
def test_it_finds_what_plain_python_finds(words: dict[str, bool], pairs: set[str], text: str) -> None:
    found_words, found_pairs = Prefilter(words, pairs).find(text)
    assert found_words == reference.words(words, text)
    # Two pairs may share a hash: more may come through, and never less.
    assert set(found_pairs) >= set(reference.pairs(pairs, text))
    assert {text[start] for start in found_pairs} <= {pair[0] for pair in pairs}


@given(st.sets(PAIR, min_size=1, max_size=4), st.lists(PAIR, max_size=300))
def test_few_other_pairs_come_through(pairs: set[str], written: list[str]) -> None:
    text = "の".join(written)
    _, found = Prefilter({}, pairs).find(text)
    assert len(found) <= len(reference.pairs(pairs, text)) + len(text) // 100
