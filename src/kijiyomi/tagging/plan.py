"""What shall be written into a post, decided from its front matter and its analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from kijiyomi.article import Article
from kijiyomi.errors import InputError
from kijiyomi.frontmatter.keys import FrontMatterValue, categories_of, tags_of
from kijiyomi.records.analysis import Analysis

TaggableField = Literal["reading_time", "tags", "categories", "excerpt", "keywords"]
Mode = Literal["fill", "add", "replace"]
TaggingPlan = Mapping[TaggableField, Mode]

FIELDS: tuple[TaggableField, ...] = get_args(TaggableField)
MODES: tuple[Mode, ...] = get_args(Mode)
DEFAULT_PLAN: TaggingPlan = {"reading_time": "fill", "tags": "fill", "categories": "fill", "excerpt": "fill"}

# The first of them that a post has is the one it uses; the first of all where it has none.
_KEYS: Mapping[TaggableField, tuple[str, ...]] = {
    "reading_time": ("reading_time",),
    "tags": ("tags", "topics", "tag"),
    "categories": ("categories", "category"),
    "excerpt": ("excerpt", "description", "summary"),
    "keywords": ("keywords",),
}
_LISTS = frozenset({"tags", "categories", "keywords"})
_EMPTY: tuple[object, ...] = (None, "", [])


def parse_plan(given: Iterable[str]) -> TaggingPlan:
    """Return the plan that ``FIELD=MODE`` arguments ask for; the default one for none.

    Raises:
        InputError: If one is none of the fields, modes or their sensible pairs.
    """
    plan: dict[TaggableField, Mode] = {}
    for argument in given:
        field, _, mode = argument.partition("=")
        if field not in FIELDS or mode not in MODES:
            raise InputError(
                f"{argument!r}: write FIELD=MODE; fields: {', '.join(FIELDS)}; modes: {', '.join(MODES)}"
            )
        if mode == "add" and field not in _LISTS:
            raise InputError(f"{argument!r}: {field} is no list; use fill or replace")
        plan[field] = mode
    return plan or DEFAULT_PLAN


def wanted_changes(
    metadata: Mapping[str, Any], analysis: Analysis, plan: TaggingPlan
) -> dict[str, FrontMatterValue]:
    """Return the keys to be written and their values, only those that differ from what is there."""
    changes: dict[str, FrontMatterValue] = {}
    if not analysis.characters:
        return changes
    for field, mode in plan.items():
        key = next((key for key in _KEYS[field] if key in metadata), _KEYS[field][0])
        there, found = metadata.get(key), _found(field, analysis)
        if found in _EMPTY or (mode == "fill" and there not in _EMPTY):
            continue
        value = _value(field, key, there, found, mode)
        if value != there:
            changes[key] = value
    return changes


def _found(field: TaggableField, analysis: Analysis) -> FrontMatterValue:
    if field == "reading_time":
        return analysis.reading_time.minutes
    if field == "excerpt":
        return analysis.excerpt
    if field == "keywords":
        return [keyword.text for keyword in analysis.keywords]
    if field == "categories":
        return [category.label for category in analysis.categories[:1]]
    return [tag.label for tag in analysis.tags]


def _value(
    field: TaggableField, key: str, there: Any, found: FrontMatterValue, mode: Mode
) -> FrontMatterValue:
    if not isinstance(found, list):
        return found
    if mode == "add":
        known = list(_labels(field, key, there))
        return known + [label for label in found if label not in known] if known else found
    # Where one category stands as a word, one stands as a word again.
    return found[0] if isinstance(there, str) and there and len(found) == 1 else found


def _labels(field: TaggableField, key: str, there: Any) -> tuple[str, ...]:
    if field == "keywords":
        return tuple(map(str, there)) if isinstance(there, list) else ()
    read = categories_of if field == "categories" else tags_of
    return read(Article("", metadata={key: there}))
