"""YAML mappings from strangers: nothing is executed, nothing explodes, nothing is lost silently.

A number, truth value or date is one only where it is written as Python writes it. ``no``, ``012``, ``1_000``,
``12:30`` and ``1.10`` stay the texts they are: as a title or tag they would not come back from the boolean
and the numbers that YAML 1.1 takes them for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import yaml

# Far above any post's front matter, far below what hurts.
MAX_DEPTH = 50
MAX_NODES = 20_000

_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"


class _Loader(_SafeLoader):  # type: ignore[valid-type, misc]  # the fast one where libyaml is there
    """Reads scalars as they are written."""


class YamlProblem(Exception):  # noqa: N818
    """What is wrong with a YAML text.

    Attributes:
        problem: One phrase.
        line: Line of the text, from 0.
        is_date: Whether it is a date that does not exist.
    """

    def __init__(self, problem: str, line: int, *, is_date: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.is_date = is_date


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
    return {_key(key): value for key, value in mapping.items()}, twice


def _key(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _construct_number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    construct: Callable[..., object] = _SafeLoader.yaml_constructors[node.tag]
    try:
        value = construct(loader, node)
    except ValueError:
        return node.value
    return value if str(value) == node.value else node.value


def _construct_date(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    try:
        date = loader.construct_yaml_timestamp(node)
    except (ValueError, OverflowError) as error:
        raise YamlProblem(f"{node.value}: {error}", node.start_mark.line, is_date=True) from error
    return date if str(date) == node.value else node.value


def _construct_truth(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    return {"true": True, "false": False}.get(node.value.lower(), node.value)


def _construct_text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    return node.value


for _kind, _construct in {
    "int": _construct_number,
    "float": _construct_number,
    "timestamp": _construct_date,
    "bool": _construct_truth,
    # A bare = and <<, which YAML 1.1 gives a meaning.
    "value": _construct_text,
    "merge": _construct_text,
}.items():
    _Loader.add_constructor(_TAG + _kind, _construct)
