"""Change values in a TOML document and leave every other character as it is."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit

from kijiyomi.frontmatter.keys import FrontMatterValue


def set_toml(content: str, changes: Mapping[str, FrontMatterValue], line_end: str) -> str:
    """Return front matter with the values of some keys changed, or added.

    Args:
        content: What stands between the fences.
        changes: The values.
        line_end: How its lines end.
    """
    document = tomlkit.parse(content.replace("\r\n", "\n"))
    for key, value in changes.items():
        there = document.get(key)
        if isinstance(there, list) and isinstance(value, list) and value[: len(there)] == there:
            there.extend(value[len(there) :])
        else:
            document[key] = value
    return tomlkit.dumps(document).replace("\n", line_end)
