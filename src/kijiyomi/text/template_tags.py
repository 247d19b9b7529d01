"""Template commands inside posts: Liquid (Jekyll), Nunjucks (Hexo) and Hugo's shortcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    # Commands inside fences and code spans are code.
    r"^[ \t>]*(?P<ticks>`{3,}|~{3,})[^`\n]*\n(?s:(?:.*?\n)??[ \t>]*(?P=ticks)[`~]*[ \t]*$|.*\Z)"
    r"|(?<!`)(?P<mark>`+)(?!`)(?:[^\n]|\n(?![ \t]*\n))*?(?<!`)(?P=mark)(?!`)"
    r"|\{%-?\s*(?P<liquid>[A-Za-z]\w*)(?s:.{0,2000}?)%\}"
    r"|\{\{(?P<bracket>[<%])\s*/?\s*(?P<hugo>[A-Za-z][\w./-]*)(?s:.{0,2000}?)[%>]\}\}"
    r"|\{\{-?\s*(?P<value>[A-Za-z_.$\"'(])[^{}\n]{0,500}\}\}",
    re.MULTILINE,
)
_CODE = frozenset({"highlight", "codeblock", "code", "mermaid", "katex", "math", "prism"})
_COMMENT = frozenset({"comment"})
_RAW = frozenset({"raw"})
_IMAGES = frozenset({"figure", "image", "img", "asset_img", "picture", "responsive_image", "gallery"})
# Stands for each character of a command inside a line: no space, no punctuation, so that a link's address
# stays one.
_PLACEHOLDER = "\ue000"


class MaskedSource(NamedTuple):
    """A source with its template commands masked.

    Attributes:
        text: The source, of the same length, with other characters instead of each command.
        masks: Start and end of the commands, in order and apart.
        images: Number of images that commands show.
        code_characters: Non-space characters between commands that show code.
    """

    text: str
    masks: list[tuple[int, int]]
    images: int
    code_characters: int


class _Command(NamedTuple):
    name: str
    start: int
    end: int
    closer: re.Pattern[str]


def mask_templates(source: str) -> MaskedSource:
    """Mask the template commands of ``source``; what ``raw`` encloses and what is Markdown code stays."""
    # A single character is found faster than two.
    if "{" not in source or ("{%" not in source and "{{" not in source):
        return MaskedSource(source, [], 0, 0)
    masks: list[tuple[int, int]] = []
    images = code_characters = position = 0
    never_closed: set[str] = set()
    while (command := _next_command(source, position)) is not None:
        position = command.end
        closer = _closer(source, command, never_closed)
        images += command.name in _IMAGES
        if closer is None or command.name in _RAW:
            masks.append((command.start, command.end))
        if closer is not None:
            position = closer.end()
            masks.append((closer.start() if command.name in _RAW else command.start, position))
        if closer is not None and command.name in _CODE:
            code_characters += len("".join(source[command.end : closer.start()].split()))
    return MaskedSource(_masked(source, masks), masks, images, code_characters)


def _next_command(source: str, position: int) -> _Command | None:
    while token := _TOKEN.search(source, position):
        name = (token["liquid"] or token["hugo"] or "").lower()
        if token["liquid"]:
            closer = rf"\{{%-?\s*end{re.escape(name)}\b(?s:.{{0,200}}?)%\}}"
        else:
            closer = rf"\{{\{{[<%]\s*/\s*{re.escape(name)}\s*[%>]\}}\}}"
        if name or token["value"]:
            return _Command(name, token.start(), token.end(), re.compile(closer, re.IGNORECASE))
        position = token.end()
    return None


def _closer(source: str, command: _Command, never_closed: set[str]) -> re.Match[str] | None:
    if command.name not in _CODE | _COMMENT | _RAW or command.closer.pattern in never_closed:
        return None
    closer = command.closer.search(source, command.end)
    if closer is None:
        never_closed.add(command.closer.pattern)
    return closer


def _masked(source: str, masks: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in masks:
        parts += (source[position:start], *_replacement(source, start, end))
        position = end
    parts.append(source[position:])
    return "".join(parts)


def _replacement(source: str, start: int, end: int) -> Iterator[str]:
    """Yield blanks for a command alone on its lines, so that it separates paragraphs as its output does."""
    before = source.rfind("\n", 0, start) + 1
    after = source.find("\n", end)
    alone = (
        not source[before:start].strip() and not source[end : after if after >= 0 else len(source)].strip()
    )
    yield from (("\n" if c == "\n" else " ") if alone else _PLACEHOLDER for c in source[start:end])
