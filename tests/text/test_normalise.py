from __future__ import annotations

import re
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.text.normalise import normalise

AWKWARD = st.sampled_from("ｶﾞﾊﾟ１Ａ％㌔…㍿ﬁ①か\u3099\u0301e각\u1100\u1161\u11a8\ud800🍣𝐀 \0\r\n")


@pytest.mark.parametrize(
    ("source", "normal", "where", "written"),
    [
        ("約１２３ＧＢ", "約123GB", "123GB", "１２３ＧＢ"),
        ("ｶﾞｿﾘﾝ高", "ガソリン高", "ガソリン", "ｶﾞｿﾘﾝ"),
        ("５㌔走る", "5キロ走る", "キロ", "㌔"),
        ("待て……そして", "待て......そして", "そして", "そして"),
        ("㍿記事", "株式会社記事", "会", "㍿"),
        ("か\u3099くせい", "がくせい", "が", "か\u3099"),
        ("㌔か\u3099\u0301", "キロが\u0301", "が\u0301", "か\u3099\u0301"),
        ("\u3099㈱", "\u3099(株)", "(", "㈱"),
        ("葛\U000e0100城と葛", "葛城と葛", "葛城", "葛\U000e0100城"),
        ("🍣𝐀か\U0001d165", "🍣Aか\U0001d165", "か", "か\U0001d165"),
    ],
)
def test_spans_lead_back(source: str, normal: str, where: str, written: str) -> None:
    aligned = normalise(source)
    assert aligned.text == normal
    start = normal.index(where)
    left, right = aligned.span(start, start + len(where))
    assert source[left:right] == written


@settings(max_examples=400)
@given(st.text(alphabet=st.characters() | AWKWARD, max_size=40))
def test_is_nfkc_with_monotone_offsets(text: str) -> None:
    aligned = normalise(text)
    if not any("\u1160" <= c <= "\u11ff" for c in text):
        selectors = "[\U000e0100-\U000e01ef]"
        normal = unicodedata.normalize("NFKC", text)
        assert re.sub(f"(?<!^){selectors}", "", aligned.text) == re.sub(f"(?<!^){selectors}", "", normal)
    assert len(aligned.starts) == len(aligned.ends) == len(aligned.text)
    assert np.all(aligned.starts < aligned.ends)
    assert np.all(np.diff(aligned.starts) >= 0)
    assert np.all(np.diff(aligned.ends) >= 0)
    if aligned.text:
        assert aligned.span(0, len(aligned.text)) == (0, len(text))
