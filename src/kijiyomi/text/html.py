"""HTML inside Markdown: its elements, and reading a block of it."""

from __future__ import annotations

import html
import re

from kijiyomi.text.parsed_blocks import ParsedBlock, TextRun, count_lines
from kijiyomi.text.passage import BlockKind

_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:.-]*)")
_TAG = re.compile(r"<!--|<!\[CDATA\[|<[?!][^>]*>|</?[A-Za-z](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*>")
_ENDS_READING = re.compile(r"<(?:/?(?:rt|rp|rb|rtc)|/ruby)(?![\w-])", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Elements whose content a reader does not see: programs, fallbacks, and readings above 漢字.
HIDDEN_ELEMENTS = _names(
    "script style template iframe noscript svg canvas audio video object head title rt rp"
)
READINGS = _names("rt rp")
"""Of these the elements of ruby, whose closing tags may be left out."""
_BLOCK_ELEMENTS = _names(
    "address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary"
    " table tbody td tfoot th thead tr ul"
)
_PHRASING_ELEMENTS = _names(
    "a abbr acronym b bdi bdo big body button cite code col colgroup data del dfn em embed font html i"
    " img input ins kbd label link map mark math meta meter optgroup output param path picture progress"
    " q ruby rb rtc s samp select small source span strike strong sub sup textarea time track tt u var wbr"
)
_BLOCKS: dict[str, tuple[BlockKind, int]] = {
    **dict.fromkeys(("li", "dt", "dd"), ("list_item", 0)),
    **dict.fromkeys(("td", "th"), ("table_cell", 0)),
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
}


def tag_name(tag: str) -> tuple[str, bool]:
    """Return the lower-case name of a tag and whether it closes; ``("", False)`` for comments."""
    match = _TAG_NAME.match(tag)
    return (match[2].lower(), bool(match[1])) if match else ("", False)


def ends_reading(tag: str) -> bool:
    """Does this tag end a reading before it, whether or not that was closed?"""
    return _ENDS_READING.match(tag) is not None


def is_block_element(name: str) -> bool:
    """Does an element of this name begin a new block, or a line as ``br`` does?"""
    return name in _BLOCK_ELEMENTS


def is_html_tag(tag: str) -> bool:
    """Is this a tag of HTML or of a component, rather than <branch> typed as a placeholder?"""
    name, _ = tag_name(tag)
    bare = len(tag.strip("</>")) == len(name) and not tag.endswith("/>")
    return (
        not bare
        or "-" in name
        or name in _BLOCK_ELEMENTS
        or name in _PHRASING_ELEMENTS
        or name in HIDDEN_ELEMENTS
    )


class HtmlReader:
    """Reads one block of HTML into blocks.

    Args:
        source: The HTML.
        kind: What text outside any list item, table cell or heading is.

    Attributes:
        blocks: The visible text, with offsets into ``source``.
        images: Number of images.
        code_lines: Number of lines of each ``<pre>``.
    """

    def __init__(self, source: str, kind: BlockKind) -> None:
        self.blocks: list[ParsedBlock] = []
        self.images = 0
        self.code_lines: list[int] = []
        self._source = source
        self._open_blocks: list[tuple[str, BlockKind, int]] = [("", kind, 0)]
        self._unclosed: set[str] = set()
        self._read()

    def _read(self) -> None:
        self._begin_block()
        position = 0
        while tag := _TAG.search(self._source, position):
            self._read_text(position, tag.start())
            position = self._read_tag(tag[0], tag.start(), tag.end())
        self._read_text(position, len(self._source))

    def _begin_block(self) -> None:
        _, kind, level = self._open_blocks[-1]
        self.blocks.append(ParsedBlock(kind, level))

    def _read_text(self, start: int, end: int) -> None:
        runs = self.blocks[-1].runs
        for entity in _ENTITY.finditer(self._source, start, end):
            if (meaning := html.unescape(entity[0])) != entity[0]:
                runs.append(TextRun(start, entity.start()))
                runs.append(TextRun(entity.start(), entity.end(), meaning))
                start = entity.end()
        runs.append(TextRun(start, end))

    def _read_tag(self, tag: str, start: int, end: int) -> int:
        """Read one tag; return where visible text goes on."""
        if tag == "<!--":
            return self._end_of("-->", start + 2, end)
        if tag == "<![CDATA[":
            return self._end_of("]]>", end, end)
        name, closing = tag_name(tag)
        if name == "img" and not closing:
            self.images += 1
        elif name == "br":
            self.blocks[-1].runs.append(TextRun(start, end, "\n"))
        elif is_block_element(name):
            self._open_or_close(name, closing)
        if (name in HIDDEN_ELEMENTS or name == "pre") and not closing and not tag.endswith("/>"):
            after = self._end_of_reading(end) if name in READINGS else self._end_of(f"</{name}", end, end)
            if name == "pre":
                self.code_lines.append(count_lines(_TAG.sub("", self._source[end:after])))
            return after
        return end

    def _end_of_reading(self, position: int) -> int:
        found = _ENDS_READING.search(self._source, position)
        return found.start() if found else position

    def _open_or_close(self, name: str, closing: bool) -> None:
        if closing and self._open_blocks[-1][0] == name:
            self._open_blocks.pop()
        elif not closing and name in _BLOCKS:
            self._open_blocks.append((name, *_BLOCKS[name]))
        self._begin_block()

    def _end_of(self, closer: str, position: int, otherwise: int) -> int:
        """Return the end of the next ``closer``, or ``otherwise`` when there is none."""
        if closer in self._unclosed:
            return otherwise
        found = re.compile(re.escape(closer), re.IGNORECASE).search(self._source, position)
        if found is None:
            self._unclosed.add(closer)
            return otherwise
        return found.start() if closer.startswith("</") else found.end()
