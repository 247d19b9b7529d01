"""YAML mappings from strangers: nothing is executed, nothing explodes, nothing is lost silently."""

from __future__ import annotations

from typing import Any, cast

import yaml

# Far above any post's front matter, far below what hurts.
MAX_DEPTH = 50
MAX_NODES = 20_000

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlProblem(Exception):  # noqa: N818
    """What is wrong with a YAML text.

    Attributes:
        problem: One phrase.
        line: Line of the text, from 0.
    """

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


def load_mapping(text: str) -> tuple[dict[str, Any], list[str]]:
    """Return the mapping that ``text`` holds, keys as strings, and the keys it gives twice.

    Raises:
        YamlProblem: If it is no YAML, no mapping, too deep, or grows beyond bounds by its aliases.
    """
    try:
        _check_size(text)
        return _load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlProblem(error.problem or str(error), mark.line if mark else 0) from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise YamlProblem(" ".join(str(error).split()), 0) from error


def _check_size(text: str) -> None:
    """Count nodes as they would be with every alias written out, without building any."""
    total, depth = 0, 0
    sizes: dict[str, int] = {}
    open_anchors: list[tuple[str | None, int]] = []
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise YamlProblem(f"alias *{event.anchor} stands for nothing", line)
            total += sizes[event.anchor]
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            open_anchors.append((event.anchor, total))
            total += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_anchors.pop()
            if anchor:
                sizes[anchor] = total - before
        depth = len(open_anchors)
        if depth > MAX_DEPTH:
            raise YamlProblem(f"nested more than {MAX_DEPTH} levels deep", line)
        if total > MAX_NODES:
            raise YamlProblem(f"more than {MAX_NODES} values, aliases written out", line)


def _load(text: str) -> tuple[dict[str, Any], list[str]]:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, []
        if not isinstance(node, yaml.MappingNode):
            raise YamlProblem("no keys and values", 0)
        names = [str(key.value) for key, _ in node.value]
        twice = sorted({name for name in names if names.count(name) > 1 and name != "<<"})
        mapping = cast("dict[object, Any]", loader.construct_document(node))
    finally:
        loader.dispose()
    return {str(key): value for key, value in mapping.items()}, twice
