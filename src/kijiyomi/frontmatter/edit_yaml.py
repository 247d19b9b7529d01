"""Change values in a YAML mapping and leave every other character as it is.

By hand, since no YAML library writes back what it read: they choose quotes, indentation, line breaks and the
spacing of lists and comments anew. PyYAML says where each value stands; only those characters are replaced.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

import yaml

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.keys import FrontMatterValue

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
    nodes = _nodes(content)
    edits = [_edit(content, nodes[key], value, line_end) for key, value in changes.items() if key in nodes]
    for start, end, written in sorted(edits, reverse=True):
        content = content[:start] + written + content[end:]
    if content and not content.endswith(("\n", "\r")):
        content += line_end
    new = (f"{key}: {_flow(value)}{line_end}" for key, value in changes.items() if key not in nodes)
    return content + "".join(new)


def _nodes(content: str) -> dict[str, yaml.Node]:
    root = yaml.compose(content, yaml.SafeLoader)
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise InputError("the front matter is one {…}; write a key a line")
    return {key.value: value for key, value in root.value if isinstance(key, yaml.ScalarNode)}


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


def _edit(content: str, node: yaml.Node, value: FrontMatterValue, line_end: str) -> tuple[int, int, str]:
    """Return start and end of the characters to replace, and what to write instead."""
    start, end = _span(content, node)
    if start == end:
        return start, end, f" {_flow(value)}"
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        if not isinstance(value, list):
            raise InputError("a list stands where one value is to be written; make it one value first")
        return _block(content, node, value, line_end)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        # A block scalar takes its last line end along.
        return start, end, _flow(value) + line_end
    return start, end, _flow(value, node.style if isinstance(node, yaml.ScalarNode) else None)


def _block(content: str, node: yaml.SequenceNode, value: list[str], line_end: str) -> tuple[int, int, str]:
    start, end = _span(content, node)
    current = [item.value if isinstance(item, yaml.ScalarNode) else None for item in node.value]
    line = content[: start + 1].splitlines()[-1]
    item = line_end + line[: len(line) - 1] + "- "
    if value[: len(current)] == current:
        rest_of_line = len(content[end:].splitlines()[0]) if content[end:] else 0
        added = "".join(item + _scalar(label) for label in value[len(current) :])
        return end + rest_of_line, end + rest_of_line, added
    return start, end, "- " + item.join(map(_scalar, value))


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
