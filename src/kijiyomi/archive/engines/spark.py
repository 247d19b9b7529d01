"""The same records from Apache Spark: on this machine, or on whatever cluster the session is connected to."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlparse

import pyarrow as pa

from kijiyomi.archive.analyzer_settings import AnalyzerSettings
from kijiyomi.archive.arrow_batches import ERROR, scored_schema
from kijiyomi.archive.batch_scoring import score_batches
from kijiyomi.archive.compression import compression_of
from kijiyomi.archive.failure import Failure
from kijiyomi.archive.json_rows import json_object
from kijiyomi.archive.output import Output
from kijiyomi.archive.readers import Archive
from kijiyomi.archive.sources import is_address
from kijiyomi.archive.summary import Summary
from kijiyomi.archive.table_rows import ColumnNames, NoArticle, missing_column, name_right_column
from kijiyomi.archive.writers import json_lines
from kijiyomi.errors import DependencyError, InputError
from kijiyomi.excerpt import MAX_EXCERPT
from kijiyomi.records.schema import record_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Batches = Iterable[pa.RecordBatch]

# Columns of what Spark reads: a line of a text file, and the file a row stands in.
_LINE, _FILE = "value", "_file"
_SHIPPED = "kijiyomi-shipped-"


def score_with_spark(
    archive: Archive,
    output: str | os.PathLike[str],
    *,
    model: str | os.PathLike[str] | None = "default",
    user_dictionary: str | os.PathLike[str] | None = None,
    labels: str | Iterable[str] = "default",
    excerpt_length: int = MAX_EXCERPT,
    spark: SparkSession | None = None,
) -> Summary:
    """Write one analysis record for each article of JSON Lines or Parquet files.

    JSON LinesかParquetの記事をSparkで解析し、記事ごとに1件の記録を書き出す。

    The records of a partition keep its order. kijiyomi must be installed where the executors run; the model
    and user dictionary are sent there once.

    Args:
        archive: What to read; the executors must reach its files under the same names.
        output: A folder that does not exist yet, named ``NAME.parquet/`` or ``NAME.jsonl/``.
        model: As in :func:`kijiyomi.load`.
        user_dictionary: As in :func:`kijiyomi.load`.
        labels: As in :func:`kijiyomi.load`.
        excerpt_length: As in :func:`kijiyomi.load`.
        spark: The session; when not given, that of ``spark-submit``, else a local one.

    Returns:
        What was done; its ``characters`` are those a reader reads.

    Raises:
        InputError: If the archive is of other formats, or the output exists or cannot be written.
        ModelError: If the model cannot be loaded.
        DependencyError: If pyspark is not installed.
    """
    target = _output_folder(output)
    settings = AnalyzerSettings.of(model, user_dictionary, labels, excerpt_length)
    settings.load()
    session = spark or _session()
    began = time.monotonic()
    scored = _scored(session, archive, _ship(session, settings)).persist(_on_disk())
    try:
        failures = [
            Failure(*row) for row in scored.where("error is not null").select("id", "path", ERROR).collect()
        ]
        _WRITE[target.format.name](scored.where("error is null").drop(ERROR), str(target.path))
        (counted,) = scored.selectExpr("count(characters)", "coalesce(sum(characters), 0)").collect()
    finally:
        scored.unpersist()
    return Summary(
        scored=counted[0],
        failures=len(failures),
        resumed=0,
        characters=counted[1],
        seconds=time.monotonic() - began,
        output=target.path,
        errors=target.write_errors(failures),
        first_failure=failures[0].reason if failures else "",
    )


def _output_folder(name: str | os.PathLike[str]) -> Output:
    target = Output.of(name)
    if not target.is_folder or target.format.name not in _WRITE or compression_of(target.path.name):
        raise InputError(f"{target.path}: Spark writes folders; name it NAME.parquet/ or NAME.jsonl/")
    if target.path.exists():
        raise InputError(f"{target.path}: is there already; remove it or give another name")
    return target


def _session() -> SparkSession:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise DependencyError("pyspark is not installed: pip install 'kijiyomi[spark]'") from error
    # Spark's own choice is whatever ``python3`` is first on the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session: SparkSession = SparkSession.builder.appName("kijiyomi").getOrCreate()
    return session


def _on_disk() -> Any:
    from pyspark import StorageLevel

    return StorageLevel.DISK_ONLY


def _ship(session: SparkSession, settings: AnalyzerSettings) -> AnalyzerSettings:
    """Send the user's files to the executors, and return the settings that find them there."""
    files = {"model": settings.model, "user_dictionary": settings.user_dictionary}
    own = {name: Path(path) for name, path in files.items() if path is not None and path != "default"}
    if not own:
        return settings
    # Executors fetch it whenever they start, so it stays as long as this process does.
    folder = Path(tempfile.mkdtemp(prefix=_SHIPPED))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, path in own.items():
        copy = folder / "files" / name
        if path.is_dir():
            shutil.copytree(path, copy)
        else:
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, copy)
    packed = shutil.make_archive(str(folder / "packed"), "zip", folder / "files")
    session.sparkContext.addArchive(f"{packed}#{folder.name}")
    return _relocated(settings, {name: f"{folder.name}/{name}" for name in own})


def _relocated(settings: AnalyzerSettings, paths: Mapping[str, str]) -> AnalyzerSettings:
    return replace(
        settings,
        model=paths.get("model", settings.model),
        user_dictionary=paths.get("user_dictionary", settings.user_dictionary),
    )


def _scored(session: SparkSession, archive: Archive, settings: AnalyzerSettings) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    formats = {form.name for _, form in archive.files}
    if len(formats) != 1 or not formats <= _READ.keys():
        raise InputError(
            f"{archive.source}: Spark reads JSON Lines or Parquet; score this with the local engine"
        )
    names = [name for name, _ in archive.files]
    has_lines = "jsonl" in formats
    rows = _READ[formats.pop()](session, names)
    paths = {_plain_path(name): name for name in names}
    scorer = _PartitionScorer(settings, archive.columns, paths, has_lines)
    wanted = scorer.wanted_columns(rows.columns, archive.source)
    articles = rows.selectExpr(*wanted, f"_metadata.file_path as {_FILE}")
    parallel = session.sparkContext.defaultParallelism
    if parallel > len(names) and any(map(compression_of, names)):
        # A compressed file cannot be read in parts, but its articles can be scored apart.
        articles = articles.repartition(4 * parallel)
    return articles.mapInArrow(scorer, from_arrow_schema(scored_schema()))


_READ: Mapping[str, Callable[[SparkSession, list[str]], DataFrame]] = {
    "jsonl": lambda session, names: session.read.text(names),
    "parquet": lambda session, names: session.read.parquet(*names),
}
"""How Spark reads the input formats it can; JSON Lines as lines of text."""


def _plain_path(name: str) -> str:
    """Return a file's path without the scheme and its slashes, which Spark writes in other ways."""
    has_scheme = is_address(name) or name.startswith("file:")
    parts = urlparse(name if has_scheme else Path(name).absolute().as_uri())
    return unquote(parts.netloc + parts.path)


@dataclass(frozen=True, slots=True)
class _PartitionScorer:
    """What an executor does with a partition.

    Attributes:
        settings: What it scores with.
        columns: Which column holds what.
        names: The files' names as the user gave them, by their plain paths.
        has_lines: Whether rows are lines of JSON.
    """

    settings: AnalyzerSettings
    columns: ColumnNames
    names: dict[str, str]
    has_lines: bool

    def wanted_columns(self, available: list[str], source: str) -> list[str]:
        """Return the columns to read.

        Raises:
            InputError: If there are no texts, or not the identifiers that were named.
        """
        if self.has_lines:
            return [_LINE]
        for use in self.columns.required:
            if (name := getattr(self.columns, use)) not in available:
                raise InputError(f"{source}: column {name!r} is missing; {name_right_column(available, use)}")
        return [f"`{name}`" for name in astuple(self.columns) if name in available]

    def __call__(self, batches: Batches) -> Iterator[pa.RecordBatch]:
        """Yield what becomes of the partition's articles."""
        articles = (self._articles(batch) for batch in batches)
        return score_batches(articles, _analyzer(self.settings), columns=self.columns)

    def _articles(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        files = batch.column(_FILE).to_pylist()
        paths = [self.names.get(_plain_path(file), file) for file in files]
        if not self.has_lines:
            kept = batch.drop_columns([_FILE])
            return kept.append_column("path", pa.array(paths, pa.string()))
        rows = [json_object(line) for line in batch.column(_LINE).to_pylist()]
        columns: dict[str, Any] = {
            name: pa.array([_text(row, name) for row in rows], pa.string()) for name in astuple(self.columns)
        }
        problems = [self._problem(row, path) for row, path in zip(rows, paths, strict=True)]
        columns |= {"path": pa.array(paths, pa.string()), ERROR: pa.array(problems, pa.string())}
        return pa.RecordBatch.from_pydict(columns)

    def _problem(self, row: Mapping[str, Any] | str, path: str) -> str | None:
        """Return why a line has no article; of one without text :func:`read_rows` says it."""
        if isinstance(row, str):
            return f"{path}: {row}"
        if missing_column(row, self.columns) != "id":
            return None
        return NoArticle("id", "is missing", tuple(row)).reason(path, self.columns)


def _text(row: Any, name: str) -> str | None:
    value = None if isinstance(row, str) else row.get(name)
    return None if value is None else str(value)


@lru_cache(maxsize=1)
def _analyzer(settings: AnalyzerSettings) -> Any:
    """Return the analyzer of this process, which Spark uses for one task after another."""
    from pyspark import SparkFiles

    files = {name: getattr(settings, name) for name in ("model", "user_dictionary")}
    here = {name: SparkFiles.get(path) for name, path in files.items() if path and path.startswith(_SHIPPED)}
    return _relocated(settings, here).load()


def _lines(batches: Batches) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        lines = json_lines(batch.cast(record_schema())).decode().splitlines()
        yield pa.RecordBatch.from_pydict({_LINE: pa.array(lines, pa.string())})


_WRITE: Mapping[str, Callable[[DataFrame, str], None]] = {
    "jsonl": lambda records, folder: records.mapInArrow(_lines, f"{_LINE} string").write.text(folder),
    "parquet": lambda records, folder: records.write.parquet(folder, compression="zstd"),
}
"""How Spark writes the output formats it can."""
