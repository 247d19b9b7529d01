"""The formats of front matter: how each is found in a post, read and changed; a new one is one entry."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kijiyomi.frontmatter import edit_json, edit_toml, edit_yaml
from kijiyomi.frontmatter.blocks import (
    ANY_YAML_KEY,
    MISTYPED_YAML_KEY,
    TOML_KEY,
    YAML_KEY,
    Find,
    fenced,
    find_json,
    find_multimarkdown,
    find_unopened_json,
    find_unopened_yaml,
    first_of,
    holds_json,
    holds_toml,
    holds_yaml,
    misplaced,
    read_multimarkdown,
)
from kijiyomi.frontmatter.keys import FrontMatterValue
from kijiyomi.frontmatter.safe_yaml import YamlProblem, load_mapping

_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


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


class SetValues(Protocol):
    """Changes values in a content and leaves every other character as it is."""

    def __call__(self, content: str, changes: Mapping[str, FrontMatterValue], line_end: str) -> str:
        """Return the content with some keys' values changed, or added after the last one.

        Args:
            content: What stands between the fences.
            changes: Keys and their new values; a key with a dot stands in a table, ``taxonomies.tags``.
            line_end: How its lines end.

        Raises:
            InputError: If a value cannot be changed without touching others.
        """


@dataclass(frozen=True, slots=True)
class FrontMatterFormat:
    """One way to write front matter.

    Attributes:
        find: Cuts a post that begins with it.
        load: Returns the keys and values of a content, and the keys it gives twice; may raise
            :class:`Malformed`.
        set_values: Changes values in a content; ``None`` where it is read only.
        key: What a line with a key begins with, its last group being the key, to read malformed content key
            by key; ``None`` where that is not possible.
    """

    find: Find
    load: Callable[[str], tuple[dict[str, Any], list[str]]]
    set_values: SetValues | None = None
    key: re.Pattern[str] | None = None


def _load_json(content: str) -> tuple[dict[str, Any], list[str]]:
    try:
        loaded = json.loads(content)
    except (ValueError, RecursionError) as error:
        problem = getattr(error, "msg", "nested too deeply")
        line = getattr(error, "lineno", 1)
        raise Malformed(f"{problem} (JSON)", line, "mend the JSON, or write YAML") from error
    if not isinstance(loaded, dict):
        raise Malformed("no object (JSON)", 1, "write keys and values in braces")
    return loaded, []


def _load_hexo_json(content: str) -> tuple[dict[str, Any], list[str]]:
    return _load_json("{" + content + "}")


def _load_yaml(content: str) -> tuple[dict[str, Any], list[str]]:
    try:
        return load_mapping(content)
    except YamlProblem as problem:
        mistyped = _mistyped_line(content)
        if mistyped:
            remedy = "write `title: ` with a half-width colon and a space after it"
            raise Malformed("a key without colon and space", mistyped, remedy) from problem
        if "mapping values are not allowed" in problem.problem:
            remedy = 'put a value that holds a colon into quotes, as in title: "AI: 現在"'
        elif "\t" in content and ("tab character" in problem.problem or "any token" in problem.problem):
            remedy = "indent with spaces instead of tabs"
        elif problem.is_date:
            remedy = "mend the date, or put it into quotes"
        else:
            remedy = "check the quotes, brackets and indentation there"
        raise Malformed(problem.problem, problem.line + 1, remedy) from problem


def _mistyped_line(content: str) -> int:
    """Return the number of the first line whose key lacks its colon and space, 0 if there is none."""
    lines = enumerate(content.splitlines(), 1)
    return next((n for n, line in lines if MISTYPED_YAML_KEY.match(line) and not YAML_KEY.match(line)), 0)


def _load_toml(content: str) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(content.replace("\r\n", "\n").replace("\r", "\n")), []
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        position = _TOML_LINE.search(str(error))
        line = int(position[1]) if position else content.count("\n")
        problem = _TOML_LINE.sub("", str(error))
        raise Malformed(problem, line, "check the quotes and brackets; strings stand in quotes") from error


def _refuse_misplaced(content: str) -> tuple[dict[str, Any], list[str]]:
    raise Malformed(
        "not read, since not all generators find it here",
        0,
        "let the post begin with a line --- (or +++, {) and nothing above it",
    )


# A comment may stand behind the fence, since it begins a YAML document; gray-matter takes a language there.
_find_yaml = fenced(r"(?P<fence>-{3,})(?:ya?ml)?(?:[ \t]+#[^\r\n]*)?", r"\.\.\.", holds_yaml)
_find_toml = first_of(
    fenced(r"(?P<fence>\+\+\+)", "", holds_toml), fenced("(?P<fence>---)toml", "", holds_toml)
)
_find_any_json = first_of(find_json, fenced("(?P<fence>---)json", "", holds_json))
_find_hexo_json = first_of(fenced("(?P<fence>;{3,})", "", holds_json), find_unopened_json)

FORMATS: Mapping[str, FrontMatterFormat] = {
    "yaml": FrontMatterFormat(
        first_of(_find_yaml, find_unopened_yaml), _load_yaml, edit_yaml.set_values, ANY_YAML_KEY
    ),
    "toml": FrontMatterFormat(_find_toml, _load_toml, edit_toml.set_values, TOML_KEY),
    "json": FrontMatterFormat(_find_any_json, _load_json, edit_json.set_values),
    # Between lines of semicolons, without braces.
    "hexo json": FrontMatterFormat(_find_hexo_json, _load_hexo_json),
    "multimarkdown": FrontMatterFormat(find_multimarkdown, lambda content: (read_multimarkdown(content), [])),
    "misplaced": FrontMatterFormat(
        misplaced(first_of(_find_yaml, _find_toml, _find_any_json, _find_hexo_json)), _refuse_misplaced
    ),
}
