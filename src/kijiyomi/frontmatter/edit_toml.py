"""Change values in a TOML document and leave every other character as it is.

tomlkit writes back what it read, comments and spacing included; only the line ends are kept by hand, since
it ends new lines with LF.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import tomlkit

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.keys import FrontMatterValue

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LINE_WITH_KEY = re.compile(r"^[ \t]*[^\s#].*(?:\n|\Z)", re.MULTILINE)


def set_values(content: str, changes: Mapping[str, FrontMatterValue], line_end: str) -> str:
    """Return front matter with the values of some keys changed, or added.

    Args:
        content: What stands between the fences.
        changes: The values.
        line_end: How its lines end.

    Raises:
        InputError: If they end in several ways, or a table is none.
    """
    lines = content.replace("\r\n", "\n")
    if lines.replace("\n", line_end) != content:
        raise InputError("its lines end in several ways; let an editor end them in one way")
    document = tomlkit.parse(lines)
    new: dict[str, FrontMatterValue] = {}
    for key, value in changes.items():
        *tables, name = key.split(".")
        holder = _table(document, tables)
        current = holder.get(name)
        if isinstance(current, list) and isinstance(value, list) and value[: len(current)] == current:
            current.extend(value[len(current) :])
        elif tables or name in holder:
            holder[name] = value
        else:
            new[name] = value
    return _with_new(tomlkit.dumps(document), new).replace("\n", line_end)


def _table(document: Any, names: Iterable[str]) -> Any:
    for name in names:
        document = document.get(name)
        if not isinstance(document, dict):
            raise InputError(f"{name!r} is no table; write [{name}]")
    return document


def _with_new(lines: str, new: Mapping[str, FrontMatterValue]) -> str:
    """Return lines with keys added below the last one that stands in no table.

    By hand, since tomlkit puts a blank line above the tables.
    """
    above = lines[: _first_table(lines)]
    ends = [line.end() for line in _LINE_WITH_KEY.finditer(above)]
    position = ends[-1] if ends else len(above)
    written = "".join(tomlkit.dumps({key: value}) for key, value in new.items())
    if written and position and lines[position - 1] != "\n":
        written = "\n" + written
    return lines[:position] + written + lines[position:]


def _first_table(lines: str) -> int:
    """Return where the first header of a table stands, or the end."""
    for header in _HEADER.finditer(lines):
        with suppress(tomllib.TOMLDecodeError):
            # Within an array or a text of several lines what stands above is not whole.
            tomllib.loads(lines[: header.start()])
            return header.start()
    return len(lines)
