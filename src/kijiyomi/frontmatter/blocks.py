"""Where front matter stands in a post: one function for each way to fence it off from the body."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from kijiyomi.frontmatter.keys import all_spellings

LINE_END = r"(?:\r\n|\n|\r)"
_LINE = re.compile(rf".*?(?:{LINE_END}|\Z)")
_BLANK_REST_OF_LINE = re.compile(rf"[ \t]*(?:{LINE_END}|\Z)")

# Keys that are none of the fields, but that no author begins the lines of a text with.
_OTHER_KEYS = frozenset(
    {"aliases", "draft", "emoji", "lang", "layout", "permalink", "slug", "updated", "weight"}
)
_YAML_KEY = (
    r"(?P<key>[^\s#:'\"\-\[\]{}>|&*!%@`,?][^:\r\n]{0,200}?|\"[^\"\r\n]*\"|'[^'\r\n]*')[ \t]{0,20}:"
    r"(?=[ \t\r\n]|\Z)"
)
# A full-width colon, one without white space after it, or with white space that YAML takes for text.
_MISTYPED_COLON = r"[ \t]*(?:：|:(?=[^ \t\r\n]))"
YAML_KEY = re.compile(_YAML_KEY)
MISTYPED_YAML_KEY = re.compile(rf"(?P<mistyped>\w[\w-]*){_MISTYPED_COLON}")
ANY_YAML_KEY = re.compile(f"{_YAML_KEY}|{MISTYPED_YAML_KEY.pattern}")
TOML_KEY = re.compile(r"(?P<key>[\w.-]+|\"[^\"\r\n]*\")[ \t]*=")
_TOML_TABLE = re.compile(r"\[{1,2}[\w.\" -]+\]{1,2}[ \t]*(?:#.*)?$")
_JSON_KEY = re.compile(r"\s*\"(?P<key>[^\"\r\n]*)\"[ \t]*:")
# Comments are not JSON, but what they stand in is no text.
_JSON_OPENING = re.compile(r"\{(?:\s*//[^\r\n]*)*+")
_FLOW_MAPPING = re.compile(r"\s*\{\s*[\"'\w]")
_BLANK_OR_COMMENT_LINES = re.compile(rf"(?:[ \t]*(?:#[^\r\n]*)?{LINE_END})*+")
_CONTINUATION = (" ", "\t", "- ", "#", "[", "]", "{", "}")

# What may stand above front matter without being text.
_ABOVE = re.compile(r"(?:[\s\ufeff\u200b]++|<!--(?=\s*(?:---|\+\+\+|\{))|<!--.*?-->)*+", re.DOTALL)
_COMMENT_END = re.compile(rf"\s*-->[ \t]*(?:{LINE_END}|\Z)")
_MISTYPED_FENCE = r"[-\u2010-\u2015\u2212\u2500\u2501ー－+＋=*_;]{2,}+"
_BLANKS = r"[ \t\u3000\xa0]*"
_MISTYPED_OPENING = re.compile(rf"{_MISTYPED_FENCE}{_BLANKS}\w*{_BLANKS}{LINE_END}\s*")
_MISTYPED_CLOSING = re.compile(rf"^{_BLANKS}{_MISTYPED_FENCE}{_BLANKS}(?:{LINE_END}|\Z)", re.MULTILINE)

_MULTIMARKDOWN_KEY = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>[^\r\n]*)")
_MULTIMARKDOWN_CONTINUATION = re.compile(r"(?: {4}|\t)[ \t]*(?P<value>\S[^\r\n]*)")


class FrontMatterBlock(NamedTuple):
    """A post cut at its front matter; ``opening + content + closing + body`` is the post.

    Attributes:
        opening: The fence above; ``""`` where there is none.
        content: What holds the keys and values.
        closing: The fence below, with its line end.
        body: Everything after it.
        is_closed: Whether the fence that must stand below is there.
    """

    opening: str
    content: str
    closing: str
    body: str
    is_closed: bool = True


# Cuts a post that begins with front matter of a kind, ``None`` if it does not.
Find: TypeAlias = Callable[[str], FrontMatterBlock | None]


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of front matter with their ends, which are CRLF, LF or CR alone."""
    return (line[0] for line in _LINE.finditer(text) if line[0])


def first_of(*finds: Find) -> Find:
    """Return what finds whatever the first of several finds."""
    return lambda text: next(filter(None, (find(text) for find in finds)), None)


def fenced(opening: str, closing: str, holds_keys: Callable[[str], bool]) -> Find:
    """Return what finds front matter between two lines.

    Args:
        opening: Pattern of the line above; a group ``fence`` in it is what stands below again.
        closing: Pattern of what may stand below else, ``""`` for nothing.
        holds_keys: Whether what stands between such lines is front matter and no text between rules.
    """
    above_pattern = re.compile(rf"{opening}[ \t]*{LINE_END}")

    def find(text: str) -> FrontMatterBlock | None:
        above = above_pattern.match(text)
        if above is None:
            return None
        rest = text[above.end() :]
        closings = "|".join(filter(None, (re.escape(above["fence"]), closing)))
        below = re.search(rf"(?:^|(?<=\r))(?:{closings})[ \t]*(?:{LINE_END}|\Z)", rest, re.MULTILINE)
        if below is None:
            content = "".join(takewhile(_is_yaml_or_toml, lines_of(rest)))
            block = FrontMatterBlock(above[0], content, "", rest[len(content) :], is_closed=False)
            return block if holds_keys(content) and not _is_empty(content.splitlines()) else None
        content = rest[: below.start()]
        block = FrontMatterBlock(above[0], content, below[0], rest[below.end() :])
        return block if holds_keys(content) else None

    return find


def holds_yaml(content: str) -> bool:
    """Return whether what stands between fences of YAML has a key, or is empty but for comments."""
    lines = content.splitlines()
    return (
        any(map(YAML_KEY.match, lines))
        or any(_known_key(MISTYPED_YAML_KEY.match(line)) for line in lines)
        or _FLOW_MAPPING.match(content) is not None
        or _is_empty(lines)
    )


def holds_toml(content: str) -> bool:
    """Return whether what stands between fences of TOML has a key or table, or is empty but for comments."""
    lines = content.splitlines()
    return any(TOML_KEY.match(line) or _TOML_TABLE.match(line) for line in lines) or _is_empty(lines)


def holds_json(content: str) -> bool:
    """Return whether what stands between fences of JSON looks like it or like YAML in its stead."""
    return content.lstrip()[:1] in ("", "{", '"') or holds_yaml(content)


def find_unopened_yaml(text: str) -> FrontMatterBlock | None:
    """Find keys and the line below them, without one above, as Hexo reads and once wrote them."""
    above = _BLANK_OR_COMMENT_LINES.match(text)
    if not _known_key(ANY_YAML_KEY.match(text, above.end() if above else 0)):
        return None
    return _above_fence(text, "-{3,}", lambda line: not line.strip() or _is_yaml_or_toml(line))


def find_unopened_json(text: str) -> FrontMatterBlock | None:
    """Find members of a JSON object and the line below them, as Hexo reads them."""
    return _above_fence(text, ";{3,}", lambda line: True) if _known_key(_JSON_KEY.match(text)) else None


def find_json(text: str) -> FrontMatterBlock | None:
    """Find a JSON object with nothing after it in its line."""
    opening = _JSON_OPENING.match(text)
    if opening is None or not (_JSON_KEY.match(text, opening.end()) or re.match(r"\{\s*\}", text)):
        return None
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        last = re.search(r"\A.*\}(?=[ \t]*[\r\n])|^\}", text, re.MULTILINE)
        if last is None:
            return FrontMatterBlock("", "", "", text, is_closed=False)
        end = last.end()
    line_end = _BLANK_REST_OF_LINE.match(text, end)
    return FrontMatterBlock("", text[:end], line_end[0], text[line_end.end() :]) if line_end else None


def find_multimarkdown(text: str) -> FrontMatterBlock | None:
    """Find lines of keys above the first blank line, as MkDocs and Pelican read them; one is the title."""
    if not _MULTIMARKDOWN_KEY.match(text):
        return None
    content: list[str] = []
    for line in lines_of(text):
        if not line.strip():
            keys = {key["key"].lower() for key in map(_MULTIMARKDOWN_KEY.match, content) if key}
            above = "".join(content)
            return (
                FrontMatterBlock("", above, line, text[len(above) + len(line) :]) if "title" in keys else None
            )
        if not (_MULTIMARKDOWN_KEY.match(line) or _MULTIMARKDOWN_CONTINUATION.match(line)):
            return None
        content.append(line)
    return None


def read_multimarkdown(content: str) -> dict[str, str]:
    """Return the keys of MultiMarkdown's metadata and their values, each in one line."""
    metadata: dict[str, str] = {}
    key = ""
    for line in lines_of(content):
        if written := _MULTIMARKDOWN_KEY.match(line):
            key = written["key"]
        elif not (written := _MULTIMARKDOWN_CONTINUATION.match(line)):
            continue
        metadata[key] = f"{metadata.get(key, '')} {written['value']}".strip()
    return metadata


def misplaced(find_fenced: Find) -> Find:
    """Return what finds front matter that generators do not read, since it is not the first thing in a post.

    Blank lines, blanks or a comment stand above it, or its fence is made of other characters.

    Args:
        find_fenced: Finds front matter that stands where it should.
    """

    def find(text: str) -> FrontMatterBlock | None:
        above = _ABOVE.match(text)
        start = above.end() if above else 0
        block = find_fenced(text[start:]) if start else None
        if block is None or not block.is_closed:
            block = _between_mistyped_fences(text[start:])
        if block is None or not block.is_closed or not _any_known_key(block.content):
            return None
        comment_end = _COMMENT_END.match(block.body)
        below = comment_end[0] if comment_end else ""
        return block._replace(
            opening=text[:start] + block.opening,
            closing=block.closing + below,
            body=block.body[len(below) :],
        )

    return find


def _between_mistyped_fences(text: str) -> FrontMatterBlock | None:
    opening = _MISTYPED_OPENING.match(text)
    closing = _MISTYPED_CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return None
    content = text[opening.end() : closing.start()]
    first = content.partition("\n")[0]
    if not (_any_known_key(first) or first.startswith("{")):
        return None
    return FrontMatterBlock(opening[0], content, closing[0], text[closing.end() :])


def _above_fence(text: str, fence: str, continues: Callable[[str], bool]) -> FrontMatterBlock | None:
    """Return a block of the lines above the first line that is a fence, if all of them belong to it."""
    below = re.search(rf"(?:^|(?<=\r)){fence}[ \t]*(?:{LINE_END}|\Z)", text, re.MULTILINE)
    if below is None:
        return None
    content = text[: below.start()]
    if not all(map(continues, lines_of(content))):
        return None
    return FrontMatterBlock("", content, below[0], text[below.end() :])


def _is_yaml_or_toml(line: str) -> bool:
    """Return whether a line looks like front matter, to see how far it goes where no fence tells."""
    return bool(ANY_YAML_KEY.match(line) or TOML_KEY.match(line)) or (
        line.startswith(_CONTINUATION) and bool(line.strip())
    )


def _is_empty(lines: Iterable[str]) -> bool:
    return all(not line.strip() or line.startswith("#") for line in lines)


def _any_known_key(content: str) -> bool:
    patterns = (ANY_YAML_KEY, TOML_KEY, _JSON_KEY)
    lines = (line.lstrip(" \t{") for line in content.splitlines())
    return any(_known_key(pattern.match(line)) for line in lines for pattern in patterns)


def _known_key(match: re.Match[str] | None) -> bool:
    """Return whether a pattern matched a key that generators know."""
    return match is not None and match[match.lastgroup or 0].strip("\"' ") in _known_keys()


@cache
def _known_keys() -> frozenset[str]:
    return all_spellings() | _OTHER_KEYS
