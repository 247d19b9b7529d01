"""Change values in a TOML document and leave every other character as it is.

tomlkit writes back what it read, comments and spacing included; only the line ends are kept by hand, since
it ends new lines with LF.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.keys import FrontMatterValue


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
    for key, value in changes.items():
        *tables, name = key.split(".")
        holder: Any = document
        for table in tables:
            holder = holder.get(table)
            if not isinstance(holder, dict):
                raise InputError(f"{table!r} is no table; write [{table}]")
        current = holder.get(name)
        if isinstance(current, list) and isinstance(value, list) and value[: len(current)] == current:
            current.extend(value[len(current) :])
        else:
            holder[name] = value
    return tomlkit.dumps(document).replace("\n", line_end)
