"""A post cut into front matter and body, whichever of the formats the front matter is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.blocks import FrontMatterBlock, lines_of
from kijiyomi.frontmatter.formats import FORMATS, FrontMatterFormat, Malformed

_BYTE_ORDER_MARK = "\ufeff"
_INDENTING_TABS = re.compile(r"^\t+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A post, taken apart; ``opening + content + closing + body`` is its text.

    Attributes:
        metadata: The front matter's keys and values as its format reads them; empty without front matter.
        body: Everything after the front matter, unchanged.
        format: How the front matter is written, a name of ``FORMATS``; ``"none"`` without front matter.
        warnings: What was wrong with it, for a person.
        opening: The byte order mark and the line above the keys, as far as there are such.
        content: The characters of the keys and values.
        closing: The line below them.
    """

    metadata: dict[str, Any]
    body: str
    format: str = "none"
    warnings: tuple[str, ...] = ()
    opening: str = ""
    content: str = ""
    closing: str = ""

    @property
    def body_start(self) -> int:
        """Where the body begins in the post's text."""
        return len(self.opening) + len(self.content) + len(self.closing)


def split_front_matter(text: str, path: str = "", *, strict: bool = False) -> FrontMatter:
    """Take the front matter off a post.

    What opens like front matter but holds no key, such as a horizontal rule, is body.

    Args:
        text: The file's text; a byte order mark and any line ends are fine.
        path: The file's name, for messages.
        strict: Raise on malformed front matter. Otherwise every key that can be read is kept, a value
            that cannot be read stays the string it was written as, and a warning says so.

    Raises:
        InputError: If ``strict`` and the front matter is malformed; names the line, problem and remedy.
    """
    start = text.removeprefix(_BYTE_ORDER_MARK)
    mark = text[: len(text) - len(start)]
    for name, form in FORMATS.items():
        block = form.find(start)
        if block is None:
            continue
        try:
            return _front_matter(mark, block, name, *_read(block, form))
        except Malformed as problem:
            above = len(block.opening.splitlines())
            where = f"{path}: front matter" if path else "front matter"
            message = f"{where}, line {max(problem.line + above, 1)}: {problem.problem}; {problem.remedy}"
            if strict:
                raise InputError(message) from problem
            metadata = _read_key_by_key(block.content, form, form.key) if form.key else {}
            return _front_matter(mark, block, name, metadata, (message,))
    return FrontMatter({}, text)


def _front_matter(
    mark: str, block: FrontMatterBlock, name: str, metadata: dict[str, Any], warnings: tuple[str, ...]
) -> FrontMatter:
    return FrontMatter(
        metadata, block.body, name, warnings, mark + block.opening, block.content, block.closing
    )


def _read(block: FrontMatterBlock, form: FrontMatterFormat) -> tuple[dict[str, Any], tuple[str, ...]]:
    if not block.is_closed:
        raise Malformed("opened but never closed", 0, "close it as it was opened")
    metadata, twice = form.load(block.content)
    return metadata, tuple(f"front matter gives {key!r} more than once; the last one counts" for key in twice)


def _read_key_by_key(content: str, form: FrontMatterFormat, key: re.Pattern[str]) -> dict[str, Any]:
    """Read each key on its own; keep as written what still cannot be read."""
    metadata: dict[str, Any] = {}
    for entry in _entries(content, key):
        metadata |= _read_entry(entry, form, key)
    return metadata


def _read_entry(entry: str, form: FrontMatterFormat, key: re.Pattern[str]) -> dict[str, Any]:
    written = key.match(entry)
    if written is None:
        return {}
    name, value = written[written.lastgroup or 0].strip("\"' "), entry[written.end() :].strip()
    # Tabs for indentation and a key without colon and space can be mended without guessing.
    for attempt in (entry, _INDENTING_TABS.sub(_as_blanks, entry), f"{name}: {value}"):
        with suppress(Malformed):
            return form.load(attempt)[0]
    return {name: value.strip("\"'")}


def _as_blanks(tabs: re.Match[str]) -> str:
    return "  " * len(tabs[0])


def _entries(content: str, key: re.Pattern[str]) -> Iterator[str]:
    """Yield each key's line together with the lines that continue it."""
    entry: list[str] = []
    for line in lines_of(content):
        if entry and key.match(line):
            yield "".join(entry)
            entry = []
        entry.append(line)
    yield "".join(entry)
