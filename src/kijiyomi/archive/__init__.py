"""Archives of articles: reading them, scoring them, writing the records."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kijiyomi.archive.items import ColumnNames, Unreadable

if TYPE_CHECKING:
    from kijiyomi.archive.batch_scoring import score_batches
    from kijiyomi.archive.engines.worker_process import Limits
    from kijiyomi.archive.readers import Archive, read_archive
    from kijiyomi.archive.scoring import Summary, score

__all__ = [
    "Archive",
    "ColumnNames",
    "Limits",
    "Summary",
    "Unreadable",
    "read_archive",
    "score",
    "score_batches",
]
_LAZY = {
    "Archive": "kijiyomi.archive.readers",
    "Limits": "kijiyomi.archive.engines.worker_process",
    "Summary": "kijiyomi.archive.scoring",
    "read_archive": "kijiyomi.archive.readers",
    "score": "kijiyomi.archive.scoring",
    "score_batches": "kijiyomi.archive.batch_scoring",
}


def __getattr__(name: str) -> Any:
    """Import readers and scoring only when asked for: a worker needs but a part of them."""
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
