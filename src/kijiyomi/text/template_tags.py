"""Template commands inside posts: Liquid, Nunjucks (Hexo), Hugo's shortcodes, Kramdown's comments."""

from __future__ import annotations

import re
from typing import NamedTuple

from kijiyomi.text.masks import CODE, NO_MARKUP, MarkupFound, Mask
from kijiyomi.text.parsed_blocks import count_lines

_TOKEN = re.compile(
    CODE + r"|\{%-?\s*(?P<liquid>[A-Za-z]\w*)(?s:.{0,2000}?)%\}"
    r"|\{\{(?P<bracket>[<%])\s*/?\s*(?P<hugo>[A-Za-z][\w./-]*)(?s:.{0,2000}?)[%>]\}\}"
    r"|\{::(?P<kramdown>comment)\}"
    r"|\{\{-?\s*(?P<value>[A-Za-z_.$\"'(])[^{}\n]{0,500}\}\}",
    re.MULTILINE,
)
_CODE = frozenset({"highlight", "codeblock", "code", "mermaid", "katex", "math", "prism"})
_COMMENT = frozenset({"comment"})
_RAW = frozenset({"raw"})
IMAGE_NAMES = frozenset({"figure", "image", "img", "asset_img", "picture", "responsive_image", "gallery"})
"""Lower-case names of commands and components that show an image."""


class _Command(NamedTuple):
    name: str
    start: int
    end: int
    closer: re.Pattern[str]


def find_template_tags(source: str) -> MarkupFound:
    """Return the template commands of ``source``; what ``raw`` encloses and what is Markdown code is none."""
    # A single character is found faster than two.
    if "{" not in source or ("{%" not in source and "{{" not in source and "{::" not in source):
        return NO_MARKUP
    masks: list[Mask] = []
    code_lines: list[int] = []
    images = position = 0
    never_closed: set[str] = set()
    while (command := _next_command(source, position)) is not None:
        position = command.end
        closer = _closer(source, command, never_closed)
        images += command.name in IMAGE_NAMES
        if closer is None or command.name in _RAW:
            masks.append(Mask(command.start, command.end))
        if closer is not None:
            position = closer.end()
            masks.append(Mask(closer.start() if command.name in _RAW else command.start, position))
        if closer is not None and command.name in _CODE:
            code_lines.append(count_lines(source[command.end : closer.start()]))
    return MarkupFound(masks, images, tuple(code_lines))


def _next_command(source: str, position: int) -> _Command | None:
    while token := _TOKEN.search(source, position):
        name = (token["liquid"] or token["hugo"] or token["kramdown"] or "").lower()
        if token["liquid"]:
            closer = rf"\{{%-?\s*end{re.escape(name)}\b(?s:.{{0,200}}?)%\}}"
        elif token["kramdown"]:
            closer = rf"\{{:/(?:{name})?\}}"
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
