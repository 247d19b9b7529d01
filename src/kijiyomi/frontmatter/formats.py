"""The formats of front matter: how each is found in a post, read and changed; a new one is one entry."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from kijiyomi.frontmatter import edit_json, edit_toml, edit_yaml
from kijiyomi.frontmatter.keys import FrontMatterValue
from kijiyomi.frontmatter.safe_yaml import YamlProblem, load_mapping

_LINE_END = r"(?:\r\n|\n|\r)"
_LINE = re.compile(rf".*?(?:{_LINE_END}|\Z)")
_REST_OF_LINE = re.compile(rf"[ \t]*{_LINE_END}")
_JSON_OPENING = re.compile(r"\{\s*\"")
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_YAML_KEY = re.compile(
    r"(?P<key>[^\s#:'\"\-\[\]{}>|&*!%@`,?][^:\r\n]*?|\"[^\"\r\n]*\"|'[^'\r\n]*')[ \t]*:(?=[ \t\r\n]|\Z)"
)
_TOML_KEY = re.compile(r"(?P<key>[\w.-]+|\"[^\"\r\n]*\")[ \t]*=")


class Malformed(Exception):  # noqa: N818
    """What is wrong with front matter.

    Attributes:
        problem: One phrase.
        line: Line of the content, from 1; 0 for the line that opens it.
        remedy: What to do about it.
    """

    def __init__(self, problem: str, line: int, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.remedy = remedy


class Block(NamedTuple):
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


class SetValues(Protocol):
    """Changes values in a content and leaves every other character as it is."""

    def __call__(self, content: str, changes: Mapping[str, FrontMatterValue], line_end: str) -> str:
        """Return the content with some keys' values changed, or added after the last one.

        Args:
            content: What stands between the fences.
            changes: Keys and their new values.
            line_end: How its lines end.

        Raises:
            InputError: If a value cannot be changed without touching others.
        """


@dataclass(frozen=True, slots=True)
class FrontMatterFormat:
    """One way to write front matter.

    Attributes:
        find: Cuts a post that begins with it, ``None`` if it does not; may raise :class:`Malformed`.
        load: Returns the keys and values of a content, and the keys it gives twice; may raise
            :class:`Malformed`.
        set_values: Changes values in a content.
        key: What a line with a key begins with, group ``key``, to read malformed content key by key;
            ``None`` where that is not possible.
    """

    find: Callable[[str], Block | None]
    load: Callable[[str], tuple[dict[str, Any], list[str]]]
    set_values: SetValues
    key: re.Pattern[str] | None = None


def _fenced(fence: str, key: re.Pattern[str], other_closing: str = "") -> Callable[[str], Block | None]:
    """Return what finds front matter between two lines that are alike.

    Args:
        fence: Pattern of the line above.
        key: What a line with a key begins with.
        other_closing: Pattern of what else may stand below.
    """
    opening = re.compile(rf"(?P<fence>{fence})[ \t]*{_LINE_END}")

    def find(text: str) -> Block | None:
        above = opening.match(text)
        if above is None:
            return None
        rest = text[above.end() :]
        closings = "|".join(filter(None, (re.escape(above["fence"]), other_closing)))
        below = re.search(rf"(?:^|(?<=\r))(?:{closings})[ \t]*(?:{_LINE_END}|\Z)", rest, re.MULTILINE)
        if below is None:
            content = "".join(_leading_keys(rest, key))
            block = Block(above[0], content, "", rest[len(content) :], is_closed=False)
        else:
            content = rest[: below.start()]
            block = Block(above[0], content, below[0], rest[below.end() :])
        has_key = any(key.match(line) for line in content.splitlines())
        return block if has_key or (block.is_closed and not content.strip()) else None

    return find


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of front matter with their ends, which are CRLF, LF or CR alone."""
    return (line[0] for line in _LINE.finditer(text))


def _leading_keys(text: str, key: re.Pattern[str]) -> Iterator[str]:
    """Yield the lines that still look like front matter when it is never closed."""
    for line in lines_of(text):
        if not line.strip() or not (key.match(line) or line.startswith((" ", "\t", "- ", "#"))):
            return
        yield line


def _find_json(text: str) -> Block | None:
    if not _JSON_OPENING.match(text):
        return None
    _, end = _decode_json(text)
    line_end = _REST_OF_LINE.match(text, end)
    closing = line_end[0] if line_end else ""
    return Block("", text[:end], closing, text[end + len(closing) :])


def _load_json(content: str) -> tuple[dict[str, Any], list[str]]:
    return _decode_json(content)[0], []


def _decode_json(text: str) -> tuple[dict[str, Any], int]:
    try:
        return json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as error:
        problem = getattr(error, "msg", "nested too deeply")
        line = getattr(error, "lineno", 1)
        raise Malformed(f"{problem} (JSON)", line, "mend the JSON, or write YAML") from error


def _load_yaml(content: str) -> tuple[dict[str, Any], list[str]]:
    try:
        return load_mapping(content)
    except YamlProblem as problem:
        if "mapping values are not allowed" in problem.problem:
            remedy = 'put a value that holds a colon into quotes, as in title: "AI: 現在"'
        elif "\t" in content and ("tab character" in problem.problem or "any token" in problem.problem):
            remedy = "indent with spaces instead of tabs"
        else:
            remedy = "check the quotes, brackets and indentation there"
        raise Malformed(problem.problem, problem.line + 1, remedy) from problem


def _load_toml(content: str) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(content.replace("\r\n", "\n").replace("\r", "\n")), []
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        position = _TOML_LINE.search(str(error))
        line = int(position[1]) if position else content.count("\n")
        problem = _TOML_LINE.sub("", str(error))
        raise Malformed(problem, line, "check the quotes and brackets; strings stand in quotes") from error


FORMATS: Mapping[str, FrontMatterFormat] = {
    "yaml": FrontMatterFormat(
        _fenced("-{3,}", _YAML_KEY, other_closing=r"\.\.\."), _load_yaml, edit_yaml.set_values, _YAML_KEY
    ),
    "toml": FrontMatterFormat(_fenced(r"\+\+\+", _TOML_KEY), _load_toml, edit_toml.set_values, _TOML_KEY),
    "json": FrontMatterFormat(_find_json, _load_json, edit_json.set_values),
}
