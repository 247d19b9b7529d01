"""From batches of articles to batches of records: what every engine runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from kijiyomi import batching
from kijiyomi.archive.arrow_batches import ERROR, read_rows, scored_batch
from kijiyomi.archive.failure import ArticleOrFailure, Failure, text_length
from kijiyomi.archive.table_rows import ColumnNames
from kijiyomi.article import Article

if TYPE_CHECKING:
    from kijiyomi.analyzer import Analyzer
    from kijiyomi.archive.score_cache import ScoreCache
    from kijiyomi.records.analysis import Analysis


def score_batches(
    batches: Iterable[pa.RecordBatch],
    analyzer: Analyzer | None = None,
    *,
    columns: ColumnNames | None = None,
    cache: ScoreCache | None = None,
) -> Iterator[pa.RecordBatch]:
    """Yield what the articles of Arrow batches say, one row an article, in order.

    Arrowのバッチにある記事を解析し、記事ごとに1行の結果を順に返す。

    An article that cannot be analyzed has a row too, whose ``error`` says why. Large batches come back in
    several smaller ones, so that memory stays small.

    Args:
        batches: Articles; a column of texts, and ``id``, ``title``, ``path`` if there are any.
        analyzer: What reads them; the default one when not given, loaded once and kept.
        columns: How the columns are called.
        cache: Where scored articles are kept and looked up.

    Yields:
        Batches of :func:`~kijiyomi.archive.arrow_batches.scored_schema`.

    Raises:
        InputError: If a batch has no column of texts.
    """
    from kijiyomi.analyzer import default_analyzer

    score = _Scorer(analyzer or default_analyzer(), cache)
    for batch in batches:
        for rows in batching.batches(read_rows(batch, columns or ColumnNames()), text_length):
            yield score(rows)


@dataclass(frozen=True, slots=True)
class _Scorer:
    analyzer: Analyzer
    cache: ScoreCache | None

    def __call__(self, rows: Sequence[ArticleOrFailure]) -> pa.RecordBatch:
        if self.cache is None:
            return scored_batch(self._outcomes(rows))
        keys = [self.cache.key(row) if isinstance(row, Article) else b"" for row in rows]
        known = self.cache.find([key for key in keys if key])
        new = [index for index, key in enumerate(keys) if key not in known]
        scored = scored_batch(self._outcomes([rows[index] for index in new]))
        fresh = {index: scored.slice(number, 1) for number, index in enumerate(new)}
        good = [index for index, row in fresh.items() if not row.column(ERROR)[0].is_valid]
        self.cache.keep((keys[index], fresh[index]) for index in good)
        return pa.concat_batches(
            [fresh[index] if index in fresh else known[key] for index, key in enumerate(keys)]
        )

    def _outcomes(self, rows: Sequence[ArticleOrFailure]) -> list[Analysis | Failure]:
        analyzed = _analyzed(self.analyzer.analyze_batch, [row for row in rows if isinstance(row, Article)])
        return [row if isinstance(row, Failure) else next(analyzed) for row in rows]


def _analyzed(
    analyze: Callable[[Sequence[Article]], list[Analysis]], articles: Sequence[Article]
) -> Iterator[Analysis | Failure]:
    """Yield what becomes of each article: together, or one by one when there is a bad one among them."""
    try:
        yield from analyze(articles)
    except Exception as error:
        if len(articles) == 1:
            (article,) = articles
            remedy = "; raise --memory-limit" if isinstance(error, MemoryError) else ""
            yield analysis_failure(article.id, article.path, f"{type(error).__name__}: {error}{remedy}")
            return
        for article in articles:
            yield from _analyzed(analyze, [article])


def analysis_failure(identifier: str, path: str, problem: str) -> Failure:
    """Return the failure of an article that could be read."""
    return Failure(identifier, path, f"{path or identifier}: cannot be analyzed: {problem}")
