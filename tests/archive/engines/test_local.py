import json
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from kijiyomi import Article, KnowledgeError, ModelError
from kijiyomi.archive.analyzer_settings import AnalyzerSettings
from kijiyomi.archive.arrow_batches import article_batch
from kijiyomi.archive.engines import worker_process as process
from kijiyomi.archive.engines.local import LocalEngine
from kijiyomi.archive.engines.worker_process import Limits, WorkerSettings

POISONED = (sys.executable, str(Path(__file__).with_name("poisoned_worker.py")))
LIMITS = Limits(seconds=3, megabytes=1024)


def settings(**changes):
    return WorkerSettings(AnalyzerSettings(model=None), "jsonl", **{"limits": LIMITS, **changes})


def batch(*texts, first=0):
    return article_batch(Article(text, id=f"a{first + n}") for n, text in enumerate(texts))


def outcomes(batches, workers=2):
    with LocalEngine(settings(), workers) as engine:
        return [
            ([json.loads(line)["id"] for a in results for line in a.records.splitlines()], failures(results))
            for _, results in engine.map(enumerate(batches))
        ]


def failures(results):
    return [(failure.id, failure.reason) for result in results for failure in result.failures]


def test_results_come_in_order():
    batches = [batch(*["工場が3棟ある。"] * 3, first=10 * n) for n in range(12)]
    assert outcomes(batches) == [([f"a{10 * n + k}" for k in range(3)], []) for n in range(12)]


def test_reading_stays_a_few_batches_ahead():
    read = []

    def batches():
        for number in range(50):
            read.append(number)
            yield number, batch("雨が降る。")

    with LocalEngine(settings(), 2) as engine:
        results = engine.map(batches())
        assert next(results)[0] == 0
        assert len(read) < 10


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ここでクラッシュする。", "its worker process died (exit code 9)"),
        ("ここで止まる。", "took longer than 3 s; raise --time-limit"),
        ("ここを埋め尽くす。", "MemoryError"),
    ],
)
def test_an_article_that_ends_its_worker_is_singled_out_and_nothing_else_is_lost(text, reason, monkeypatch):
    monkeypatch.setattr(process, "PROGRAM", POISONED)
    batches = [batch("晴れ。", "曇り。"), batch("雨。", text, "雪。", first=2), batch("風。", first=5)]
    done = outcomes(batches)
    assert [ids for ids, _ in done] == [["a0", "a1"], ["a2", "a4"], ["a5"]]
    assert [[identifier for identifier, _ in failed] for _, failed in done] == [[], ["a3"], []]
    assert reason in done[1][1][0][1]


def test_an_article_whose_worker_is_killed_from_outside_is_scored(monkeypatch, tmp_path):
    monkeypatch.setattr(process, "PROGRAM", POISONED)
    flag = Article("一度殺される。", id="a1", title=str(tmp_path / "flag"))
    assert outcomes([article_batch([Article("晴れ。", id="a0"), flag])]) == [(["a0", "a1"], [])]


@pytest.mark.parametrize(
    ("analyzer", "kind"),
    [
        (AnalyzerSettings(model="nowhere"), ModelError),
        (AnalyzerSettings(model=None, user_dictionary="bad.csv"), KnowledgeError),
    ],
)
def test_what_a_worker_cannot_load_is_an_error_at_once(analyzer, kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("bad.csv").write_text("語,ゴ,無い品詞\n", encoding="utf-8")
    with pytest.raises(kind):
        LocalEngine(WorkerSettings(analyzer, "jsonl", LIMITS), 1)


def test_workers_end_with_the_engine():
    with LocalEngine(settings(), 2) as engine:
        list(engine.map([(0, batch("雨。")), (1, batch("雪。"))]))
        running = [worker._process for worker in engine._running]
        assert all(worker.poll() is None for worker in running)
    assert running
    assert all(worker.poll() is not None for worker in running)


def test_records_for_parquet_are_arrow():
    with LocalEngine(WorkerSettings(AnalyzerSettings(model=None), "parquet", LIMITS), 1) as engine:
        ((_, (result,)),) = engine.map([(0, batch("価格は3万円。"))])
    records = pa.ipc.open_stream(result.records).read_all()
    assert records.column("entities").to_pylist()[0][0]["value"] == 30_000
