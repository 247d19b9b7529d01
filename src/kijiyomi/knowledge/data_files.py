"""Reading the TOML files of knowledge into typed values."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from kijiyomi.errors import KnowledgeError

FOLDER = Path(__file__).parent
T = TypeVar("T")


def read_data(path: str | Path, kind: type[T]) -> T:
    """Return the content of a TOML file as a value of ``kind``, a msgspec Struct or a dict of them.

    Raises:
        KnowledgeError: If the file cannot be read as UTF-8 TOML, or holds what ``kind`` does not allow;
            the message names the file and the entry.
    """
    return convert_entry(read_toml(path), kind, f"{path}")


def read_entries(path: str | Path, kind: type[T]) -> dict[str, T]:
    """Return the tables of a TOML file by name, each as a value of ``kind``.

    Raises:
        KnowledgeError: As :func:`read_data`.
    """
    return {name: convert_entry(table, kind, f"{path}: {name}") for name, table in read_toml(path).items()}


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
        raise KnowledgeError(f"{where}: {error}; mend this entry{_fields(kind)}") from error


def _fields(kind: Any) -> str:
    """Return what may stand in an entry of ``kind``, if it is a Struct."""
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return ""
    shown = [f"{field.encode_name}{_choices(field.type)}" for field in msgspec.structs.fields(kind)]
    return f" (its fields: {', '.join(shown)})"


def _choices(kind: Any) -> str:
    words = [
        word for part in (kind, *get_args(kind)) if get_origin(part) is Literal for word in get_args(part)
    ]
    return f": {'|'.join(words)}" if words else ""
