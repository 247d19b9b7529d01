"""Recognise simple blocks, which need no Markdown parser."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

from kijiyomi.text.parsed_blocks import ParsedBlock, TextRun
from kijiyomi.text.passage import BlockKind

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_FIRST_BLANK_LINES = re.compile(r"(?:[ \t]*\n)+")
# A line that begins so is text and nothing else.
_TEXT = (
    r"(?:[^\x00-\x7f]|[A-Za-z\"'(!%&),./;?\\\]^}]|[0-9](?![0-9]{0,8}[.)](?:[ \t\n]|\Z))"
    r"|\*{1,2}[^\s*]|_{1,2}[^\s_]|\+[^\s+]|-+[^\s|:-]|`(?!``)|\[[^\]\\\n]*\]\(|@[^\[\n]|\$[^$\n]|<[^\x00-\x7f])"
)
_MORE_LINES = rf"[^\n]*+(?:\n[ \t]*+{_TEXT}[^\n]*+)*+"
# Each group is named by the kind of block whose content it holds. Right below a paragraph a number may be
# just that, and a rule makes a heading of it. What is indented after blank lines may belong to the list item
# before.
_BLOCK = re.compile(
    rf"(?: {{0,3}}(?={_TEXT})[ \t\u3000]*+(?P<paragraph>{_MORE_LINES})(?!\n(?:[0-9]|-+[ \t]*+(?:\n|\Z)))"
    r"|(?P<level>#{1,6})[ \t]++(?P<heading>\S[^\n]*+)"
    rf"|(?:[-*+]|[0-9]{{1,9}}[.)]) {{1,3}}(?P<list_item>{_TEXT}{_MORE_LINES})(?!\n(?:[ \t]*+\n)++[ \t])"
    r"|(?P<rule>-{3,}[ \t]*+(?=\n|\Z)))"
    r"(?:\n(?:[ \t]*+\n)*+|\Z)"
    r"(?! {0,3}[:~][ \t])"  # a definition of it
)
# What may reach beyond a blank line: fences, formulas, comments, scripts.
_OPENER = re.compile(
    r"^[ \t>*+\-0-9.)]*(?:```|~~~|\$\$|<(?:[!?]|script|pre|style|textarea))", re.MULTILINE | re.I
)
_ATX_TAIL = re.compile(r"(?:^|[ \t]+)#+$")


# The groups of _BLOCK that may match last.
_LastGroup = BlockKind | Literal["rule"]


class MarkdownRegion(NamedTuple):
    """Whole lines that a parser must read.

    Attributes:
        start: First character.
        end: One past the last.
    """

    start: int
    end: int


def split_regions(text: str) -> list[ParsedBlock | MarkdownRegion]:
    """Split ``text`` at blank lines into simple blocks, the content of each one run, and regions of Markdown.

    Parsing each region on its own gives the blocks that parsing the whole text gives: what begins at the
    margin ends every list item, quote and footnote before it, and from the first construct that may hold a
    blank line to the end everything is one region.
    """
    split: list[ParsedBlock | MarkdownRegion] = []
    limit = _simple_until(text)
    first = _FIRST_BLANK_LINES.match(text)
    start, markdown = first.end() if first else 0, -1
    while start < len(text):
        # What is indented below Markdown may belong to it.
        indented = markdown >= 0 and text[start] == " "
        blocks, following = ([], start) if indented else _simple_blocks(text, start, limit)
        if following == start:
            markdown = start if markdown < 0 else markdown
            start = _after_blank_lines(text, start, limit)
        else:
            if markdown >= 0:
                split.append(MarkdownRegion(markdown, start))
                markdown = -1
            split += blocks
            start = following
    if markdown >= 0:
        split.append(MarkdownRegion(markdown, len(text)))
    return split


def _simple_until(text: str) -> int:
    """Return where the first construct begins that may reach beyond a blank line."""
    # Most texts hold none of the signs, which is seen much faster than that no line begins with an opener.
    if "<" in text or "`" in text or "~" in text or "$" in text:
        opener = _OPENER.search(text)
        return opener.start() if opener else len(text)
    return len(text)


def _simple_blocks(text: str, start: int, limit: int) -> tuple[list[ParsedBlock], int]:
    """Return the simple blocks from ``start`` on, and where what follows them begins.

    They end at blank lines: the last before anything that a parser must read or that reaches beyond
    ``limit``.
    """
    blocks: list[ParsedBlock] = []
    complete, following = 0, start
    while start < len(text) and (block := _BLOCK.match(text, start)) is not None:
        kind = cast("_LastGroup", block.lastgroup)
        first, end = block.span(kind)
        if end > limit:
            break
        level, last = 0, end
        if kind == "heading":
            level, last = len(block["level"]), heading_end(text, first, end)
        if first < last and kind != "rule":
            blocks.append(ParsedBlock(kind, level, [TextRun(first, last)]))
        start = block.end()
        if start > end + 1 or start == len(text):
            complete, following = len(blocks), start
    del blocks[complete:]
    return blocks, following


def _after_blank_lines(text: str, start: int, limit: int) -> int:
    """Return where what follows the next blank lines begins: at the end, if those lie beyond ``limit``."""
    blank = _BLANK_LINES.search(text, start)
    return blank.end() if blank and blank.start() <= limit else len(text)


def heading_end(text: str, start: int, end: int) -> int:
    """Return where the text of an ATX heading ends, without the marks that may close it."""
    return start + len(_ATX_TAIL.sub("", text[start:end].rstrip()))
