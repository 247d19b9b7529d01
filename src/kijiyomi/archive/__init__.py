"""Archives of articles: reading them, scoring them, writing the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kijiyomi.archive.readers import Archive, Columns, Unreadable, read_archive

if TYPE_CHECKING:
    from kijiyomi.archive.scoring import Failure, Summary, score

__all__ = ["Archive", "Columns", "Failure", "Summary", "Unreadable", "read_archive", "score"]


def __getattr__(name: str) -> Any:
    """Import scoring, and with it the whole pipeline, only when it is asked for."""
    if name in ("Failure", "Summary", "score"):
        from kijiyomi.archive import scoring

        return getattr(scoring, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
