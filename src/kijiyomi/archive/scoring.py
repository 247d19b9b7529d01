"""Score a whole archive on this machine: read, analyze in processes, write, and tell what went wrong."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, groupby
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from tqdm import tqdm

from kijiyomi.archive.analyzer_settings import AnalyzerSettings
from kijiyomi.archive.arrow_batches import Failure, article_batch
from kijiyomi.archive.engines.local import LocalEngine
from kijiyomi.archive.engines.worker_process import Limits, WorkerSettings
from kijiyomi.archive.flat_tables import write_tables
from kijiyomi.archive.items import Unreadable
from kijiyomi.archive.output import Output
from kijiyomi.archive.readers import Archive
from kijiyomi.archive.shards import Mark, Shards
from kijiyomi.archive.writers import RecordWriter
from kijiyomi.article import Article
from kijiyomi.batching import batches as cut
from kijiyomi.errors import InputError

Item = Article | Unreadable

SHARD_CHARACTERS = 4_000_000
"""Characters of a shard, about: what a killed run loses is a few seconds' work."""
_SHARD_BATCHES = 256


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes:
        scored: Articles with a record.
        failures: Articles without one.
        resumed: Articles of both kinds that an earlier, interrupted run had done.
        characters: Code points of the articles' texts.
        seconds: Wall-clock time.
        output: The file or folder of records.
        errors: The file that lists the failures; ``None`` when there are none.
        first_failure: Why the first of them failed; ``""`` when there are none.
    """

    scored: int
    failures: int
    resumed: int
    characters: int
    seconds: float
    output: Path
    errors: Path | None
    first_failure: str


def score(
    archive: Archive,
    output: str | os.PathLike[str],
    *,
    model: str | os.PathLike[str] | None = "default",
    user_dictionary: str | os.PathLike[str] | None = None,
    names: bool = False,
    workers: int = 1,
    limits: Limits | None = None,
    cache: str | os.PathLike[str] | None = None,
    tables: bool = False,
    strict: bool = False,
    progress: bool = False,
    shard_characters: int = SHARD_CHARACTERS,
) -> Summary:
    """Write one analysis record for each article, in the archive's order.

    The output appears under its name only when it is whole. Finished shards of a run that was interrupted
    are taken over when articles, options and models are the same; the result is that of an undisturbed run.
    An article that cannot be read or analyzed is listed in ``NAME.errors.jsonl`` beside the output (id,
    path, reason), also when it kills or hangs its process, and the others go on.

    Args:
        archive: What to read.
        output: A ``.jsonl``, ``.csv`` or ``.parquet`` file, the first two also ``.gz`` or ``.zst``; with a
            slash at its end a folder of such files.
        model: As in :func:`kijiyomi.load`.
        user_dictionary: As in :func:`kijiyomi.load`.
        names: As in :func:`kijiyomi.load`.
        workers: Processes to use beside this one, which reads and writes.
        limits: What a worker may use.
        cache: A file in which scored articles are kept; articles that did not change come from there.
        tables: Write ``NAME.entities.parquet`` and ``NAME.keywords.parquet`` too: one row each.
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
    target = Output.of(output)
    _check_apart(target.path, archive)
    if tables and target.form != "parquet":
        raise InputError(f"{target.path}: tables are written beside .parquet only; name the output so")
    began = time.monotonic()
    setup = AnalyzerSettings(path_name(model), path_name(user_dictionary), names)
    settings = WorkerSettings(setup, target.form, limits or Limits(), path_name(cache))
    with LocalEngine(settings, workers) as engine:
        about = {**engine.provenance, "shard_characters": str(shard_characters)}
        with target.shards(about) as shards, _bar(shown=progress) as bar:
            run = _Run(archive, engine, shards, _Options(target, strict, shard_characters), bar)
            marks = run()
            target.finish(shards, len(marks), engine.provenance)
    if tables:
        write_tables(target, engine.provenance)
    failures = list(chain.from_iterable(mark.failures for mark in marks))
    return Summary(
        scored=sum(mark.scored for mark in marks),
        failures=len(failures),
        resumed=run.resumed,
        characters=sum(mark.characters for mark in marks),
        seconds=time.monotonic() - began,
        output=target.path,
        errors=target.write_errors(failures),
        first_failure=failures[0].reason if failures else "",
    )


@dataclass(frozen=True, slots=True)
class _Options:
    target: Output
    strict: bool
    shard_characters: int


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
        self, archive: Archive, engine: LocalEngine, shards: Shards, options: _Options, bar: tqdm[Any]
    ) -> None:
        self._archive = archive
        self._engine = engine
        self._shards = shards
        self._options = options
        self._bar = bar
        self._marks: dict[int, Mark] = {}
        self._characters = 0
        self.resumed = 0

    def __call__(self) -> list[Mark]:
        """Return the marks of all shards, in order.

        Raises:
            InputError: See :func:`score`.
        """
        answers = self._engine.map(self._work())
        for shard, group in groupby(answers, key=lambda answer: answer[0]):
            scored, failures = 0, list[Failure]()
            with self._shards.writing(shard.number) as stream, self._writer(stream) as writer:
                for answer in chain.from_iterable(parts for _, parts in group):
                    if self._options.strict and answer.failures:
                        raise InputError(answer.failures[0].reason)
                    writer.write(answer.payload)
                    scored += answer.scored
                    failures += answer.failures
                    self._bar.update(answer.scored + len(answer.failures))
            mark = self._shards.mark(shard.number, shard.digest, scored, shard.characters, failures)
            self._finished(shard.number, mark)
        self._shards.trim(len(self._marks))
        return [self._marks[number] for number in sorted(self._marks)]

    def _writer(self, stream: IO[bytes]) -> closing[RecordWriter]:
        return closing(RecordWriter(stream, self._options.target.part_form, self._engine.provenance))

    def _work(self) -> Iterator[tuple[_Shard, pa.RecordBatch]]:
        """Yield what is still to be done."""
        seen = 0
        for shard in _shards(self._archive, self._options.shard_characters):
            seen += shard.articles
            self._bar.total = self._archive.expected(seen)
            done = self._shards.finished(shard.number, shard.digest)
            if done is None:
                # The batches go with their own copy of what is told of the shard, lest all stay in memory.
                about = replace(shard, batches=())
                yield from ((about, batch) for batch in shard.batches)
            elif self._options.strict and done.failures:
                raise InputError(done.failures[0].reason)
            else:
                self.resumed += done.articles
                self._bar.update(done.articles)
                self._finished(shard.number, done)

    def _finished(self, number: int, mark: Mark) -> None:
        self._marks[number] = mark
        self._characters += mark.characters
        rate = self._characters / max(self._bar.format_dict["elapsed"], 1e-9)
        self._bar.set_postfix_str(f"{rate:,.0f} characters/s", refresh=False)


def path_name(path: str | os.PathLike[str] | None) -> str | None:
    """Return a path as text, and nothing for none."""
    return None if path is None else os.fspath(path)


def _shards(archive: Archive, characters: int) -> Iterator[_Shard]:
    number, held = 0, _Held()
    for items in cut(archive.items(), _length):
        held.add(items)
        if held.characters >= characters or len(held.batches) == _SHARD_BATCHES:
            yield held.shard(number)
            number, held = number + 1, _Held()
    # An empty archive has one empty shard, so that its output is there.
    if held.batches or number == 0:
        yield held.shard(number)


class _Held:
    """Articles gathered to a shard."""

    def __init__(self) -> None:
        self.batches: list[pa.RecordBatch] = []
        self.characters = 0
        self._digest = sha256()

    def add(self, items: list[Item]) -> None:
        batch = article_batch(items)
        self.batches.append(batch)
        self.characters += sum(map(_length, items))
        for buffer in chain.from_iterable(column.buffers() for column in batch.columns):
            self._digest.update(buffer or b"")

    def shard(self, number: int) -> _Shard:
        whole = tuple(self.batches) or (article_batch([]),)
        return _Shard(number, self._digest.hexdigest(), self.characters, whole)


def _length(item: Item) -> int:
    return len(item.text) if isinstance(item, Article) else 0


def _bar(*, shown: bool) -> tqdm[Any]:
    # disable=None is tqdm's way to say: only on a terminal.
    return tqdm(unit=" articles", disable=None if shown else True, dynamic_ncols=True)


def _check_apart(output: Path, archive: Archive) -> None:
    if output.exists() and any(Path(name).exists() and output.samefile(name) for name, _ in archive.files):
        raise InputError(f"{output}: is itself part of the archive; give --output another name")
