"""Posts with front matter in each of its formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import tomlkit
import yaml

WRITERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "yaml": lambda metadata: (
        f"---\n{yaml.safe_dump(dict(metadata), allow_unicode=True, sort_keys=False)}---\n"
    ),
    "toml": lambda metadata: f"+++\n{tomlkit.dumps(metadata)}+++\n",
    "json": lambda metadata: f"{json.dumps(metadata, ensure_ascii=False, indent=2)}\n",
}


def written(metadata: Mapping[str, Any], form: str, body: str = "本文です。\n") -> str:
    """Return a post with this front matter in a format."""
    return WRITERS[form](metadata) + body
