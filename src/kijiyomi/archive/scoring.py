"""Score a whole archive: read, analyze in worker processes, write, and tell what went wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from kijiyomi.analysis import Analysis
from kijiyomi.analyzer import Analyzer, load
from kijiyomi.archive.engines.local import Crash, map_batches
from kijiyomi.archive.readers import Archive, Unreadable
from kijiyomi.archive.writers import AtomicFile, OutputFormat, RecordWriter, encode_records, output_format
from kijiyomi.article import Article
from kijiyomi.batches import batches
from kijiyomi.errors import InputError

Item = Article | Unreadable


@dataclass(frozen=True, slots=True)
class Failure:
    """An article without a record.

    Attributes:
        id: Its identifier as far as known.
        path: The file it stands in.
        reason: What is wrong and where.
    """

    id: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes:
        scored: Articles with a record.
        failures: Articles without one.
        characters: Code points of the scored articles' texts.
        seconds: Wall-clock time.
        output: The file of records.
        errors: The file that lists the failures; ``None`` when there are none.
        first_failure: Why the first of them failed; ``""`` when there are none.
    """

    scored: int
    failures: int
    characters: int
    seconds: float
    output: Path
    errors: Path | None
    first_failure: str


@dataclass(frozen=True, slots=True)
class _Scored:
    encoded: Any
    records: int
    characters: int
    failures: tuple[Failure, ...]


def score(
    archive: Archive,
    output: str | Path,
    *,
    model: str | Path | None = "default",
    user_dictionary: str | Path | None = None,
    names: bool = False,
    workers: int = 1,
    strict: bool = False,
    progress: bool = False,
) -> Summary:
    """Write one analysis record for each article, in the archive's order.

    The output appears under its name only when it is whole. An article that cannot be read or analyzed
    is listed in ``NAME.errors.jsonl`` beside the output (id, path, reason) and the others go on.

    Args:
        archive: What to read.
        output: A ``.jsonl``, ``.csv`` or ``.parquet`` file; the first two also ``.gz`` or ``.zst``.
        model: As in :func:`kijiyomi.load`.
        user_dictionary: As in :func:`kijiyomi.load`.
        names: As in :func:`kijiyomi.load`.
        workers: Processes to use; 1 stays in this process.
        strict: Stop at the first failure and write nothing.
        progress: Show a progress bar on standard error when that is a terminal.

    Raises:
        InputError: If the output cannot be written or is a file of the archive, or, when ``strict``, at
            the first article that fails.
        ModelError: If the model cannot be loaded.
    """
    path = Path(output)
    form = output_format(path)
    _check_apart(path, archive)
    make = partial(_Scorer, partial(load, model, user_dictionary=user_dictionary, names=names), form)
    # Loading here first gives a broken model or dictionary its own message instead of a dead worker.
    scorer = make()
    began = time.monotonic()
    failures: list[Failure] = []
    scored = characters = 0
    with AtomicFile(path) as stream, _bar(archive.size, shown=progress) as bar:
        writer = RecordWriter(stream, form, scorer.provenance)
        for done in _outcomes(scorer, make, batches(archive.items(), _length), workers):
            if strict and done.failures:
                raise InputError(done.failures[0].reason)
            writer.write(done.encoded)
            failures += done.failures
            scored += done.records
            characters += done.characters
            bar.set_postfix_str(f"{characters / (time.monotonic() - began):,.0f} characters/s", refresh=False)
            bar.update(done.records + len(done.failures))
        writer.close()
    errors = _write_failures(path, failures)
    first = failures[0].reason if failures else ""
    return Summary(scored, len(failures), characters, time.monotonic() - began, path, errors, first)


class _Scorer:
    """An analyzer with its output format; scores batches."""

    def __init__(self, make: Callable[[], Analyzer], form: OutputFormat) -> None:
        self.analyzer = make()
        self.form = form

    @property
    def provenance(self) -> dict[str, str]:
        from kijiyomi import __version__

        loaded = self.analyzer.model
        return {"version": __version__, "model": loaded.fingerprint if loaded else "none"}

    def __call__(self, batch: Sequence[Item]) -> _Scored:
        records, failures, characters = [], [], 0
        analyzed = self._analyzed([item for item in batch if isinstance(item, Article)])
        for item in batch:
            if isinstance(item, Unreadable):
                failures.append(Failure(item.id, item.path, item.reason))
                continue
            outcome = next(analyzed)
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                records.append(outcome.to_dict())
                characters += len(outcome.text)
        return _Scored(encode_records(records, self.form), len(records), characters, tuple(failures))

    def _analyzed(self, articles: Sequence[Article]) -> Iterator[Analysis | Failure]:
        """Yield what becomes of each article: together, or one by one when there is a bad one among them."""
        try:
            yield from self.analyzer.analyze_batch(articles)
        except Exception as error:
            if len(articles) == 1:
                yield _failure(articles[0], f"{type(error).__name__}: {error}")
                return
            for article in articles:
                yield from self._analyzed([article])


def _failure(article: Article, problem: str) -> Failure:
    return Failure(article.id, article.path, f"{article.path or article.id}: cannot be analyzed: {problem}")


def _outcomes(
    scorer: _Scorer, make: partial[_Scorer], batches: Iterable[Sequence[Item]], workers: int
) -> Iterator[_Scored]:
    if workers == 1:
        yield from map(scorer, batches)
        return
    for outcome in map_batches(make, batches, workers=workers):
        if isinstance(outcome, Crash):
            yield _crashed(outcome.item, scorer.form)
        else:
            yield outcome


def _crashed(item: Item, form: OutputFormat) -> _Scored:
    if isinstance(item, Unreadable):
        raise AssertionError("nothing is analyzed of an article that could not be read")
    return _Scored(encode_records([], form), 0, 0, (_failure(item, "its worker process died"),))


def _length(item: Item) -> int:
    return len(item.text) if isinstance(item, Article) else 0


def _bar(total: int | None, *, shown: bool) -> tqdm[Any]:
    # disable=None is tqdm's way to say: only on a terminal.
    return tqdm(total=total, unit=" articles", disable=None if shown else True, dynamic_ncols=True)


def _check_apart(output: Path, archive: Archive) -> None:
    if output.exists() and any(Path(name).exists() and output.samefile(name) for name, _ in archive.files):
        raise InputError(f"{output}: is itself part of the archive; give --output another name")


def _write_failures(output: Path, failures: Sequence[Failure]) -> Path | None:
    """Write the table of failures, or take away the one of an earlier run."""
    compressed = output.suffix in (".gz", ".zst")
    stem = Path(output.stem).stem if compressed else output.stem
    path = output.with_name(f"{stem}.errors.jsonl")
    if not failures:
        path.unlink(missing_ok=True)
        return None
    lines = (
        json.dumps({"id": f.id, "path": f.path, "reason": f.reason}, ensure_ascii=False) for f in failures
    )
    with AtomicFile(path) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    return path
