"""What is to be written into a post, decided from its front matter and its analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.keys import (
    Field,
    FrontMatterValue,
    Metadata,
    categories_of,
    key_to_write,
    keywords_of,
    tags_of,
)
from kijiyomi.records.analysis import Analysis

Mode = Literal["fill", "add", "replace"]
TaggingPlan: TypeAlias = Mapping[Field, Mode]

MODES: tuple[Mode, ...] = get_args(Mode)
_MODES_OF_ONE_VALUE: tuple[Mode, ...] = ("fill", "replace")
_EMPTY: tuple[object, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class TaggableField:
    """A field that can be written into posts.

    Attributes:
        value: Takes its value from an analysis.
        labels: Reads the labels that a post has of it; ``None`` for a field of one value.
        default: Its mode when no field is asked for; ``None`` leaves it out then.
    """

    value: Callable[[Analysis], FrontMatterValue]
    labels: Callable[[Metadata], tuple[str, ...]] | None = None
    default: Mode | None = "fill"

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that make sense: only to a list something can be added."""
        return MODES if self.labels else _MODES_OF_ONE_VALUE


FIELDS: Mapping[Field, TaggableField] = {
    "reading_time": TaggableField(lambda analysis: analysis.reading_time.minutes),
    "tags": TaggableField(lambda analysis: [tag.label for tag in analysis.tags], tags_of),
    "categories": TaggableField(
        lambda analysis: [category.label for category in analysis.categories[:1]], categories_of
    ),
    "excerpt": TaggableField(lambda analysis: analysis.excerpt),
    "keywords": TaggableField(
        lambda analysis: [keyword.text for keyword in analysis.keywords], keywords_of, default=None
    ),
}
DEFAULT_PLAN: TaggingPlan = {name: field.default for name, field in FIELDS.items() if field.default}


def parse_plan(given: Iterable[str]) -> TaggingPlan:
    """Return the plan that ``FIELD=MODE`` arguments ask for; the default one for none.

    Raises:
        InputError: If one is none of the fields, modes or their sensible pairs.
    """
    plan: dict[Field, Mode] = {}
    for argument in given:
        written, _, mode = argument.partition("=")
        name = next((field for field in FIELDS if field == written), None)
        if name is None or mode not in MODES:
            raise InputError(
                f"{argument!r}: write FIELD=MODE; fields: {', '.join(FIELDS)}; modes: {', '.join(MODES)}"
            )
        modes = FIELDS[name].modes
        if mode not in modes:
            raise InputError(f"{argument!r}: {name} is no list; use {' or '.join(modes)}")
        plan[name] = mode
    return plan or DEFAULT_PLAN


def wanted_changes(metadata: Metadata, analysis: Analysis, plan: TaggingPlan) -> dict[str, FrontMatterValue]:
    """Return the keys to be written and their values, only those that differ from what the post has."""
    changes: dict[str, FrontMatterValue] = {}
    if not analysis.characters:
        return changes
    for name, mode in plan.items():
        field, key = FIELDS[name], key_to_write(metadata, name)
        current, found = metadata.get(key), field.value(analysis)
        if found in _EMPTY or (mode == "fill" and current not in _EMPTY):
            continue
        if mode == "add" and field.labels and isinstance(found, list):
            found = _added(field.labels(metadata), field.labels({key: current}), found)
        elif isinstance(current, str) and current and isinstance(found, list) and len(found) == 1:
            # Where one category stands as a word, one stands as a word again.
            found = found[0]
        if found != current:
            changes[key] = found
    return changes


def _added(known: tuple[str, ...], of_key: tuple[str, ...], found: list[str]) -> list[str]:
    """Return the labels of the key with those found added that no other key of the field has either."""
    return [*of_key, *(label for label in found if label not in known)]
