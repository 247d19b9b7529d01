import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.text.normalise import normalise
from kijiyomi.text.source_map import align_identically


@given(st.text(st.sampled_from("ｶﾞ㌔Ａか\u3099あ"), max_size=12))
def test_derived_offsets_are_the_first_characters_from_a_source_offset_on(text):
    view = normalise(text)
    sources = np.arange(len(text), dtype=np.int32)
    expected = [
        next((i for i, s in enumerate(view.starts) if s >= at), len(view.text)) for at in range(len(text))
    ]
    assert view.derived_offsets(sources).tolist() == expected


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 4)])
def test_a_span_must_be_in_the_text(start, end):
    with pytest.raises(ValueError, match=f"span {start}:{end} is empty or outside a text of 3"):
        normalise("三文字").span(start, end)


def test_texts_aligned_with_themselves():
    one, empty, long = align_identically(["三文字", "", "長" * 5000])
    assert (one.starts.tolist(), one.ends.tolist()) == ([0, 1, 2], [1, 2, 3])
    assert (len(empty.starts), len(empty.ends)) == (0, 0)
    assert (long.starts[-1], long.ends[-1]) == (4999, 5000)
