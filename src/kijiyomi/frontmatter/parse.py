"""Front matter of Jekyll, Zenn, Qiita and Hexo (YAML) and Hugo (YAML, TOML or JSON)."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.safe_yaml import YamlProblem, load_mapping

Format = Literal["yaml", "toml", "json", "none"]

_LINE_END = r"(?:\r\n|\n|\r)"
_LINE = re.compile(rf".*?(?:{_LINE_END}|\Z)")
_JSON = re.compile(r"\{\s*\"")
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


class FrontMatter(NamedTuple):
    """A post, taken apart.

    Attributes:
        metadata: The front matter's keys and values as its format reads them; empty without front matter.
        body: Everything after the front matter, unchanged.
        format: How the front matter is written.
        warnings: What was wrong with it, for a person.
    """

    metadata: dict[str, Any]
    body: str
    format: Format = "none"
    warnings: tuple[str, ...] = ()


class _Malformed(Exception):  # noqa: N818
    def __init__(self, problem: str, line: int, remedy: str) -> None:
        super().__init__(f"front matter, line {line}: {problem}; {remedy}")
        self.line = line


class _Dialect(NamedTuple):
    format: Format
    opener: re.Pattern[str]
    closers: str
    key: re.Pattern[str]
    value: re.Pattern[str]
    load: Callable[[str], tuple[dict[str, Any], list[str]]]


class _Fence(NamedTuple):
    dialect: _Dialect
    content: str
    body: str
    closed: bool


def split_front_matter(text: str, path: str = "", *, strict: bool = False) -> FrontMatter:
    """Take the front matter off a post.

    What opens like front matter but holds no key, such as a horizontal rule, is body.

    Args:
        text: The file's text; a byte order mark and any line ends are fine.
        path: The file's name, for messages.
        strict: Raise on malformed front matter. Otherwise every key that can be read is kept, a value
            that cannot be read stays the string it was written as, and a warning tells.

    Raises:
        InputError: If ``strict`` and the front matter is malformed; names the line, problem and remedy.
    """
    start = text.removeprefix("\ufeff")
    fence = None
    try:
        if _JSON.match(start):
            return _split_json(start)
        fence = _fence(start)
        if fence is None:
            return FrontMatter({}, text)
        return _split_fenced(fence)
    except _Malformed as problem:
        message = f"{path}: {problem}" if path else str(problem)
        if strict:
            raise InputError(message) from problem
        if fence is None:
            return FrontMatter({}, text, warnings=(message,))
        return FrontMatter(_salvage(fence), fence.body, fence.dialect.format, (message,))


def _fence(text: str) -> _Fence | None:
    for dialect in _DIALECTS:
        if opening := dialect.opener.match(text):
            break
    else:
        return None
    rest = text[opening.end() :]
    closing = re.search(
        rf"(?:^|(?<=\r))(?:{re.escape(opening['mark'])}{dialect.closers})[ \t]*(?:{_LINE_END}|\Z)",
        rest,
        re.MULTILINE,
    )
    if closing is None:
        content = "".join(_leading_keys(rest, dialect))
        return _Fence(dialect, content, rest[len(content) :], False) if content.strip() else None
    content = rest[: closing.start()]
    if content.strip() and not any(dialect.key.match(line) for line in content.splitlines()):
        return None
    return _Fence(dialect, content, rest[closing.end() :], True)


def _leading_keys(text: str, dialect: _Dialect) -> Iterator[str]:
    """Yield the lines that still look like front matter when it is never closed."""
    for match in _LINE.finditer(text):
        line = match[0]
        if not line.strip() or not (dialect.key.match(line) or line.startswith((" ", "\t", "- ", "#"))):
            return
        yield line


def _split_fenced(fence: _Fence) -> FrontMatter:
    if not fence.closed:
        raise _Malformed("opened but never closed", 1, "end it with the line it begins with")
    metadata, twice = fence.dialect.load(fence.content)
    warnings = tuple(f"front matter gives {key!r} more than once; the last one counts" for key in twice)
    return FrontMatter(metadata, fence.body, fence.dialect.format, warnings)


def _split_json(text: str) -> FrontMatter:
    try:
        metadata, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        problem = getattr(error, "msg", "nested too deeply")
        raise _Malformed(f"{problem} (JSON)", line, "mend the JSON, or write YAML") from error
    line_end = re.compile(rf"[ \t]*{_LINE_END}").match(text, end)
    return FrontMatter(metadata, text[line_end.end() if line_end else end :], "json")


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
        raise _Malformed(problem.problem, problem.line + 2, remedy) from problem


def _load_toml(content: str) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(content.replace("\r\n", "\n").replace("\r", "\n")), []
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _TOML_LINE.search(str(error))
        line = int(place[1]) + 1 if place else content.count("\n") + 1
        problem = _TOML_LINE.sub("", str(error))
        raise _Malformed(problem, line, "check the quotes and brackets; strings stand in quotes") from error


def _salvage(fence: _Fence) -> dict[str, Any]:
    """Read each key on its own; keep as written what still cannot be read."""
    metadata: dict[str, Any] = {}
    for entry in _entries(fence):
        metadata |= _salvaged_entry(fence.dialect, entry)
    return metadata


def _salvaged_entry(dialect: _Dialect, entry: str) -> dict[str, Any]:
    try:
        # Indenting with tabs is the one mistake that can be mended without guessing.
        return dialect.load(entry.replace("\t", "  "))[0]
    except _Malformed:
        written = dialect.value.match(entry)
        return {written["key"].strip("\"' "): written["value"].strip().strip("\"'")} if written else {}


def _entries(fence: _Fence) -> Iterator[str]:
    """Yield each key's line together with the lines that continue it."""
    entry: list[str] = []
    for match in _LINE.finditer(fence.content):
        if fence.dialect.key.match(match[0]) and entry:
            yield "".join(entry)
            entry = []
        entry.append(match[0])
    yield "".join(entry)


_YAML_KEY = (
    r"(?P<key>[^\s#:'\"\-\[\]{}>|&*!%@`,?][^:\r\n]*?|\"[^\"\r\n]*\"|'[^'\r\n]*')[ \t]*:(?=[ \t\r\n]|\Z)"
)
_TOML_KEY = r"(?P<key>[\w.-]+|\"[^\"\r\n]*\")[ \t]*="
_DIALECTS = (
    _Dialect(
        "yaml",
        re.compile(rf"(?P<mark>-{{3,}})[ \t]*{_LINE_END}"),
        r"|\.\.\.",
        re.compile(_YAML_KEY),
        re.compile(rf"{_YAML_KEY}(?P<value>.*)", re.DOTALL),
        _load_yaml,
    ),
    _Dialect(
        "toml",
        re.compile(rf"(?P<mark>\+\+\+)[ \t]*{_LINE_END}"),
        "",
        re.compile(_TOML_KEY),
        re.compile(rf"{_TOML_KEY}(?P<value>.*)", re.DOTALL),
        _load_toml,
    ),
)
