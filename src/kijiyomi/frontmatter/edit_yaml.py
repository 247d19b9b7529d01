"""Change values in a YAML mapping and leave every other character as it is.

By hand, since no YAML library writes back what it read: they choose quotes, indentation, line breaks and the
spacing of lists and comments anew. PyYAML says where each value stands; only those characters are replaced.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

import yaml

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.keys import FrontMatterValue, value_of
from kijiyomi.frontmatter.safe_yaml import load_mapping

# What may stand bare in a list and in a value alike.
_BARE = re.compile(r"[^\s\W_][^\s,\[\]{}#:\"'&*!|>%@`?]*(?: [^\s,\[\]{}#:\"'&*!|>%@`?]+)*")


def set_values(content: str, changes: Mapping[str, FrontMatterValue], line_end: str) -> str:
    """Return front matter with the values of some keys changed, or added as last lines.

    Args:
        content: What stands between the fences.
        changes: The values.
        line_end: How its lines end.

    Raises:
        InputError: If a value cannot be changed without touching others.
    """
    root, metadata = _root(content), load_mapping(content)[0]
    edits, new = [], []
    for key, value in changes.items():
        table, _, name = key.rpartition(".")
        holder = _held(root, table)
        if (node := _values(holder).get(name)) is not None:
            edits.append(_edit(content, node, value_of(metadata, key), value, line_end))
        elif table:
            edits.append(_new_line_of(content, table, holder, f"{name}: {_flow(value)}", line_end))
        else:
            new.append(f"{name}: {_flow(value)}{line_end}")
    for start, end, written in sorted(edits, reverse=True):
        content = content[:start] + written + content[end:]
    if content and not content.endswith(("\n", "\r")):
        content += line_end
    return content + "".join(new)


def _root(content: str) -> yaml.Node | None:
    root: yaml.Node | None = yaml.compose(content, yaml.SafeLoader)
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        raise InputError("the front matter is one {…}; write a key a line")
    return root


def _values(node: yaml.Node | None) -> dict[str, yaml.Node]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {key.value: value for key, value in pairs if isinstance(key, yaml.ScalarNode)}


def _held(root: yaml.Node | None, table: str) -> yaml.Node | None:
    for name in filter(None, table.split(".")):
        root = _values(root).get(name)
    return root


def _new_line_of(
    content: str, table: str, holder: yaml.Node | None, line: str, line_end: str
) -> tuple[int, int, str]:
    """Return the edit that puts a line behind the last value of a mapping."""
    if not isinstance(holder, yaml.MappingNode) or holder.flow_style or not holder.value:
        raise InputError(f"{table!r} holds no keys, each in a line of its own")
    indent = " " * holder.value[0][0].start_mark.column
    last = _span(content, holder.value[-1][1])[1]
    if content[:last].endswith(("\n", "\r")):
        return last, last, indent + line + line_end
    end = _end_of_line(content, last)
    return end, end, line_end + indent + line


def _end_of_line(content: str, position: int) -> int:
    return position + (len(content[position:].splitlines()[0]) if content[position:] else 0)


def _span(content: str, node: yaml.Node) -> tuple[int, int]:
    start, end = node.start_mark.index, _end(node)
    if start == end:
        # An empty value begins behind the colon, or behind white space and line ends after it.
        start = end = content.rindex(":", 0, start + 1) + 1
    return start, end


def _end(node: yaml.Node) -> int:
    """Return where a node's own characters end; the mark of a block is that of whatever follows it."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    return int(node.end_mark.index)


def _edit(
    content: str, node: yaml.Node, current: object, value: FrontMatterValue, line_end: str
) -> tuple[int, int, str]:
    """Return start and end of the characters to replace, and what to write instead."""
    start, end = _span(content, node)
    if start == end:
        return start, end, f" {_flow(value)}"
    if isinstance(node, yaml.SequenceNode) and node.value and isinstance(current, list):
        if isinstance(value, list) and value[: len(current)] == current:
            return _extension(content, node, value[len(current) :], line_end)
        if not node.flow_style:
            if not isinstance(value, list):
                raise InputError("a list stands where one value is to be written; make it one value first")
            return start, end, "- " + _item_start(content, node, line_end).join(map(_scalar, value))
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        # A block scalar takes its last line end along.
        return start, end, _flow(value) + line_end
    return start, end, _flow(value, node.style if isinstance(node, yaml.ScalarNode) else None)


def _extension(
    content: str, node: yaml.SequenceNode, items: Sequence[str], line_end: str
) -> tuple[int, int, str]:
    """Return the edit that puts items behind the last one of a list."""
    last = _end(node)
    if node.flow_style:
        last = _end(node.value[-1])
        return last, last, "".join(f", {_scalar(item)}" for item in items)
    end = _end_of_line(content, last)
    return end, end, "".join(_item_start(content, node, line_end) + _scalar(item) for item in items)


def _item_start(content: str, node: yaml.SequenceNode, line_end: str) -> str:
    """Return what stands between two items of a list in lines."""
    line = content[: node.start_mark.index + 1].splitlines()[-1]
    return line_end + line[: len(line) - 1] + "- "


def _flow(value: FrontMatterValue, quote: str | None = None) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    return str(value) if isinstance(value, int) else _scalar(value, quote)


def _scalar(text: str, quote: str | None = None) -> str:
    if quote is None and _BARE.fullmatch(text) and _reads_as_text(text):
        return text
    style = "'" if quote == "'" else '"'
    return yaml.safe_dump(text, default_style=style, allow_unicode=True, width=sys.maxsize).removesuffix("\n")


def _reads_as_text(text: str) -> bool:
    """Return whether bare text is read as itself, as an item of a list in brackets and as a value."""
    try:
        return bool(yaml.safe_load(f"{{a: [{text}], b: {text}}}") == {"a": [text], "b": text})
    except yaml.YAMLError:
        return False
