import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.text.masks import MarkupSource, Mask, Masks
from kijiyomi.text.parsed_blocks import TextRun

spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=6)


def test_a_mask_alone_on_its_lines_separates_paragraphs():
    assert Masks([Mask(2, 5)]).apply("前\nxxx\n後") == "前\n   \n後"
    assert Masks([Mask(2, 3), Mask(4, 5)]).apply("前\nx x\n後") == "前\n   \n後"
    assert Masks([Mask(0, 3)]).apply("x\nx\n後") == " \n \n後"


def test_a_mask_in_a_line_is_no_space_and_no_punctuation():
    assert Masks([Mask(1, 4)]).apply("前xxx後") == "前\ue000\ue000\ue000後"
    assert Masks([Mask(1, 4)]).apply("前x\nx後") == "前\ue000\ue000\ue000後"
    assert Masks([Mask(0, 3, "🎉")]).apply("xxx") == "\ue000\ue000\ue000"


@given(spans)
def test_masks_are_apart_and_cover_what_was_given(given_spans):
    masks = Masks(Mask(start, start + length) for start, length in given_spans)
    covered = {position for start, length in given_spans for position in range(start, start + length)}
    assert {position for start, end, _ in masks for position in range(start, end)} == covered
    ends = [end for _, end, _ in masks]
    assert all(end <= mask.start for end, mask in zip(ends, list(masks)[1:], strict=False))


@given(spans, spans)
def test_what_is_read_is_what_no_mask_covers(mask_spans, run_spans):
    masks = Masks(Mask(start, start + length) for start, length in mask_spans)
    covered = {position for start, end, _ in masks for position in range(start, end)}
    runs = [TextRun(start, start + length) for start, length in run_spans]
    read = [position for run in masks.read_past(runs) for position in range(run.start, run.end)]
    assert read == [p for run in runs for p in range(run.start, run.end) if p not in covered]


def test_a_literal_is_read_where_its_mask_stands():
    masks = Masks([Mask(1, 4, "🎉"), Mask(5, 6)])
    runs = list(masks.read_past([TextRun(0, 7)]))
    assert [run.text("aXXXbYc") for run in runs] == ["a", "🎉", "b", "c"]
    assert (runs[1].start, runs[1].end) == (1, 4)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("文`a`文", "文___文"),
        ("文``a`b``と`c", "文_______と`c"),
        ("```\na\n```\n文", "___\n_\n___\n文"),
        ("- ```\n  a\n  ```\n文", "_____\n___\n_____\n文"),
        ("~~~\n```\n~~~\n文", "___\n___\n___\n文"),
        ("```\n閉じない", "___\n____"),
        ("$x^2$と$5と$6", "_____と$5と$6"),
        ("$$\n[[1]]\n\nx\n$$\n文", "__\n_____\n\n_\n__\n文"),
        ("普通", "普通"),
    ],
)
def test_code_and_formulas_hold_no_markup(text, prose):
    assert MarkupSource(text).prose == prose.replace("_", "\ue002")
