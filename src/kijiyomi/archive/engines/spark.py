"""The same records from Apache Spark: on this machine, or on whatever cluster the session is connected to."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlparse

import pyarrow as pa

from kijiyomi.archive.analyzer_settings import AnalyzerSettings
from kijiyomi.archive.arrow_batches import ERROR, Failure, scored_schema
from kijiyomi.archive.batch_scoring import score_batches
from kijiyomi.archive.items import ColumnNames
from kijiyomi.archive.output import Output
from kijiyomi.archive.readers import Archive, json_object
from kijiyomi.archive.scoring import Summary, path_name
from kijiyomi.archive.writers import json_lines
from kijiyomi.errors import DependencyError, InputError
from kijiyomi.records.schema import record_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Batches = Iterable[pa.RecordBatch]

_SHIPPED = "kijiyomi-shipped-"


def score_with_spark(
    archive: Archive,
    output: str | os.PathLike[str],
    *,
    model: str | os.PathLike[str] | None = "default",
    user_dictionary: str | os.PathLike[str] | None = None,
    names: bool = False,
    spark: SparkSession | None = None,
) -> Summary:
    """Write one analysis record for each article of JSON Lines or Parquet files.

    The records of a partition keep its order. kijiyomi must be installed where the executors run; the model
    and user dictionary are sent there once.

    Args:
        archive: What to read; the executors must reach its files under the same names.
        output: A folder that does not exist yet, named ``NAME.parquet/`` or ``NAME.jsonl/``.
        model: As in :func:`kijiyomi.load`.
        user_dictionary: As in :func:`kijiyomi.load`.
        names: As in :func:`kijiyomi.load`.
        spark: The session; that of the surroundings (``spark-submit``), else a local one, when not given.

    Returns:
        What was done; its ``characters`` are those a reader reads.

    Raises:
        InputError: If the archive is of other formats, or the output exists or cannot be written.
        ModelError: If the model cannot be loaded.
        DependencyError: If pyspark is not installed.
    """
    target = _target(output)
    setup = AnalyzerSettings(path_name(model), path_name(user_dictionary), names)
    setup.load()
    session = spark or _session()
    began = time.monotonic()
    scored = _scored(session, archive, _ship(session, setup)).persist(_on_disk())
    try:
        failures = [
            Failure(*row) for row in scored.where("error is not null").select("id", "path", ERROR).collect()
        ]
        _write(scored.where("error is null").drop(ERROR), target)
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


def _target(output: str | os.PathLike[str]) -> Output:
    target = Output.of(output)
    if not target.is_folder or target.form == "csv" or target.path.suffix not in (".parquet", ".jsonl"):
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


def _ship(session: SparkSession, setup: AnalyzerSettings) -> AnalyzerSettings:
    """Send what stands in files of the user's to the executors, and return the setup that finds it there."""
    files = {"model": setup.model, "user_dictionary": setup.user_dictionary}
    own = {name: Path(path) for name, path in files.items() if path is not None and path != "default"}
    if not own:
        return setup
    # Executors fetch it whenever they start, so it stays as long as this process does.
    folder = Path(tempfile.mkdtemp(prefix=_SHIPPED))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, path in own.items():
        place = folder / "files" / name
        if path.is_dir():
            shutil.copytree(path, place)
        else:
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, place)
    packed = shutil.make_archive(str(folder / "packed"), "zip", folder / "files")
    session.sparkContext.addArchive(f"{packed}#{folder.name}")
    return _relocated(setup, {name: f"{folder.name}/{name}" for name in own})


def _relocated(setup: AnalyzerSettings, places: Mapping[str, str]) -> AnalyzerSettings:
    return replace(
        setup,
        model=places.get("model", setup.model),
        user_dictionary=places.get("user_dictionary", setup.user_dictionary),
    )


def _scored(session: SparkSession, archive: Archive, setup: AnalyzerSettings) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    forms = {form for _, form in archive.files}
    if len(forms) != 1 or not forms <= {"jsonl", "parquet"}:
        raise InputError(
            f"{archive.source}: Spark reads JSON Lines or Parquet; score this with the local engine"
        )
    names = [name for name, _ in archive.files]
    is_text = forms == {"jsonl"}
    rows = session.read.text(names) if is_text else session.read.parquet(*names)
    work = _Work(setup, archive.columns, {_place(name): name for name in names}, is_text)
    wanted = work.wanted(rows.columns, archive.source)
    with_places = rows.selectExpr(*wanted, "_metadata.file_path as _place")
    if with_places.sparkSession.sparkContext.defaultParallelism > len(names) and _packed(names):
        # A packed file cannot be read in parts, but its articles can be scored apart.
        with_places = with_places.repartition(4 * session.sparkContext.defaultParallelism)
    return with_places.mapInArrow(work, from_arrow_schema(scored_schema()))


def _packed(names: Iterable[str]) -> bool:
    return any(name.endswith((".gz", ".zst")) for name in names)


def _place(name: str) -> str:
    """Return a file's place as Spark tells it, without the scheme and its slashes."""
    is_address = "://" in name or name.startswith("file:")
    parts = urlparse(name if is_address else Path(name).absolute().as_uri())
    return unquote(parts.netloc + parts.path)


@dataclass(frozen=True, slots=True)
class _Work:
    """What an executor does with a partition."""

    setup: AnalyzerSettings
    columns: ColumnNames
    names: dict[str, str]
    is_text: bool

    def wanted(self, there: list[str], source: str) -> list[str]:
        """Return the columns to read.

        Raises:
            InputError: If there are no texts.
        """
        if self.is_text:
            return ["value"]
        if self.columns.text not in there:
            raise InputError(
                f"{source}: there is no column {self.columns.text!r}; name the right one with --text-column; "
                f"there are {', '.join(map(repr, there))}"
            )
        asked = (self.columns.id, self.columns.title, self.columns.text)
        return [f"`{name}`" for name in asked if name in there]

    def __call__(self, batches: Batches) -> Iterator[pa.RecordBatch]:
        """Yield what becomes of the partition's articles."""
        given = (self._articles(batch) for batch in batches)
        return score_batches(given, _analyzer(self.setup), columns=self.columns)

    def _articles(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        paths = [self.names.get(_place(place), place) for place in batch.column("_place").to_pylist()]
        if not self.is_text:
            kept = batch.drop_columns(["_place"])
            return kept.append_column("path", pa.array(paths, pa.string()))
        rows = [json_object(line) for line in batch.column("value").to_pylist()]
        asked = (self.columns.id, self.columns.title, self.columns.text)
        columns: dict[str, Any] = {
            name: pa.array([_text(row, name) for row in rows], pa.string()) for name in asked
        }
        problems = [
            f"{path}: {row}" if isinstance(row, str) else None for row, path in zip(rows, paths, strict=True)
        ]
        columns |= {"path": pa.array(paths, pa.string()), ERROR: pa.array(problems, pa.string())}
        return pa.RecordBatch.from_pydict(columns)


def _text(row: Any, name: str) -> str | None:
    value = None if isinstance(row, str) else row.get(name)
    return None if value is None else str(value)


@lru_cache(maxsize=1)
def _analyzer(setup: AnalyzerSettings) -> Any:
    """Return the analyzer of this process, which Spark uses for one task after another."""
    from pyspark import SparkFiles

    files = {name: getattr(setup, name) for name in ("model", "user_dictionary")}
    here = {name: SparkFiles.get(path) for name, path in files.items() if path and path.startswith(_SHIPPED)}
    return _relocated(setup, here).load()


def _write(records: DataFrame, target: Output) -> None:
    place = str(target.path)
    if target.form == "parquet":
        records.write.parquet(place, compression="zstd")
    else:
        records.mapInArrow(_lines, "value string").write.text(place)


def _lines(batches: Batches) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        lines = json_lines(batch.cast(record_schema())).decode().splitlines()
        yield pa.RecordBatch.from_pydict({"value": pa.array(lines, pa.string())})
