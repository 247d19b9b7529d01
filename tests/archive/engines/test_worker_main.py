import re
import sys

import pytest

from kijiyomi import Article
from kijiyomi.archive.analyzer_settings import AnalyzerSettings
from kijiyomi.archive.arrow_batches import article_batch
from kijiyomi.archive.engines import worker_process as process
from kijiyomi.archive.engines.worker_process import Limits, WorkerSettings


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_worker_does_without_pandas(form, monkeypatch, capfd):
    pytest.importorskip("pandas")
    program = (sys.executable, "-X", "importtime", *process.PROGRAM[1:])
    monkeypatch.setattr(process, "PROGRAM", program)
    worker = process.WorkerProcess(WorkerSettings(AnalyzerSettings(), form, Limits()))
    result = worker.score(article_batch([Article("日立製作所は工場を3棟建てた。", id="a1")]))
    worker.close()
    assert (result.scored, result.failures) == (1, ())
    imported = set(re.findall(r"\| +([\w.]+)$", capfd.readouterr().err, re.MULTILINE))
    assert "pyarrow" in imported
    # The name alone stands there for the attempt that was refused.
    assert not any(name.startswith("pandas.") for name in imported)
