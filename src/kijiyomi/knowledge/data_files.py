"""Reading the TOML files of knowledge into typed values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from kijiyomi.errors import KnowledgeError

FOLDER = Path(__file__).parent
NonEmpty = Annotated[str, msgspec.Meta(min_length=1)]
T = TypeVar("T")


def read_data(path: str | Path, kind: type[T]) -> T:
    """Return the content of a TOML file as a value of ``kind``, a msgspec Struct or a dict of them.

    Raises:
        KnowledgeError: If the file cannot be read as UTF-8 TOML, or holds what ``kind`` does not allow;
            the message names the file and the entry.
    """
    return _converted(read_toml(path), kind, f"{path}")


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
                raise KnowledgeError(
                    f"{where}: unknown field `{name_field}`; the entry's name is its {name_field}"
                )
            table[name_field] = name
        entries[name] = _converted(table, kind, where)
    return entries


def read_toml(path: str | Path) -> dict[str, Any]:
    """Return the tables of a TOML file.

    Raises:
        KnowledgeError: If the file cannot be read as UTF-8 TOML.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as TOML ({error}); give a UTF-8 TOML file") from error
    return tables


def _converted(value: Any, kind: type[T], where: str) -> T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{where}: {error}; mend this entry{_fields(kind)}") from error


def _fields(kind: Any) -> str:
    """Return what may stand in an entry of ``kind``, if it is a Struct."""
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return ""
    fields = msgspec.structs.fields(kind)
    return f" (its fields: {', '.join(field.encode_name for field in fields)})"


def any_of(words: Collection[str]) -> str:
    """Return the pattern that matches any of the words literally, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def compile_any(where: str, patterns: Collection[str]) -> re.Pattern[str]:
    """Return the regular expression that matches what any of the patterns matches.

    Args:
        where: File and entry that hold the patterns, for the message.
        patterns: Regular expressions; the first that matches wins.

    Raises:
        KnowledgeError: If one is broken.
    """
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise KnowledgeError(f"{where}: {pattern!r} is no pattern ({error}); mend it") from error
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
