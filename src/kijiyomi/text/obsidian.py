"""Obsidian's markup: wiki links, embedded files, comments, marked text, block identifiers.

Foam, Logseq, Zettlr, Typora and others share some of it. What programs write in the same signs stays:
``[[1, 2], [3, 4]]``, ``[[ -f file ]]``, ``a == b``, ``100%%``, ``x ^2``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kijiyomi.text.masks import NO_MARKUP, MarkupFound, MarkupSource, Mask, holds

_SIGNS = ("[[", "==", "%%")
_LINK = re.compile(
    r"(?:(?P<embedded>!)|(?<![0-9A-Za-z_)\]\[\\]))\[\["
    r"(?P<note>[^\[\]|\\#\n]*)(?P<within>#[^\[\]|\\\n]*)?(?:\\?\|(?P<alias>[^\[\]\n]*))?\]\](?![\[(])"
)
# Neither numbers nor strings, the tests of a shell, a table of contents.
_NOTE = re.compile(r"(?![\s\"'!:-]|_?toc_?\Z)(?=.*[^0-9\s,.-]).*\S", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|webp)\s*\Z", re.IGNORECASE)
_COMMENT = re.compile(
    r"^%%(?!%)(?:[^%]|%(?!%))*%%[ \t]*$"
    r"|%%(?<![0-9A-Za-z%\\]%%)(?!%)(?:[^%\n]|%(?!%))+%%(?![0-9A-Za-z%])",
    re.MULTILINE,
)
_MARK = re.compile(
    r"==(?<![=0-9A-Za-z_)\]!<>'\"\\/]==)(?<!// ==)(?![=\s])(?:[^=\n]|=(?!=))+(?<!\s)==(?![=0-9A-Za-z_'\"])"
)
_BLOCK_ID = re.compile(r"\^(?:(?<=[ \t]\^)|(?<=^\^))(?=[0-9-]*[A-Za-z])[0-9A-Za-z-]{3,}[ \t]*$", re.MULTILINE)


def find_obsidian_markup(source: MarkupSource) -> MarkupFound:
    """Return the markup of Obsidian, of which names of notes, aliases and marked text stay."""
    text = source.text
    has_pairs = any(holds(text, sign) for sign in _SIGNS)
    if not has_pairs and not ("^" in text and _BLOCK_ID.search(text)):
        return NO_MARKUP
    prose = source.prose
    masks = [Mask(*found.span()) for found in _COMMENT.finditer(prose)]
    masks += [Mask(*found.span()) for found in _BLOCK_ID.finditer(prose)]
    for mark in _MARK.finditer(prose):
        masks += (Mask(mark.start(), mark.start() + 2), Mask(mark.end() - 2, mark.end()))
    images = 0
    for link in _LINK.finditer(prose):
        if link["embedded"]:
            masks.append(Mask(*link.span()))
            images += _IMAGE.search(link["note"]) is not None
        elif (link["within"] and not link["note"]) or _NOTE.fullmatch(link["note"]):
            masks += _around_shown(link)
    return MarkupFound(masks, images)


def _around_shown(link: re.Match[str]) -> Iterator[Mask]:
    """Yield masks of what a reader does not see of a link: all but the alias, or the note and its heading."""
    start, end = link.span()
    if (link["alias"] or "").strip():
        yield Mask(start, link.start("alias"))
        yield Mask(link.end("alias"), end)
        return
    yield Mask(start, link.start("note"))
    position = link.end("note")
    if link["within"]:
        # A block's identifier is not shown.
        for sign in re.finditer(r"#\^[^#]*|#", link["within"]):
            first = position + sign.start()
            literal = " > " if len(sign[0]) == 1 and first > link.start("note") else ""
            yield Mask(first, position + sign.end(), literal)
    yield Mask(link.end("within") if link["within"] else position, end)
