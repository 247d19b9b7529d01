"""Simple blocks told from what needs a Markdown parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kijiyomi.text.passage import BlockKind

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_FIRST_BLANK_LINES = re.compile(r"(?:[ \t]*\n)+")
# Certainly text is a line that begins with a letter, a non-ASCII character or a number that is no list mark.
_TEXT = r"[^\x00-\x7f]|[A-Za-z\"'(]|[0-9](?![0-9]{0,8}[.)])"
_LINE = re.compile(
    rf"(?P<paragraph>(?={_TEXT}))"
    r"|(?P<heading>#{1,6}[ \t]+(?=\S))"
    r"|(?P<list_item>(?:[-*+]|(?P<number>[0-9]{1,9}[.)])) {1,3}"
    rf"(?={_TEXT}|\*\*[^\s*]|`(?!``)|\[[^\]\n]*\]\())"
)
# What may reach beyond a blank line: fences, formulas, comments, scripts.
_OPENER = re.compile(
    r"^[ \t>*+\-0-9.)]*(?:```|~~~|\$\$|<(?:[!?]|script|pre|style|textarea))", re.MULTILINE | re.I
)
_DEFINITION_MARK = re.compile(r" {0,3}[:~][ \t]")


class SimpleBlock(NamedTuple):
    """A block that shows by its first characters what it is.

    Attributes:
        kind: What it is.
        start: First character of its content.
        end: Where its last line ends.
        level: Level of a heading, else 0.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


class Region(NamedTuple):
    """A stretch of whole lines.

    Attributes:
        start: First character.
        end: One past the last.
        blocks: Its blocks if all are simple; ``None`` for Markdown that a parser must read.
    """

    start: int
    end: int
    blocks: list[SimpleBlock] | None


def regions(text: str) -> Iterator[Region]:
    """Cut ``text`` at blank lines into simple blocks and Markdown.

    Parsing each region on its own gives the blocks that parsing the whole text gives: what begins at the
    margin ends every list item, quote and footnote before it, and from the first construct that may hold a
    blank line to the end everything is one region.
    """
    opener = _OPENER.search(text)
    limit = opener.start() if opener else len(text)
    first = _FIRST_BLANK_LINES.match(text)
    start, markdown = first.end() if first else 0, -1
    while start < len(text):
        blank = _BLANK_LINES.search(text, start)
        end, following = blank.span() if blank else (len(text), len(text))
        blocks = _simple_blocks(text, start, end) if end <= limit else None
        if blocks and not _goes_on(text, following, blocks[-1]):
            if markdown >= 0:
                yield Region(markdown, start, None)
                markdown = -1
            yield Region(start, end, blocks)
        elif markdown < 0:
            markdown = start
        start = following
        if end > limit:
            break
    if markdown >= 0:
        yield Region(markdown, len(text), None)


def _simple_blocks(text: str, start: int, end: int) -> list[SimpleBlock] | None:
    """Return the blocks of lines that hold no blank one; ``None`` when a parser must read them."""
    blocks: list[SimpleBlock] = []
    before = ""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = _LINE.match(text, start, stop)
        if line is None:
            return None
        if line["heading"]:
            kind: BlockKind = "heading"
            blocks.append(SimpleBlock(kind, line.end(), stop, line["heading"].count("#")))
        elif line["list_item"]:
            # In the middle of a paragraph a number may be just that.
            if line["number"] and before == "paragraph":
                return None
            kind = "list_item"
            blocks.append(SimpleBlock(kind, line.end(), stop))
        elif before == "list_item":
            return None
        else:
            kind = "paragraph"
            first = blocks.pop().start if before == kind else start
            blocks.append(SimpleBlock(kind, first, stop))
        before = kind
        start = stop + 1
    return blocks


def _goes_on(text: str, following: int, last: SimpleBlock) -> bool:
    """May what follows the blank lines belong to the block before them?"""
    if last.kind == "list_item" and text[following : following + 1] in (" ", "\t"):
        return True
    return _DEFINITION_MARK.match(text, following) is not None
