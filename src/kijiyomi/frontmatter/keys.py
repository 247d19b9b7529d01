"""Which key of front matter says what: one answer for whoever reads, judges or writes a field.

Site generators spell the fields differently; ``knowledge/front_matter_keys.toml`` lists their keys. The key
that a post has is the one that is read and written, so that no field ever stands there twice. A key with a
dot stands in a table: ``taxonomies.tags`` is ``tags`` in Zola's ``[taxonomies]``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, read_entries

Metadata: TypeAlias = Mapping[str, object]
FrontMatterValue: TypeAlias = int | str | list[Any]
Field = Literal["title", "date", "tags", "categories", "excerpt", "reading_time", "keywords", "subjects"]

T = TypeVar("T")

_SEPARATORS = re.compile(r"[,、，]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
# Posts are named 2025-06-03-title.md, 20250603_title.md or 2025/06/03/title.md.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.年]?)(\d\d?)(?:\2|月)(\d\d?)(?!\d)")
_NOTHING: tuple[object, ...] = (None, "", ())
# What YAML 1.1 reads as true or false, and YAML 1.2 as words.
_SWITCH_WORDS = frozenset({"yes", "no", "on", "off", "true", "false"})
# What an item of a list is called where it is a mapping: by Docusaurus, by what Qiita's API gives.
_NAMES_OF_ITEMS = ("label", "name")


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
    saying = (key for key in keys if read(key, value_of(metadata, key)) not in _NOTHING)
    empty = (key for key in keys if not _is_switch(value_of(metadata, key)))
    return next(saying, next(empty, None))


def value_of(metadata: Metadata, key: str) -> object:
    """Return the value of a key, ``None`` if there is no such key.

    >>> value_of({"taxonomies": {"tags": ["月"]}}, "taxonomies.tags")
    ['月']
    """
    table, _, name = key.rpartition(".")
    holder = value_of(metadata, table) if table else metadata
    return holder.get(name) if isinstance(holder, Mapping) else None


def with_changes(metadata: Metadata, changes: Mapping[str, object]) -> dict[str, Any]:
    """Return metadata with the values of some keys changed or added.

    >>> with_changes({"taxonomies": {"tags": ["月"]}}, {"taxonomies.tags": ["星"], "title": "題"})
    {'taxonomies': {'tags': ['星']}, 'title': '題'}
    """
    changed: dict[str, Any] = dict(metadata)
    for key, value in changes.items():
        table, _, rest = key.partition(".")
        if rest:
            held = changed.get(table)
            changed[table] = with_changes(held if isinstance(held, Mapping) else {}, {rest: value})
        else:
            changed[table] = value
    return changed


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
    return _labels_of(metadata, "tags", _tags)


def keywords_of(metadata: Metadata) -> tuple[str, ...]:
    """Return a post's own keywords, none twice."""
    return _labels_of(metadata, "keywords", _labels)


def subjects_of(metadata: Metadata) -> tuple[str, ...]:
    """Return a post's own subjects, none twice."""
    return _labels_of(metadata, "subjects", _labels)


def all_spellings() -> frozenset[str]:
    """Return the keys of all fields that stand in no table."""
    known = (key for generator in generators().values() for keys in generator.keys.values() for key in keys)
    return frozenset(key for key in known if "." not in key)


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
    exact = [key for key in _spellings(field) if _has_key(metadata, key)]
    folded = _case_insensitive_spellings(field)
    return exact + [key for key in metadata if key.lower() in folded and key not in exact]


def _has_key(metadata: Metadata, key: str) -> bool:
    table, _, name = key.rpartition(".")
    holder = value_of(metadata, table) if table else metadata
    return isinstance(holder, Mapping) and name in holder


def _is_switch(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value.lower() in _SWITCH_WORDS)


def _read(metadata: Metadata, field: Field, read: Callable[[str, object], T]) -> T | None:
    key = find_key(metadata, field)
    return None if key is None else read(key, value_of(metadata, key))


def _labels_of(
    metadata: Metadata, field: Field, read: Callable[[str, object], tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the labels of all keys of a field, as Jekyll reads them, none twice."""
    keys = _keys_in(metadata, field)
    return tuple(dict.fromkeys(label for key in keys for label in read(key, value_of(metadata, key))))


def _scalar_text(value: object) -> str:
    """Return a value as it is written in YAML, TOML and JSON."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(key: str, value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(_labels(key, value))
    return None if value is None else _scalar_text(value)


def _stripped(key: str, value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(key: str, value: object) -> str:
    return find_date(str(value))


def _minutes(key: str, value: object) -> float | None:
    if isinstance(value, Mapping):
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


def _tags(key: str, value: object) -> tuple[str, ...]:
    """Return tags without the number sign that they have in Obsidian's texts."""
    return tuple(filter(None, (tag.removeprefix("#").strip() for tag in _words_or_labels(key, value))))


def _labels(key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ()
    items = _SEPARATORS.split(value) if isinstance(value, str) else value
    return tuple(filter(None, (label.strip() for label in _flat(items))))


def _flat(value: object) -> Iterator[str]:
    """Yield the labels of a value; those of Hexo's categories stand in lists of lists."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in _NAMES_OF_ITEMS if name in value), None)
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield _scalar_text(value)


# What a value says of its field: None, "" or () if nothing.
_READERS: Mapping[Field, Callable[[str, object], object]] = {
    "title": _text,
    "date": _day,
    "tags": _tags,
    "categories": _words_or_labels,
    "excerpt": _stripped,
    "reading_time": _minutes,
    "keywords": _labels,
    "subjects": _labels,
}
