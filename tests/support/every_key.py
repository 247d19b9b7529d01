"""Every key of every field, as the table of generators lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kijiyomi.frontmatter.keys import (
    Field,
    Metadata,
    categories_of,
    date_of,
    excerpt_of,
    generators,
    keywords_of,
    reading_time_of,
    subjects_of,
    tags_of,
    title_of,
    with_changes,
)

READ: Mapping[Field, Callable[[Metadata], Any]] = {
    "title": title_of,
    "date": date_of,
    "tags": tags_of,
    "categories": categories_of,
    "excerpt": excerpt_of,
    "reading_time": reading_time_of,
    "keywords": keywords_of,
    "subjects": subjects_of,
}
# A value of each field that no analysis gives.
SAMPLES: Mapping[Field, Any] = {
    "title": "月の題",
    "date": "2025-06-03",
    "tags": ["月", "星"],
    "categories": ["天文"],
    "excerpt": "月と星を見る。",
    "reading_time": 99,
    "keywords": ["月面", "星図"],
    "subjects": ["月の主題"],
}


def metadata_of(key: str, value: object) -> dict[str, Any]:
    """Return front matter with one key, which stands in tables where it has dots."""
    return with_changes({}, {key: value})


def _spellings(key: str, case_insensitive: bool) -> tuple[str, ...]:
    return (key, key.upper(), key[0].upper() + key[1:]) if case_insensitive else (key,)


EVERY_KEY: list[tuple[Field, str]] = sorted(
    {
        (field, spelling)
        for generator in generators().values()
        for field, keys in generator.keys.items()
        for key in keys
        for spelling in _spellings(key, generator.case_insensitive)
    }
)
