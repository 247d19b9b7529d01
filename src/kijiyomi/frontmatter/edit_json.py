"""Change values in a JSON object and leave every other character as it is.

By hand, since ``json.dumps`` writes the whole object anew: spacing, escapes and number forms would change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.keys import FrontMatterValue

_GAP = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


def set_values(content: str, changes: Mapping[str, FrontMatterValue], line_end: str) -> str:
    """Return a JSON object with the values of some keys changed, or added after the last one.

    Args:
        content: The object, which is known to be one.
        changes: The values.
        line_end: How its lines end.

    Raises:
        InputError: If a value is to be written into a table that is none.
    """
    spans, first, last = _value_spans(content)
    indent = re.findall(r"[\r\n]([ \t]*)\Z", content[:first])
    gap = line_end + indent[0] if indent else " "
    edits, new = [], []
    for key, value in changes.items():
        table, _, name = key.partition(".")
        if table in spans:
            start, end = spans[table]
            held = content[start:end]
            edits.append((start, end, _changed(held, table, name, value, line_end)))
        else:
            new.append(f"{gap}{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    added = ",".join(new)
    edits.append((last, last, f",{added}" if spans and added else added))
    for start, end, written in sorted(edits, reverse=True):
        content = content[:start] + written + content[end:]
    return content


def _changed(held: str, table: str, name: str, value: FrontMatterValue, line_end: str) -> str:
    """Return what is to stand where a value is held now: the new one, or the object with one in it."""
    current = json.loads(held)
    if name:
        if not isinstance(current, dict):
            raise InputError(f"{table!r} holds no keys")
        return set_values(held, {name: value}, line_end)
    if isinstance(current, list) and isinstance(value, list) and current == value[: len(current)] != []:
        return _extended(held, value[len(current) :])
    return json.dumps(value, ensure_ascii=False)


def _extended(array: str, items: Sequence[object]) -> str:
    """Return an array that is not empty with items added, apart as its first one is from the bracket."""
    gap = array[1 : _skip(array, 1)] or " "
    end = len(array[:-1].rstrip())
    added = "".join(f",{gap}{json.dumps(item, ensure_ascii=False)}" for item in items)
    return array[:end] + added + array[end:]


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
