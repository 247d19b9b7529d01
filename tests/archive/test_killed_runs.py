"""A run is killed before each of its file operations, one after another; the next run mends all."""

import os
import sys

import pyarrow as pa
import pytest

import kijiyomi
from kijiyomi.archive import read_archive, scoring
from kijiyomi.archive.arrow_batches import without_failures
from kijiyomi.archive.batch_scoring import score_batches
from kijiyomi.archive.engines.worker_process import BatchResult
from kijiyomi.archive.flat_tables import TABLES
from kijiyomi.archive.output import Output
from kijiyomi.archive.writers import WRITERS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed process is a fork")

_OPERATIONS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir"}
_KILLED, _DONE = 9, 0


class _EngineWithoutProcesses:
    """An engine that scores in this process, so that runs are quick to kill."""

    provenance = {"version": "0"}  # noqa: RUF012

    def __init__(self, settings, workers):
        self._writer = WRITERS[settings.format]
        self._analyzer = kijiyomi.load(model=None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def map(self, batches):
        for key, batch in batches:
            scored = pa.concat_batches(list(score_batches([batch], self._analyzer)))
            records, failures = without_failures(scored)
            yield key, [BatchResult(self._writer.encode(records), records.num_rows, tuple(failures))]


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setattr(scoring, "LocalEngine", _EngineWithoutProcesses)
    lines = [f'{{"id": "{n}", "text": "第{n}工場は約{n}億円を投じた。"}}' for n in range(1, 25)]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join([*lines[:5], "{broken", *lines[5:]]) + "\n", encoding="utf-8")
    return path


def run(source, output, **options):
    scoring.score(read_archive(source), output, model=None, shard_characters=150, **options)


def killed_run(source, output, operation, **options):
    """Run in a fork that ends before its n-th file operation in the output's folder; say how it ended."""
    child = os.fork()
    if child == 0:
        left = operation
        folder = str(output.parent)

        def count(event, arguments):
            nonlocal left
            if event in _OPERATIONS and str(arguments[0]).startswith(folder):
                left -= 1
                if left == 0:
                    os._exit(_KILLED)

        sys.addaudithook(count)
        try:
            run(source, f"{output}/" if output.name.endswith("parts.jsonl") else output, **options)
        except BaseException:
            os._exit(1)
        os._exit(_DONE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("out.jsonl", {}),
        ("out.csv.gz", {"safe_csv": True}),
        ("out.parquet", {"tables": True}),
        ("parts.jsonl", {}),
    ],
)
def test_killed_before_every_operation_a_run_goes_on_and_leaves_nothing_behind(
    source, tmp_path, name, options
):
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    whole.mkdir()
    ending = "/" if name == "parts.jsonl" else ""
    run(source, f"{whole}/{name}{ending}", **options)
    for operation in range(1, 1000):
        folder = cut / str(operation)
        folder.mkdir(parents=True)
        ended = killed_run(source, folder / name, operation, **options)
        assert ended in (_KILLED, _DONE)
        run(source, f"{folder}/{name}{ending}", **options)
        assert files(folder) == files(whole)
        if ended == _DONE:
            break
    assert operation > 20


def test_partial_files_of_other_processes_go_and_those_of_other_outputs_stay(source, tmp_path):
    output = tmp_path / "out.parquet"
    own = [
        output,
        Output.of(output).errors,
        *(tmp_path / f"out.{t}.parquet" for t in TABLES),
    ]
    for path in own:
        (path.parent / f".{path.name}.4711.partial").write_bytes(b"x")
    other = tmp_path / ".other.parquet.4711.partial"
    other.write_bytes(b"x")
    run(source, output)
    assert list(tmp_path.glob(".*")) == [other]
