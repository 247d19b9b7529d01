"""Archives of articles: reading them, scoring them, writing the records.

From the outside in: ``sources`` finds and opens files, ``formats`` lists what they may be, ``readers`` yields
their articles (``table_rows``, ``decoded_lines``, ``encodings``, ``compression``); ``scoring`` runs over an
archive and ``engines`` spread the work; ``batch_scoring`` is what they all run; ``output``, ``shards``,
``writers``, ``flat_tables`` and ``atomic_file`` put the records on disk; ``score_cache`` keeps what did not
change.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kijiyomi.archive.batch_scoring import score_batches
    from kijiyomi.archive.engines.worker_process import Limits
    from kijiyomi.archive.failure import Failure
    from kijiyomi.archive.readers import Archive, read_archive
    from kijiyomi.archive.scoring import score
    from kijiyomi.archive.summary import Summary
    from kijiyomi.archive.table_rows import ColumnNames

__all__ = [
    "Archive",
    "ColumnNames",
    "Failure",
    "Limits",
    "Summary",
    "read_archive",
    "score",
    "score_batches",
]
_LAZY = {
    "Archive": "kijiyomi.archive.readers",
    "ColumnNames": "kijiyomi.archive.table_rows",
    "Failure": "kijiyomi.archive.failure",
    "Limits": "kijiyomi.archive.engines.worker_process",
    "Summary": "kijiyomi.archive.summary",
    "read_archive": "kijiyomi.archive.readers",
    "score": "kijiyomi.archive.scoring",
    "score_batches": "kijiyomi.archive.batch_scoring",
}


def __getattr__(name: str) -> Any:
    """Import readers and scoring only when asked for: a worker needs but a part of them."""
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
