"""Archives of articles: reading them, scoring them, writing the records."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kijiyomi.archive.items import Columns, Unreadable

if TYPE_CHECKING:
    from kijiyomi.archive.engines.process import Limits
    from kijiyomi.archive.pipeline import score_batches
    from kijiyomi.archive.readers import Archive, read_archive
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
    "Archive": "kijiyomi.archive.readers",
    "Limits": "kijiyomi.archive.engines.process",
    "Summary": "kijiyomi.archive.scoring",
    "read_archive": "kijiyomi.archive.readers",
    "score": "kijiyomi.archive.scoring",
    "score_batches": "kijiyomi.archive.pipeline",
}


def __getattr__(name: str) -> Any:
    """Import readers and scoring only when asked for: a worker needs but a part of them."""
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
