"""HTML inside Markdown: which tags break lines, which hide what they hold, and reading a block of it."""

from __future__ import annotations

import html
import re

from kijiyomi.text.drafts import Draft, Piece
from kijiyomi.text.passage import BlockKind

_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:.-]*)")
_TAG = re.compile(r"<!--|<!\[CDATA\[|<[?!][^>]*>|</?[A-Za-z](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Elements whose content a reader does not see: programs, fallbacks, and readings above 漢字.
DROPPED = _names("script style template iframe noscript svg canvas audio video object head title rt rp")
_LINES = _names(
    "address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary"
    " table tbody td tfoot th thead tr ul"
)
_PHRASING = _names(
    "a abbr acronym b bdi bdo big body button cite code col colgroup data del dfn em embed font html i"
    " img input ins kbd label link map mark math meta meter optgroup output param path picture progress"
    " q ruby rb rtc s samp select small source span strike strong sub sup textarea time track tt u var wbr"
)
_KINDS: dict[str, tuple[BlockKind, int]] = {
    **dict.fromkeys(("li", "dt", "dd"), ("list_item", 0)),
    **dict.fromkeys(("td", "th"), ("table_cell", 0)),
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
}


def tag_name(tag: str) -> tuple[str, bool]:
    """Return the lower-case name of a tag and whether it closes; ``("", False)`` for comments."""
    match = _NAME.match(tag)
    return (match[2].lower(), bool(match[1])) if match else ("", False)


def breaks_line(name: str) -> bool:
    """Does an element of this name begin a new line?"""
    return name in _LINES


def is_element(tag: str) -> bool:
    """Is this a tag of HTML or of a component, rather than <branch> typed as a placeholder?"""
    name, _ = tag_name(tag)
    bare = len(tag.strip("</>")) == len(name)
    return not bare or "-" in name or name in _LINES or name in _PHRASING or name in DROPPED


class HtmlReader:
    """Reads one block of HTML into drafts.

    Args:
        source: The HTML.
        kind: What text outside any list item, table cell or heading is.

    Attributes:
        drafts: The visible text, with offsets into ``source``.
        images: Number of images.
        code_characters: Non-space characters inside ``<pre>``.
    """

    def __init__(self, source: str, kind: BlockKind) -> None:
        self.drafts: list[Draft] = []
        self.images = 0
        self.code_characters = 0
        self._source = source
        self._kinds: list[tuple[str, BlockKind, int]] = [("", kind, 0)]
        self._unclosed: set[str] = set()
        self._read()

    def _read(self) -> None:
        self._begin_draft()
        position = 0
        while tag := _TAG.search(self._source, position):
            self._read_text(position, tag.start())
            position = self._read_tag(tag[0], tag.start(), tag.end())
        self._read_text(position, len(self._source))

    def _begin_draft(self) -> None:
        _, kind, level = self._kinds[-1]
        self.drafts.append(Draft(kind, level))

    def _read_text(self, start: int, end: int) -> None:
        pieces = self.drafts[-1].pieces
        for entity in _ENTITY.finditer(self._source, start, end):
            if (meaning := html.unescape(entity[0])) != entity[0]:
                pieces.append(Piece(start, entity.start()))
                pieces.append(Piece(entity.start(), entity.end(), meaning))
                start = entity.end()
        pieces.append(Piece(start, end))

    def _read_tag(self, tag: str, start: int, end: int) -> int:
        """Read one tag; return where visible text goes on."""
        if tag == "<!--":
            return self._after("-->", start + 2, end)
        if tag == "<![CDATA[":
            return self._after("]]>", end, end)
        name, closing = tag_name(tag)
        if name == "img" and not closing:
            self.images += 1
        elif name == "br":
            self.drafts[-1].pieces.append(Piece(start, end, "\n"))
        elif breaks_line(name):
            self._break(name, closing)
        if (name in DROPPED or name == "pre") and not closing and not tag.endswith("/>"):
            after = self._after(f"</{name}", end, end)
            if name == "pre":
                self.code_characters += len("".join(_TAG.sub("", self._source[end:after]).split()))
            return after
        return end

    def _break(self, name: str, closing: bool) -> None:
        if closing and self._kinds[-1][0] == name:
            self._kinds.pop()
        elif not closing and name in _KINDS:
            self._kinds.append((name, *_KINDS[name]))
        self._begin_draft()

    def _after(self, closer: str, position: int, otherwise: int) -> int:
        """Return the end of the next ``closer``, or ``otherwise`` when there is none."""
        if closer in self._unclosed:
            return otherwise
        found = re.compile(re.escape(closer), re.IGNORECASE).search(self._source, position)
        if found is None:
            self._unclosed.add(closer)
            return otherwise
        return found.start() if closer.startswith("</") else found.end()
