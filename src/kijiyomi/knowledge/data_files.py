"""Reading the TOML files of knowledge into typed values."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

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
    return _converted(read_toml(path), kind, f"{path}")


def read_entries(path: str | Path, kind: type[T]) -> dict[str, T]:
    """Return the tables of a TOML file by name, each as a value of ``kind``.

    Raises:
        KnowledgeError: As :func:`read_data`.
    """
    return {name: _converted(table, kind, f"{path}: {name}") for name, table in read_toml(path).items()}


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
        raise KnowledgeError(f"{where}: {error}; mend this entry") from error
