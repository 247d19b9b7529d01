"""What becomes of an article that cannot be read or analyzed."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass

from kijiyomi.article import Article


@dataclass(frozen=True, slots=True)
class Failure:
    """An article without a record.

    記録を作れなかった記事と、その理由。

    Attributes:
        id: Its identifier as far as known.
        path: The file it stands in.
        reason: What is wrong, where, and what to do about it.
    """

    id: str
    path: str
    reason: str


ArticleOrFailure = Article | Failure


def text_length(item: ArticleOrFailure) -> int:
    """Return the characters of an article's text; a failure has none."""
    return len(item.text) if isinstance(item, Article) else 0


def located(where: str, error: Exception) -> str:
    """Return what is wrong with a file or a row of it, and what to do about it.

    Args:
        where: The file, and the row if it is one.
        error: What was raised there.
    """
    return f"{error}" if str(error).startswith(where) else f"{where}: {error}{_remedy(error)}"


def _remedy(error: Exception) -> str:
    if isinstance(error, gzip.BadGzipFile):
        return "; it is not what its name says, rename it"
    is_cut = isinstance(error, EOFError | zlib.error) or "Truncated" in str(error)
    return "; the file is cut short, fetch it again" if is_cut else ""
