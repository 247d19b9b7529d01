"""Reading the TOML files of knowledge into typed values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from kijiyomi.errors import KnowledgeError

FOLDER = Path(__file__).parent
"""The folder of the data files, beside the modules that read them."""
NonEmpty = Annotated[str, msgspec.Meta(min_length=1)]
"""A text of one character or more."""

T = TypeVar("T")


def read_data(path: str | Path, kind: type[T]) -> T:
    """Return the content of a TOML file as a value of ``kind``.

    Args:
        path: The file.
        kind: A msgspec Struct with ``forbid_unknown_fields``, or a dict of them; any type
            that :func:`msgspec.convert` takes will do.

    Raises:
        KnowledgeError: If the file cannot be read as UTF-8 TOML, or holds what ``kind`` does not allow;
            the message names the file, the entry, what is wrong and what is allowed.
    """
    return convert_entry(read_toml(path), kind, str(path))


def read_entries(path: str | Path, kind: type[T], *, name_field: str = "") -> dict[str, T]:
    """Return the tables of a TOML file by name, each as a value of ``kind``.

    Args:
        path: The file.
        kind: A msgspec Struct.
        name_field: Field of ``kind`` that takes the table's name; no table may have it itself.

    Raises:
        KnowledgeError: As :func:`read_data`.
    """
    entries = {}
    for name, table in read_toml(path).items():
        where = f"{path}: {name}"
        if name_field and isinstance(table, dict):
            if name_field in table:
                reason = f"unknown field `{name_field}`; the entry's name is its {name_field}"
                raise KnowledgeError(f"{where}: {reason}")
            table[name_field] = name
        entries[name] = convert_entry(table, kind, where)
    return entries


def read_toml(path: str | Path) -> dict[str, Any]:
    """Return the content of a TOML file as it stands; :func:`read_data` checks it as well.

    Raises:
        KnowledgeError: If the file cannot be read as UTF-8 TOML.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as TOML ({error}); give a UTF-8 TOML file") from error
    return tables


def any_of(words: Iterable[str]) -> str:
    """Return the pattern that matches any of the words literally, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def compile_any(where: str, patterns: Iterable[str]) -> re.Pattern[str]:
    """Return the regular expression that matches what any of the patterns matches.

    Args:
        where: File and entry that hold the patterns, for the message.
        patterns: Regular expressions; the first that matches wins.

    Raises:
        KnowledgeError: If one is broken.
    """
    patterns = tuple(patterns)
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise KnowledgeError(f"{where}: {pattern!r} is no pattern ({error}); mend it") from error
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def check_known(table: str, names: Iterable[str], known: Container[str]) -> None:
    """Check that a table names only what is listed elsewhere in its file; call it in ``__post_init__``.

    Raises:
        ValueError: If it names anything else; :func:`read_data` makes it a KnowledgeError.
    """
    if unknown := sorted(name for name in names if name not in known):
        raise ValueError(f"[{table}] names what the file does not list: {', '.join(unknown)}")


def convert_entry(value: Any, kind: type[T], where: str) -> T:
    """Return what a file holds in one place as a value of ``kind``.

    Args:
        value: Content of the place.
        kind: A msgspec Struct or a dict of them.
        where: File and entry, for the message.

    Raises:
        KnowledgeError: If ``kind`` does not allow it; the message says what it allows.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        complaint = str(error)
        keys = _path(value, kind, complaint)
        entry = f"{where}: {'.'.join(map(str, keys))}" if keys else where
        reason = complaint.partition(" - at ")[0]
        raise KnowledgeError(f"{entry}: {reason}; mend this entry{_fields_at(kind, keys)}") from error


_STEP = re.compile(r"\.(?P<field>\w+)|\[(?P<index>\d+)\]|\[\.\.\.\]")


def _path(value: Any, kind: Any, complaint: str) -> list[str | int]:
    """Return the keys that lead to the entry a complaint of msgspec is about, which names none of a dict."""
    keys: list[str | int] = []
    node = value
    for step in _STEP.finditer(complaint.partition(" - at ")[2]):
        if step["field"]:
            key: str | int = step["field"]
        else:
            key = int(step["index"]) if step["index"] else _failing_key(value, kind, node, complaint)
        keys.append(key)
        node = node[key]
    return keys


def _failing_key(value: Any, kind: Any, table: dict[str, Any], complaint: str) -> str:
    """Return the key of ``table``, somewhere in ``value``, that the complaint is about."""
    entries = dict(table)
    for key in entries:
        table.clear()
        table[key] = entries[key]
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            if str(error) == complaint:
                return key
    raise AssertionError(f"no entry of {list(entries)} alone gives {complaint!r}")


def _fields_at(kind: Any, keys: Iterable[str | int]) -> str:
    """Return which fields an entry may have, if it is a Struct."""
    info: Any = msgspec.inspect.type_info(kind)
    for key in keys:
        info = next(inner for part in _members(info) if (inner := _inside(part, key)))
    structs = [part for part in _members(info) if isinstance(part, msgspec.inspect.StructType)]
    fields = [f"{field.encode_name}{_choices(field.type)}" for struct in structs for field in struct.fields]
    return f" (its fields: {', '.join(fields)})" if fields else _choices(info)


def _choices(info: Any) -> str:
    literals = [part for part in _members(info) if isinstance(part, msgspec.inspect.LiteralType)]
    words = [str(word) for literal in literals for word in literal.values]
    return f": {'|'.join(words)}" if words else ""


def _members(info: Any) -> tuple[Any, ...]:
    """Return the types of a union, or the one type there is."""
    return info.types if isinstance(info, msgspec.inspect.UnionType) else (info,)


def _inside(info: Any, key: str | int) -> Any:
    """Return the type of what stands under ``key`` in a value of a type, or ``None``."""
    if isinstance(info, msgspec.inspect.StructType):
        return next((field.type for field in info.fields if field.encode_name == key), None)
    if isinstance(info, msgspec.inspect.DictType):
        return info.value_type
    if isinstance(info, msgspec.inspect.TupleType) and isinstance(key, int):
        return info.item_types[key]
    return getattr(info, "item_type", None)
