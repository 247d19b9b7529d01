"""The categories and tags an author gave an article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kijiyomi.article import Article

FrontMatterValue = int | str | list[str]

_CATEGORY_KEYS = ("categories", "category")
_TAG_KEYS = ("tags", "tag", "topics")
_SINGULAR = frozenset({"category", "tag"})
_SEPARATORS = re.compile(r"[,、，]")


def categories_of(article: Article) -> tuple[str, ...]:
    """Return the article's own categories, the first the main one, none twice."""
    return _labels(article, _CATEGORY_KEYS)


def tags_of(article: Article) -> tuple[str, ...]:
    """Return the article's own tags, none twice; Zenn calls them topics."""
    return _labels(article, _TAG_KEYS)


def _labels(article: Article, keys: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for key in keys:
        found += _values(article.metadata.get(key), singular=key in _SINGULAR)
    return tuple(dict.fromkeys(filter(None, map(str.strip, found))))


def _values(value: object, *, singular: bool) -> list[str]:
    """Return the labels in a front matter value; Jekyll splits a plural key's string at white space."""
    if value is None or isinstance(value, bool):
        return []
    if isinstance(value, str):
        if _SEPARATORS.search(value):
            return _SEPARATORS.split(value)
        return [value] if singular else value.split()
    if isinstance(value, Iterable):
        return [str(item) for item in value if item is not None]
    return [str(value)]
