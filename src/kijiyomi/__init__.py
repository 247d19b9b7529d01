"""kijiyomi (記事読み): Japanese article in, structured metadata out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kijiyomi.article import Article
from kijiyomi.errors import DependencyError, InputError, KijiyomiError, KnowledgeError, ModelError
from kijiyomi.records.analysis import Analysis, Category, Entity, Keyword, ReadingTime, Tag
from kijiyomi.records.facts import Fact, Mention

if TYPE_CHECKING:
    from kijiyomi.analyzer import Analyzer, analyze, load

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Analyzer",
    "Article",
    "Category",
    "DependencyError",
    "Entity",
    "Fact",
    "InputError",
    "Keyword",
    "KijiyomiError",
    "KnowledgeError",
    "Mention",
    "ModelError",
    "ReadingTime",
    "Tag",
    "__version__",
    "analyze",
    "load",
]

_LAZY = ("Analyzer", "analyze", "load")


def __getattr__(name: str) -> Any:
    """Import the pipeline when it is first asked for, so that the records alone stay cheap to import."""
    if name in _LAZY:
        from kijiyomi import analyzer

        return getattr(analyzer, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
