"""Score a whole archive on this machine: read, analyze in processes, write, and list what went wrong."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path

import pyarrow as pa

from kijiyomi import batching
from kijiyomi.archive.analyzer_settings import AnalyzerSettings
from kijiyomi.archive.arrow_batches import article_batch
from kijiyomi.archive.engines.local import LocalEngine
from kijiyomi.archive.engines.worker_process import BatchResult, Limits, WorkerSettings
from kijiyomi.archive.failure import ArticleOrFailure, Failure, text_length
from kijiyomi.archive.flat_tables import write_tables
from kijiyomi.archive.output import Output
from kijiyomi.archive.readers import Archive
from kijiyomi.archive.shards import ShardMark, Shards
from kijiyomi.archive.summary import Summary
from kijiyomi.article import Article
from kijiyomi.errors import InputError
from kijiyomi.excerpt import MAX_EXCERPT
from kijiyomi.hashing import sha256_of
from kijiyomi.progress import ArticleProgress

SHARD_CHARACTERS = 4_000_000
"""Characters of a shard, about: what a killed run loses is a few seconds' work."""
_SHARD_BATCHES = 256


def score(
    archive: Archive,
    output: str | os.PathLike[str],
    *,
    model: str | os.PathLike[str] | None = "default",
    user_dictionary: str | os.PathLike[str] | None = None,
    labels: str | Iterable[str] = "default",
    excerpt_length: int = MAX_EXCERPT,
    workers: int = 1,
    limits: Limits | None = None,
    cache: str | os.PathLike[str] | None = None,
    tables: bool = False,
    safe_csv: bool = False,
    strict: bool = False,
    progress: bool = False,
    shard_characters: int = SHARD_CHARACTERS,
) -> Summary:
    """Write one analysis record for each article, in the archive's order.

    アーカイブの記事ごとに1件の解析の記録を、アーカイブの順に書き出す。

    The output appears under its name only when it is whole. Finished shards of a run that was interrupted
    are kept when articles, options and models are the same; the result is that of an undisturbed run.
    An article that cannot be read or analyzed is listed in ``NAME.errors.jsonl`` beside the output (id,
    path, reason), also when it kills or hangs its process, and the others go on. When no article of an
    archive that is not empty has a record, nothing is written, and what stood there stays.

    Args:
        archive: What to read.
        output: A ``.jsonl``, ``.csv`` or ``.parquet`` file, the first two also ``.gz`` or ``.zst``; with a
            slash at its end a folder of such files.
        model: As in :func:`kijiyomi.load`.
        user_dictionary: As in :func:`kijiyomi.load`.
        labels: As in :func:`kijiyomi.load`.
        excerpt_length: As in :func:`kijiyomi.load`.
        workers: Processes to use beside this one, which reads and writes.
        limits: What a worker may use.
        cache: A file in which scored articles are kept; articles that did not change come from there.
        tables: Write ``NAME.entities.parquet`` and ``NAME.keywords.parquet`` too: one row each.
        safe_csv: Write an apostrophe before cells of a ``.csv`` that a spreadsheet would take for formulas.
        strict: Stop at the first failure and write nothing.
        progress: Show a progress bar on standard error when that is a terminal.
        shard_characters: Characters of texts that are finished together.

    Raises:
        InputError: If the output cannot be written or is a file of the archive, or, when ``strict``, at
            the first article that fails.
        ModelError: If the model cannot be loaded.
        ValueError: If ``workers`` or ``shard_characters`` is not positive.
    """
    if workers < 1 or shard_characters < 1:
        raise ValueError("workers and shard_characters must be positive")
    target = Output.of(output, safe_csv=safe_csv)
    _check_apart(target.path, archive)
    if tables and target.format.name != "parquet":
        raise InputError(f"{target.path}: tables are written beside .parquet only; name the output so")
    began = time.monotonic()
    items = archive.items()
    unreadable, first = _until_article(items)
    if strict and unreadable:
        raise InputError(unreadable[0].reason)
    if not first and (unreadable or archive.without_rows):
        return _nothing_done(unreadable, archive, target, began)
    analyzer = AnalyzerSettings.of(model, user_dictionary, labels, excerpt_length)
    cache_name = None if cache is None else os.fspath(cache)
    settings = WorkerSettings(analyzer, target.writer_name, limits or Limits(), cache_name)
    with LocalEngine(settings, workers) as engine:
        about = {**engine.provenance, "shard_characters": str(shard_characters), "writer": target.writer_name}
        with target.shards(about) as shards, ArticleProgress(shown=progress) as bar:
            target.remove_partial_files()
            run = _Run(archive, engine, target, shards, bar, strict=strict, shard_characters=shard_characters)
            marks = run(chain(unreadable, first, items))
            failures = list(chain.from_iterable(mark.failures for mark in marks))
            if failures and len(failures) == sum(mark.articles for mark in marks):
                target.discard(shards)
                return _nothing_done(failures, archive, target, began)
            target.finish(shards, len(marks), engine.provenance)
    if tables:
        write_tables(target, engine.provenance)
    return Summary(
        scored=sum(mark.scored for mark in marks),
        failures=len(failures),
        resumed=run.resumed,
        characters=sum(mark.characters for mark in marks),
        seconds=time.monotonic() - began,
        output=target.path,
        errors=target.write_errors(failures),
        first_failure=failures[0].reason if failures else "",
        without_rows=tuple(archive.without_rows),
    )


def _until_article(items: Iterator[ArticleOrFailure]) -> tuple[list[Failure], list[Article]]:
    """Take items up to the first article; return what could not be read before it, and the article."""
    unreadable: list[Failure] = []
    for item in items:
        if isinstance(item, Article):
            return unreadable, [item]
        unreadable.append(item)
    return unreadable, []


def _nothing_done(failures: Sequence[Failure], archive: Archive, output: Output, began: float) -> Summary:
    """Return the summary of a run without a record, which leaves an output of an earlier one as it is."""
    return Summary(
        scored=0,
        failures=len(failures),
        resumed=0,
        characters=0,
        seconds=time.monotonic() - began,
        output=output.path,
        errors=None if output.path.exists() else output.write_errors(failures),
        first_failure=failures[0].reason if failures else "",
        without_rows=tuple(archive.without_rows),
    )


@dataclass(frozen=True, slots=True)
class _Shard:
    number: int
    digest: str
    characters: int
    batches: tuple[pa.RecordBatch, ...]

    @property
    def articles(self) -> int:
        return sum(batch.num_rows for batch in self.batches)


class _Run:
    """One pass over an archive, shard by shard."""

    def __init__(
        self,
        archive: Archive,
        engine: LocalEngine,
        output: Output,
        shards: Shards,
        progress: ArticleProgress,
        *,
        strict: bool,
        shard_characters: int,
    ) -> None:
        self._archive = archive
        self._engine = engine
        self._output = output
        self._shards = shards
        self._progress = progress
        self._strict = strict
        self._shard_characters = shard_characters
        self._marks: dict[int, ShardMark] = {}
        self.resumed = 0

    def __call__(self, items: Iterable[ArticleOrFailure]) -> list[ShardMark]:
        """Return the marks of all shards, in order.

        Args:
            items: The archive's articles, and those that cannot be read.

        Raises:
            InputError: See :func:`score`.
        """
        for shard, group in groupby(self._engine.map(self._unfinished(items)), key=lambda pair: pair[0]):
            self._finished(shard, self._write(shard, chain.from_iterable(results for _, results in group)))
        self._shards.trim(len(self._marks))
        return [self._marks[number] for number in sorted(self._marks)]

    def _unfinished(self, items: Iterable[ArticleOrFailure]) -> Iterator[tuple[_Shard, pa.RecordBatch]]:
        """Yield the batches of shards that are still to be done."""
        seen = 0
        for shard in _shards(items, self._shard_characters):
            seen += shard.articles
            self._progress.expect(self._archive.expected(seen))
            mark = self._shards.finished(shard.number, shard.digest)
            if mark is None:
                # The batches go with a copy of the shard that is without them, lest all stay in memory.
                about = replace(shard, batches=())
                yield from ((about, batch) for batch in shard.batches)
            else:
                self._check_strictly(mark.failures)
                self.resumed += mark.articles
                self._progress.add_articles(mark.articles)
                self._finished(shard, mark)

    def _write(self, shard: _Shard, results: Iterable[BatchResult]) -> ShardMark:
        scored, failures = 0, list[Failure]()
        with (
            self._shards.writing(shard.number) as stream,
            closing(self._output.start_shard(stream, self._engine.provenance)) as file,
        ):
            for result in results:
                self._check_strictly(result.failures)
                file.write(result.records)
                scored += result.scored
                failures += result.failures
                self._progress.add_articles(result.scored + len(result.failures))
        return self._shards.mark(shard.number, shard.digest, scored, shard.characters, failures)

    def _check_strictly(self, failures: Sequence[Failure]) -> None:
        if self._strict and failures:
            raise InputError(failures[0].reason)

    def _finished(self, shard: _Shard, mark: ShardMark) -> None:
        self._marks[shard.number] = mark
        self._progress.add_characters(mark.characters)


def _shards(articles: Iterable[ArticleOrFailure], characters: int) -> Iterator[_Shard]:
    number, batches, length = 0, list[pa.RecordBatch](), 0
    full_size = min(characters, batching.MAX_CHARACTERS)
    for items in batching.batches(articles, text_length, full_size=full_size):
        batches.append(article_batch(items))
        length += sum(map(text_length, items))
        if length >= characters or len(batches) == _SHARD_BATCHES:
            yield _shard(number, batches, length)
            number, batches, length = number + 1, [], 0
    # An empty archive has one empty shard, so that its output is there.
    if batches or number == 0:
        yield _shard(number, batches or [article_batch([])], length)


def _shard(number: int, batches: list[pa.RecordBatch], characters: int) -> _Shard:
    columns = chain.from_iterable(batch.columns for batch in batches)
    buffers = chain.from_iterable(column.buffers() for column in columns)
    return _Shard(number, sha256_of(buffer or b"" for buffer in buffers), characters, tuple(batches))


def _check_apart(output: Path, archive: Archive) -> None:
    if output.exists() and any(Path(name).exists() and output.samefile(name) for name, _ in archive.files):
        raise InputError(f"{output}: is itself part of the archive; give --output another name")
