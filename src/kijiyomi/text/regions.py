"""Plain paragraphs told from what needs a Markdown parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
# Certainly plain is a line that begins with a letter, a non-ASCII character or a number that is no list mark.
_OTHER_LINE = re.compile(r"^(?![^\x00-\x7f]|[A-Za-z\"'(]|[0-9](?![0-9]{0,8}[.)]))", re.MULTILINE)
# What may reach beyond a blank line: fences, formulas, comments, scripts.
_OPENER = re.compile(
    r"^[ \t>*+\-0-9.)]*(?:```|~~~|\$\$|<(?:[!?]|script|pre|style|textarea))", re.MULTILINE | re.I
)
_DEFINITION_MARK = re.compile(r" {0,3}[:~][ \t]")


class Region(NamedTuple):
    """A stretch of whole lines: one plain paragraph, or Markdown that ends where its blocks end."""

    start: int
    end: int
    plain: bool


def regions(text: str) -> Iterator[Region]:
    """Cut ``text`` at blank lines into plain paragraphs and Markdown.

    Parsing each region on its own gives the blocks that parsing the whole text gives: a paragraph that
    begins at the margin ends every list, quote and footnote before it, and from the first construct that
    may hold a blank line to the end everything is one region.
    """
    opener = _OPENER.search(text)
    limit = opener.start() if opener else len(text)
    start, markdown = 0, -1
    while start < len(text):
        blank = _BLANK_LINES.search(text, start)
        end, following = blank.span() if blank else (len(text), len(text))
        plain = end <= limit and _is_plain(text, start, end) and not _DEFINITION_MARK.match(text, following)
        if plain:
            if markdown >= 0:
                yield Region(markdown, start, False)
                markdown = -1
            yield Region(start, end, True)
        elif markdown < 0:
            markdown = start
        start = following
        if not plain and end > limit:
            break
    if markdown >= 0:
        yield Region(markdown, len(text), False)


def _is_plain(text: str, start: int, end: int) -> bool:
    return _OTHER_LINE.search(text, start, end) is None
