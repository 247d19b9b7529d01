"""Reading the TOML files of knowledge."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kijiyomi.errors import KnowledgeError

FOLDER = Path(__file__).parent


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
