from __future__ import annotations

import numpy as np
import pytest

from kijiyomi.text.passage import Block, Passage
from kijiyomi.text.sentences import sentence_spans
from kijiyomi.text.source_map import align_identically


def passage(*blocks: str) -> Passage:
    text = "\n".join(blocks)
    ends = np.cumsum([len(block) + 1 for block in blocks]) - 1
    spans = tuple(Block(int(e) - len(b), int(e), "paragraph") for b, e in zip(blocks, ends, strict=True))
    aligned = align_identically([text])[0]
    return Passage(aligned, aligned, spans)


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
    source = passage(*blocks)
    assert [source.text[a:b] for a, b in sentence_spans(source.text)] == sentences


def test_an_unclosed_bracket_does_not_swallow_a_long_block() -> None:
    source = passage("「" + "長い話が続く。" * 200)
    assert len(sentence_spans(source.text)) > 50
