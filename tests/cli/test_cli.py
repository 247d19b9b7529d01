import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from kijiyomi.archive.flat_tables import TABLES
from kijiyomi.classifier.training.fitting import Order
from kijiyomi.cli import main
from kijiyomi.cli.train import train
from kijiyomi.records.labels import LABELS

TESTS = Path(__file__).parents[1]
EXAMPLES = TESTS.parent / "examples" / "archive"

pytestmark = pytest.mark.usefixtures("kept_workers")


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def test_help_names_every_command():
    result = run("--help")
    assert result.exit_code == 0
    for command in ("analyze", "score", "train", "evaluate", "audit", "tag", "report"):
        assert command in result.output
        assert "Usage:" in run(command, "--help").output


def test_help_names_every_flat_table():
    shown = " ".join(run("score", "--help").output.split())
    assert all(f"NAME.{table}.parquet" in shown for table in TABLES)


def test_labels_are_chosen_on_the_command_line(tmp_path):
    (tmp_path / "a.md").write_text("岡本太郎氏は川崎市でNVIDIAの株を3%買った。", encoding="utf-8")
    for command in ("analyze", "score"):
        assert all(label in run(command, "--help").output for label in LABELS)
    arguments = tmp_path / "a.md", "--model", "none", "--labels"
    shown = json.loads(run("analyze", "--json", *arguments, "person, gpu,PERCENT").output)
    assert [(e["label"], e["text"]) for e in shown["entities"]] == [("PERSON", "岡本太郎"), ("PERCENT", "3%")]
    assert run("score", "--quiet", *arguments, "all", "--output", tmp_path / "out.jsonl").exit_code == 0
    record = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert {e["label"] for e in record["entities"]} == {"PERSON", "LOCATION", "COMPANY", "PERCENT"}
    refused = run("analyze", *arguments, "人名")
    assert refused.exit_code == 2
    assert "there is no label '人名'; there are COMPANY" in refused.output


def test_a_column_of_identifiers_that_is_not_there_is_said(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,本文だ。\n", encoding="utf-8")
    output = tmp_path / "out.jsonl"
    result = run("score", tmp_path / "a.csv", "--output", output, "--id-column", "number", "--model", "none")
    assert result.exit_code == 2
    assert "column 'number' is missing; there are 'id', 'text'; name the right one with --id-column" in (
        result.output
    )
    assert not output.exists()


def test_score_writes_records_and_a_summary(tmp_path):
    result = run("score", EXAMPLES, "--output", tmp_path / "out.jsonl")
    assert result.exit_code == 0, result.output
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(list((EXAMPLES / "_posts").iterdir()))
    assert "articles" in result.stderr
    for line in lines:
        record = json.loads(line)
        assert record["reading_time"]["minutes"] >= 1


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent the POSIX way")
def test_an_interrupt_ends_cleanly_and_the_same_command_goes_on(tmp_path):
    lines = (f'{{"id": "{n}", "text": "{"第3工場は約30億円を投じる。" * 200}"}}\n' for n in range(60))
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    program = [sys.executable, str(TESTS / "support" / "small_shards.py")]
    arguments = ["score", tmp_path / "in.jsonl", "--output", tmp_path / "out.jsonl", "--model", "none"]
    process = subprocess.Popen([*program, *arguments, "--quiet"], stderr=subprocess.PIPE, encoding="utf-8")
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".out.jsonl.parts/0*.json")):
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.strip() == "interrupted; what is finished is kept: give the same command to go on"
    assert not (tmp_path / "out.jsonl").exists()
    done = subprocess.run([*program, *arguments], capture_output=True, encoding="utf-8")
    assert done.returncode == 0
    assert "taken over from an interrupted run" in done.stderr
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 60


def test_the_exit_code_of_score_says_how_it_went(tmp_path):
    (tmp_path / "some.jsonl").write_text('{"text": "本文"}\n{oops\n', encoding="utf-8")
    (tmp_path / "none.jsonl").write_text("{oops\n", encoding="utf-8")
    some = run("score", tmp_path / "some.jsonl", "--output", tmp_path / "out.jsonl", "--model", "none")
    assert some.exit_code == 1
    assert "out.errors.jsonl" in some.stderr
    assert (
        run("score", tmp_path / "none.jsonl", "--output", tmp_path / "out.jsonl", "--model", "none").exit_code
        == 2
    )
    strict = run(
        "score", tmp_path / "some.jsonl", "--output", tmp_path / "s.jsonl", "--model", "none", "--strict"
    )
    assert strict.exit_code == 2
    assert not (tmp_path / "s.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["score", "missing.jsonl", "--output", "out.jsonl"], "missing.jsonl: no such file or folder"),
        (["score", "-", "--output", "out.jsonl"], "give --format"),
        (["analyze", "missing.md"], "missing.md: cannot open"),
        (["analyze", "-", "--model", "missing"], "missing"),
    ],
)
def test_problems_are_messages_not_tracebacks(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, stdin="本文")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr


def test_analyze_prints_a_report_or_the_record(tmp_path):
    post = tmp_path / "post.md"
    post.write_text("---\ntitle: 題名\n---\nNVIDIAは約30億ドルを投じる。", encoding="utf-8")
    report = run("analyze", post)
    assert report.exit_code == 0, report.output
    for shown in ("題名", "NVIDIA", "30億ドル"):
        assert shown in report.output
    record = json.loads(run("analyze", post, "--json").output)
    assert [e["label"] for e in record["entities"]] == ["COMPANY", "MONEY"]
    assert record["title"] == "題名"


def test_the_module_runs_as_a_program():
    command = [sys.executable, "-m", "kijiyomi.cli", "analyze", "-", "--json", "--model", "none"]
    done = subprocess.run(command, input="短い記事。".encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["characters"] == 5


SUBJECTS = {
    "野球": "投手が三振を奪い、打者は本塁打を放った。球場の観客が沸いた。",
    "料理": "玉ねぎを炒め、鍋で煮込んで塩を加える。食卓に湯気が立つ。",
}


@pytest.fixture
def labelled(tmp_path):
    rows = [
        {
            "id": f"{label}{n}",
            "title": f"{label}の話{n}",
            "text": text + f"それは{n}回目のことだ。",
            "categories": [label],
            "tags": [label, "日記"],
        }
        for n in range(15)
        for label, text in SUBJECTS.items()
    ]
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_train_evaluate_and_use_a_model_of_ones_own(labelled, tmp_path):
    trained = run("train", labelled, "--output", tmp_path / "model")
    assert trained.exit_code == 0, trained.output
    judged = run("evaluate", tmp_path / "model", labelled, "--json")
    assert judged.exit_code == 0, judged.output
    assert json.loads(judged.output)["categories"]["accuracy"] == 1.0
    assert run("evaluate", tmp_path / "model", labelled).output.strip()
    record = run(
        "analyze", "-", "--json", "--model", tmp_path / "model", stdin="鍋に塩を入れて煮込む料理だ。"
    )
    assert json.loads(record.output)["categories"][0]["label"] == "料理"


def test_an_archive_without_labels_cannot_be_learnt_from(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"text": "本文"}\n' * 20, encoding="utf-8")
    result = run("train", tmp_path / "in.jsonl", "--output", tmp_path / "model")
    assert result.exit_code == 2
    assert "categories" in result.stderr
    assert not (tmp_path / "model").exists()


def test_audit_lists_what_to_look_at(tmp_path):
    shown = run("audit", EXAMPLES, "--html", tmp_path / "audit.html")
    assert shown.exit_code == 0, shown.output
    assert "says 8, takes" in " ".join(shown.stdout.split())
    assert "no tags" in (tmp_path / "audit.html").read_text(encoding="utf-8")
    record = json.loads(run("audit", EXAMPLES, "--json", "--quiet").stdout)
    assert record["posts"] == 26
    assert {"kind", "subject", "evidence", "posts", "severity", "data"} == set(record["findings"][0])


def test_audit_of_nothing_says_so(tmp_path):
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    result = run("audit", tmp_path / "none.jsonl")
    assert result.exit_code == 2
    assert "no article" in result.stderr


def test_analyze_says_why():
    post = EXAMPLES / "_posts" / "2025-06-03-ai-factory-ishikari.md"
    assert "Why (log odds)" in run("analyze", post, "--explain").output
    record = json.loads(run("analyze", post, "--explain", "--json").output)
    assert [one["label"] for one in record["explanations"]][-1] == record["tags"][-1]["label"]
    assert "explanations" not in json.loads(run("analyze", post, "--json").output)


def test_every_order_of_validation_is_offered():
    choice = next(parameter for parameter in train.params if "--validation-order" in parameter.opts).type
    assert tuple(choice.choices) == get_args(Order)
