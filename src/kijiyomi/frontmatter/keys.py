"""Which key of front matter says what: one answer for whoever reads, judges or writes a field.

Site generators spell the fields differently; ``knowledge/front_matter_keys.toml`` lists their keys. The key
that a post has is the one that is read and written, so that no field ever stands there twice.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Literal, TypeAlias, TypeVar

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, read_entries

Metadata: TypeAlias = Mapping[str, object]
FrontMatterValue: TypeAlias = int | str | list[str]
Field = Literal["title", "date", "tags", "categories", "excerpt", "reading_time", "keywords"]

T = TypeVar("T")

_SEPARATORS = re.compile(r"[,、，]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Posts are named 2025-06-03-title.md, 20250603_title.md or 2025/06/03/title.md.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.年]?)(\d\d?)(?:\2|月)(\d\d?)(?!\d)")
_NOTHING: tuple[object, ...] = (None, "", ())


class Generator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one site generator calls the fields.

    Attributes:
        keys: Its keys of each field, the one it writes itself first.
        case_insensitive: Whether ``Title`` and ``title`` are one key to it.
        signs: Keys that together only its posts have.
    """

    keys: dict[Field, tuple[str, ...]]
    case_insensitive: bool = False
    signs: tuple[str, ...] = ()


def find_key(metadata: Metadata, field: Field) -> str | None:
    """Return the key under which a post says a field, or its first empty one; ``None`` if it has no such key.

    ``published: true`` is no date and ``read_time: true`` no time: what only switches something is no key.

    >>> find_key({"excerpt": "", "description": "月を見る"}, "excerpt")
    'description'
    """
    keys, read = _keys_in(metadata, field), _READERS[field]
    saying = (key for key in keys if read(key, metadata[key]) not in _NOTHING)
    empty = (key for key in keys if not isinstance(metadata[key], bool))
    return next(saying, next(empty, None))


def key_to_write(metadata: Metadata, field: Field) -> str:
    """Return the key to write a field under: the post's own, else its generator's, else the usual one.

    >>> key_to_write({"readingTime": 8}, "reading_time")
    'readingTime'
    >>> key_to_write({"emoji": "🌕", "type": "tech"}, "tags")
    'topics'
    """
    if (own := find_key(metadata, field)) is not None:
        return own
    of_generators = (
        generator.keys[field][0]
        for generator in generators().values()
        if generator.signs and field in generator.keys and metadata.keys() >= set(generator.signs)
    )
    return next(of_generators, _spellings(field)[0])


def title_of(metadata: Metadata) -> str | None:
    """Return a post's title, ``None`` if it has none."""
    return _read(metadata, "title", _text)


def date_of(metadata: Metadata) -> str:
    """Return a post's day as ``YYYY-MM-DD``, as it is written if it names no day, or ``""``."""
    written = _read(metadata, "date", _text) or ""
    return find_date(written) or written


def excerpt_of(metadata: Metadata) -> str:
    """Return what a post says it is about, or ``""``."""
    return _read(metadata, "excerpt", _stripped) or ""


def reading_time_of(metadata: Metadata) -> float | None:
    """Return the minutes that a post says it takes: 8, "8", "8分", "8 min read", {"minutes": 8}."""
    return _read(metadata, "reading_time", _minutes)


def categories_of(metadata: Metadata) -> tuple[str, ...]:
    """Return a post's own categories, the first the main one, none twice."""
    return _labels_of(metadata, "categories", _words_or_labels)


def tags_of(metadata: Metadata) -> tuple[str, ...]:
    """Return a post's own tags, none twice."""
    return _labels_of(metadata, "tags", _words_or_labels)


def keywords_of(metadata: Metadata) -> tuple[str, ...]:
    """Return a post's own keywords, none twice."""
    return _labels_of(metadata, "keywords", _labels)


def find_date(text: str) -> str:
    """Return the first date in a text as ``YYYY-MM-DD``, or ``""``.

    >>> find_date("_posts/2025-06-03-ai-factory.md"), find_date("20250603.md"), find_date("2025-13-40")
    ('2025-06-03', '2025-06-03', '')
    """
    for year, separator, month, date in _DATE.findall(text):
        if separator or len(month) == len(date) == 2:
            try:
                return datetime.date(int(year), int(month), int(date)).isoformat()
            except ValueError:
                continue
    return ""


@cache
def generators() -> Mapping[str, Generator]:
    """Return the generators whose keys are known, by name."""
    return read_entries(FOLDER / "front_matter_keys.toml", Generator)


@cache
def _spellings(field: Field) -> tuple[str, ...]:
    """Return every generator's keys of a field, in the order in which they count."""
    return tuple(dict.fromkeys(key for known in generators().values() for key in known.keys.get(field, ())))


@cache
def _case_insensitive_spellings(field: Field) -> frozenset[str]:
    known = (generator for generator in generators().values() if generator.case_insensitive)
    return frozenset(key.lower() for generator in known for key in generator.keys.get(field, ()))


def _keys_in(metadata: Metadata, field: Field) -> list[str]:
    """Return the keys of a field that a post has, in the order in which they count."""
    exact = [key for key in _spellings(field) if key in metadata]
    folded = _case_insensitive_spellings(field)
    return exact + [key for key in metadata if key.lower() in folded and key not in exact]


def _read(metadata: Metadata, field: Field, read: Callable[[str, object], T]) -> T | None:
    key = find_key(metadata, field)
    return None if key is None else read(key, metadata[key])


def _labels_of(
    metadata: Metadata, field: Field, read: Callable[[str, object], tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the labels of all keys of a field, as Jekyll reads them, none twice."""
    found = (label for key in _keys_in(metadata, field) for label in read(key, metadata[key]))
    return tuple(dict.fromkeys(found))


def _text(key: str, value: object) -> str | None:
    return None if value is None else str(value)


def _stripped(key: str, value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(key: str, value: object) -> str:
    return find_date(str(value))


def _minutes(key: str, value: object) -> float | None:
    if isinstance(value, dict):
        value = value.get("minutes")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and (number := _NUMBER.search(value)):
        return float(number[0])
    return None


def _words_or_labels(key: str, value: object) -> tuple[str, ...]:
    """Return labels; Jekyll takes a plural key's string without separators for words."""
    words = isinstance(value, str) and key.lower().endswith("s") and not _SEPARATORS.search(value)
    return _labels(key, str(value).split() if words else value)


def _labels(key: str, value: object) -> tuple[str, ...]:
    if value is None or isinstance(value, bool):
        return ()
    items: Iterable[object]
    if isinstance(value, str):
        items = _SEPARATORS.split(value)
    else:
        items = value if isinstance(value, Iterable) else (value,)
    return tuple(filter(None, (str(item).strip() for item in items if item is not None)))


# What a value says of its field: None, "" or () if nothing.
_READERS: Mapping[Field, Callable[[str, object], object]] = {
    "title": _text,
    "date": _day,
    "tags": _words_or_labels,
    "categories": _words_or_labels,
    "excerpt": _stripped,
    "reading_time": _minutes,
    "keywords": _labels,
}
