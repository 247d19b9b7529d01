from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from kijiyomi.text.sentences import sentence_spans
from reference import sentences as reference
from support.japanese_text import sentence_texts


def sentences_of(*blocks: str) -> list[str]:
    text = "\n".join(blocks)
    return [text[start:end] for start, end in sentence_spans(text).tolist()]


@pytest.mark.parametrize(
    ("blocks", "sentences"),
    [
        (["一文目。二文目！三文目？"], ["一文目。", "二文目！", "三文目？"]),
        (["見出し", "本文です。"], ["見出し", "本文です。"]),
        (
            ["社長は「増産する。必ずだ。」と述べた。次の文。"],
            ["社長は「増産する。必ずだ。」と述べた。", "次の文。"],
        ),
        (["値は3.5倍。HBM3.5はない。"], ["値は3.5倍。", "HBM3.5はない。"]),
        (["We ship in May. Prices rise."], ["We ship in May.", "Prices rise."]),
        (["本当！？　はい。"], ["本当！？", "はい。"]),
        (["括弧（開いたまま。次の文。", "次の段落。"], ["括弧（開いたまま。次の文。", "次の段落。"]),
        (["改行\nでも切る"], ["改行", "でも切る"]),
        (
            ["入れ子「『一。』二。」三。", "」閉じるだけ。次。"],
            ["入れ子「『一。』二。」三。", "」閉じるだけ。", "次。"],
        ),
        (["「引用で終わる。」次の文。"], ["「引用で終わる。」次の文。"]),
        (["終わり。」。"], ["終わり。」", "。"]),
        (["v1.5 を使う. 次は「語」だ"], ["v1.5 を使う. 次は「語」だ"]),
        ([" \u3000", "\x1c前後の空白\x85"], ["前後の空白"]),
        ([""], []),
    ],
)
def test_boundaries(blocks: list[str], sentences: list[str]) -> None:
    assert sentences_of(*blocks) == sentences


def test_an_unclosed_bracket_does_not_swallow_a_long_block() -> None:
    sentence = "長い話が続く。"
    first, *rest = sentences_of("「" + sentence * 200)
    assert 400 <= len(first) < 400 + len(sentence) + 1
    assert set(rest) == {sentence}


@settings(max_examples=400, deadline=None)
@example("「" + "あ" * 399 + "。い。")
@example("「" + "あ" * 400 + "。い。")
@given(sentence_texts)
def test_sentences_are_those_of_the_plain_form(text: str) -> None:
    assert list(map(tuple, sentence_spans(text).tolist())) == reference.sentence_spans(text)
