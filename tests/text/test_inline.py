from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.text.blocks import block_parser
from kijiyomi.text.inline import read_inline, read_simple

parser = block_parser()
BITS = ["**", "**", "あ", "「", "」", "。", "a", "1", " ", "\n", "(", ")", "\u3000", ":", "!", "^", "]"]
BITS += ["[語](https://example.jp/a_b?c=1&d=~)", "[a b](/u)", "[「題」](u*)", "[a](b c)", "](", "#"]


def words(source, pieces):
    return "".join(piece.text(source) for piece in pieces).split()


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=14).map("".join))
def test_the_short_cut_reads_what_the_parser_reads(source):
    pieces = read_simple(source)
    if pieces is not None:
        assert words(source, pieces) == words(source, read_inline(source, parser, {}).pieces)


def test_anything_else_is_left_to_the_parser():
    for source in (
        "**a",
        "***a***",
        "*a*",
        "**a** `b`",
        "[a][b]",
        "![a](b)",
        "[a](b 'c')",
        "**a** & b",
        "a\\*\\*b**c**",
    ):
        assert read_simple(source) is None
