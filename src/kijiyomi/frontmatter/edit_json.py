"""Change values in a JSON object and leave every other character as it is.

By hand, since ``json.dumps`` writes the whole object anew: spacing, escapes and number forms would change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from kijiyomi.frontmatter.keys import FrontMatterValue

_GAP = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


def set_values(content: str, changes: Mapping[str, FrontMatterValue], line_end: str) -> str:
    """Return a JSON object with the values of some keys changed, or added after the last one.

    Args:
        content: The object, which is known to be one.
        changes: The values.
        line_end: How its lines end.
    """
    spans, first, last = _value_spans(content)
    edits = [
        (*spans[key], json.dumps(value, ensure_ascii=False)) for key, value in changes.items() if key in spans
    ]
    new = [
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in changes.items()
        if key not in spans
    ]
    indent = re.findall(r"[\r\n]([ \t]*)\Z", content[:first])
    gap = line_end + indent[0] if indent else " "
    added = ",".join(gap + item for item in new)
    edits.append((last, last, f",{added}" if spans and added else added))
    for start, end, written in sorted(edits, reverse=True):
        content = content[:start] + written + content[end:]
    return content


def _value_spans(content: str) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Return where each value stands, where the first key does, and where the last value ends."""
    spans: dict[str, tuple[int, int]] = {}
    position = first = _skip(content, content.index("{") + 1)
    last = content.index("{") + 1
    while content[position] != "}":
        key, position = _decoder.raw_decode(content, position)
        start = _skip(content, _skip(content, position) + 1)
        _, last = _decoder.raw_decode(content, start)
        spans[key] = start, last
        position = _skip(content, last)
        position = _skip(content, position + 1) if content[position] == "," else position
    return spans, first, last


def _skip(content: str, position: int) -> int:
    gap = _GAP.match(content, position)
    return gap.end() if gap else position
