"""Spark against the local engine. Java is needed: without it these tests say that they were skipped."""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kijiyomi import InputError
from kijiyomi.archive import ColumnNames, read_archive, score

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java, which is not here", allow_module_level=True)

from kijiyomi.archive.engines.spark import score_with_spark  # noqa: E402

pytestmark = [
    pytest.mark.spark,
    pytest.mark.usefixtures("kept_workers"),
]

TEXT = "第{n}工場は約{n}億円を投じ、NVIDIAのH100を{n}枚置く。"


def articles(count):
    return [{"id": f"{n:04}", "title": f"記事{n}", "text": TEXT.format(n=n)} for n in range(count)]


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def lines_in(folder):
    return sorted(line for part in folder.glob("part-*") for line in part.read_text("utf-8").splitlines())


def local_lines(source, folder, **options):
    score(read_archive(source), folder / "local.jsonl", **options)
    return sorted((folder / "local.jsonl").read_text("utf-8").splitlines())


@pytest.fixture(scope="module", autouse=True)
def short_lived_java():
    """Let every JVM compile little: they end before it pays, and half of their processor time is saved."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture(scope="module")
def spark(short_lived_java):
    builder = pyspark.sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    yield session
    session.stop()


def test_json_lines_in_and_out_equal_the_local_engine(spark, tmp_path):
    rows = articles(60)
    source = write_lines(tmp_path / "日本語 の.jsonl", rows)
    with source.open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    summary = score_with_spark(read_archive(source), f"{tmp_path}/out.jsonl/", spark=spark)
    assert (summary.scored, summary.failures) == (60, 1)
    assert "not JSON" in summary.errors.read_text("utf-8")
    assert lines_in(tmp_path / "out.jsonl") == local_lines(source, tmp_path)


def test_parquet_in_and_out_with_other_columns_and_a_model_sent_along(spark, tmp_path):
    model = tmp_path / "モデル"
    shutil.copytree(Path(__file__).parents[3] / "models" / "default", model)
    source = tmp_path / "in.parquet"
    rows = [{"n": row["id"], "headline": row["title"], "body": row["text"]} for row in articles(40)]
    pq.write_table(pa.Table.from_pylist([*rows, {"n": "x", "headline": "無", "body": None}]), source)
    archive = read_archive(source, columns=ColumnNames("n", "headline", "body"))
    summary = score_with_spark(archive, f"{tmp_path}/out.parquet/", model=model, spark=spark)
    assert (summary.scored, summary.failures) == (40, 1)
    score(archive, tmp_path / "local.parquet", model=model)
    theirs = pq.read_table(tmp_path / "out.parquet").sort_by("id").to_pylist()
    assert theirs == pq.read_table(tmp_path / "local.parquet").to_pylist()


def test_packed_lines_are_spread_over_the_executors(spark, tmp_path):
    source = write_lines(tmp_path / "in.jsonl", articles(40))
    packed = tmp_path / "in.jsonl.gz"
    packed.write_bytes(gzip.compress(source.read_bytes()))
    score_with_spark(read_archive(packed), f"{tmp_path}/out.jsonl/", model=None, spark=spark)
    assert len(list((tmp_path / "out.jsonl").glob("part-*"))) > 1
    assert lines_in(tmp_path / "out.jsonl") == local_lines(packed, tmp_path, model=None)


@pytest.mark.parametrize(
    ("source", "output", "message"),
    [
        ("in.jsonl", "out.parquet", "Spark writes folders"),
        ("in.jsonl", "there.jsonl/", "is there already"),
        ("in.csv", "out.parquet/", "Spark reads JSON Lines or Parquet"),
        ("in.parquet", "out.parquet/", "column 'text' is missing"),
    ],
)
def test_what_spark_cannot_do_is_said(spark, tmp_path, source, output, message):
    (tmp_path / "there.jsonl").mkdir()
    write_lines(tmp_path / "in.jsonl", articles(1))
    (tmp_path / "in.csv").write_text("id,text\n1,本文\n", encoding="utf-8")
    pq.write_table(pa.table({"body": ["本文"]}), tmp_path / "in.parquet")
    with pytest.raises(InputError, match=message):
        score_with_spark(read_archive(tmp_path / source), f"{tmp_path}/{output}", model=None, spark=spark)


class Cluster:
    """A standalone master and two workers on the loopback device."""

    def __init__(self, folder):
        self.folder = folder
        self.port = random.Random(os.getpid()).randrange(20000, 30000)
        self.url = f"spark://127.0.0.1:{self.port}"
        here = ("--host", "127.0.0.1", "--webui-port", "0")
        self.master = self._start("master.Master", *here, "--port", str(self.port))
        self.wait_for("master.Master1.log", "I have been elected leader")
        self.workers = [
            self._start(
                "worker.Worker",
                *here,
                "--cores",
                "1",
                "--memory",
                "1g",
                "-d",
                str(folder / f"w{n}"),
                self.url,
                n=n,
            )
            for n in range(2)
        ]
        for n in range(2):
            self.wait_for(f"worker.Worker{n}.log", "Successfully registered with master")

    def _start(self, program, *arguments, n=1):
        (self.folder / f"w{n}").mkdir(exist_ok=True)
        launcher = Path(pyspark.__file__).parent / "bin" / "spark-class"
        log = (self.folder / f"{program}{n}.log").open("wb")
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}
        command = [str(launcher), f"org.apache.spark.deploy.{program}", *arguments]
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)

    def wait_for(self, logs, words):
        until = time.monotonic() + 180
        while not any(words in log.read_text("utf-8", "replace") for log in self.folder.glob(logs)):
            assert time.monotonic() < until, f"{words!r} is not in {logs}"
            time.sleep(0.1)

    def kill_worker(self):
        os.killpg(self.workers[0].pid, signal.SIGKILL)

    def stop(self):
        for process in (self.master, *self.workers):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


PROGRAM = """
import sys
from pyspark.sql import SparkSession
from kijiyomi.archive import read_archive
from kijiyomi.archive.engines.spark import score_with_spark
master, source, output = sys.argv[1:]
spark = (SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1").config("spark.executor.memory", "512m")
    .config("spark.cores.max", "2").config("spark.executor.cores", "1").getOrCreate())
print(score_with_spark(read_archive(source), output, model=None, spark=spark).scored)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed the POSIX way")
def test_a_cluster_that_loses_a_worker_in_the_midst_of_a_job_gives_everything(tmp_path):
    count = 400
    source = tmp_path / "in"
    source.mkdir()
    for part in range(8):
        write_lines(source / f"{part}.jsonl", articles(count)[part::8])
    cluster = Cluster(tmp_path)
    try:
        run = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, cluster.url, f"{source}/*.jsonl", f"{tmp_path}/out.jsonl/"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"},
        )
        # The task has to load an analyzer first, so it is certainly not done yet.
        cluster.wait_for("w0/app-*/*/stderr", "Running task")
        assert run.poll() is None, "the job was over before a worker was killed"
        cluster.kill_worker()
        out, _ = run.communicate(timeout=300)
    finally:
        cluster.stop()
    assert out.decode().split()[-1] == str(count)
    assert lines_in(tmp_path / "out.jsonl") == local_lines(f"{source}/*.jsonl", tmp_path, model=None)
