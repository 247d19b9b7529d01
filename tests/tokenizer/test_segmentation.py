from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.tokenizer.segmentation import split_segments


@given(st.text(max_size=200), st.integers(1, 30))
def test_segments_join_to_the_text_and_fit(text: str, limit: int) -> None:
    pieces = split_segments(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("短い文。次の文です。", "短い文。"),
        ("句読点、のみの長い文", "句読点、"),
        ("行を変えて\n続ける話", "行を変えて\n"),
        ("あいうえおかきくけこ", "あいうえおか"),
        ("あいうえおか\u3099きく", "あいうえお"),
        ("あいうえ👨\u200d👩子", "あいうえ"),
    ],
)
def test_cuts_at_the_best_position(text: str, first: str) -> None:
    assert split_segments(text, 6)[0] == first


def test_limit_must_be_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        split_segments("あ", 0)
