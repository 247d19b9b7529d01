from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.text.block_rules import block_parser
from kijiyomi.text.inline_rules import read_inline, read_simple_inline
from kijiyomi.text.parsed_blocks import TextRun

parser = block_parser()
BITS = ["**", "**", "あ", "「", "」", "。", "a", "1", " ", "\n", "(", ")", "\u3000", ":", "!", "^", "]"]
BITS += ["*", "_", "$", "~", "&", ";", "<", ">", "\\", "{", "[", "amp", "#38", "x^"]
BITS += ["[語](/年/月　日)", "$x$", "![", "[^", "[$a](u)", "[c](u$v)", "a_b", "\ud800"]
BITS += ["[語](https://example.jp/a_b?c=1&d=~)", "[a b](/u)", "[「題」](u*)", "[a](b c)", "](", "#"]


def visible_characters(source, runs):
    """Return what is read and where; blanks beside line breaks are cleaned away later."""
    return [
        (index, source[index])
        for run in runs
        for index in range(run.start, run.end)
        if not source[index].isspace()
    ]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=14).map("".join))
def test_the_short_cut_reads_what_the_parser_reads(source):
    runs = read_simple_inline(source)
    if runs is not None:
        assert visible_characters(source, runs) == visible_characters(
            source, read_inline(source, parser, {}).runs
        )


def test_one_mark_alone_is_text():
    for source in ("R&D", "(^_^)/", "*注", "mi2_303", "[B] 品", "<悩み>", "月$99", "\\1,000", "10~20", "{a}"):
        assert read_simple_inline(source) == [TextRun(0, len(source))]


def test_brackets_may_be_links_where_references_are_defined():
    assert read_simple_inline("[語]", references=True) is None
    assert read_simple_inline("[語][s]", references=True) is None
    assert read_simple_inline("[語](u)", references=True) == [TextRun(1, 2)]


def test_anything_else_is_left_to_the_parser():
    for source in (
        "***a***",
        "*a*",
        "**a** `b`",
        "![a](b)",
        "[a](b 'c')",
        "**a** &amp; b",
        "a*b*",
        "_a_",
        "$a$",
        "$5 [a](b?c=$d)",
        "~~a~~",
        "[^1]",
        "^[a]",
        "<br>",
        "{.a}",
        "\\[a](b)",
        "a\\*\\*b**c**",
    ):
        assert read_simple_inline(source) is None


def test_a_bracket_that_nothing_closes_looks_for_its_end_once(monkeypatch):
    looked = []
    monkeypatch.setattr(parser.inline, "skipToken", looked.append)
    for source in ("*月*[星" * 200, "*月*![星" * 200, "*月*<![CDATA[" * 200):
        assert "".join(source[run.start : run.end] for run in read_inline(source, parser, {}).runs) == (
            source.replace("*", "")
        )
    assert looked == []
