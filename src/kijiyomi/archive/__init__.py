"""Archives of articles: reading them, scoring them, writing the records."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kijiyomi.archive.readers import Archive, Columns, Unreadable, read_archive

if TYPE_CHECKING:
    from kijiyomi.archive.engines.process import Limits
    from kijiyomi.archive.pipeline import score_batches
    from kijiyomi.archive.scoring import Summary, score

__all__ = [
    "Archive",
    "Columns",
    "Limits",
    "Summary",
    "Unreadable",
    "read_archive",
    "score",
    "score_batches",
]
_LAZY = {
    "Limits": "kijiyomi.archive.engines.process",
    "Summary": "kijiyomi.archive.scoring",
    "score": "kijiyomi.archive.scoring",
    "score_batches": "kijiyomi.archive.pipeline",
}


def __getattr__(name: str) -> Any:
    """Import scoring, and with it the whole pipeline, only when it is asked for."""
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
