import csv
import json
import random
import subprocess
import sys
import time
from itertools import product

import pyarrow.parquet as pq
import pytest

from kijiyomi import InputError
from kijiyomi.archive import read_archive, score
from kijiyomi.archive.compression import COMPRESSIONS
from kijiyomi.archive.formats import OUTPUT_FORMATS
from kijiyomi.archive.output import Output
from kijiyomi.archive.shards import Shards
from kijiyomi.archive.summary import Summary

pytestmark = pytest.mark.usefixtures("kept_workers")

TEXTS = [
    "# 電力会社が蓄電池を増設\n\n北風電力は2026年度までに蓄電池を120台設置する。投資額は約30億円だ。",
    "NVIDIAのH100を1,000基使う計算機が稼働した。",
    "壊れた\ud800文字と\0のある記事。",
    "",
]


@pytest.fixture
def archive(tmp_path):
    lines = [json.dumps({"id": f"a{n}", "title": f"記事{n}", "text": text}) for n, text in enumerate(TEXTS)]
    lines.insert(2, "{broken")
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "in.jsonl"


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("workers", [1, 2])
def test_one_record_an_article_in_order_and_the_rest_in_the_errors(archive, tmp_path, workers):
    summary = score(read_archive(archive), tmp_path / "out.jsonl", model=None, workers=workers)
    assert (summary.scored, summary.failures) == (4, 1)
    assert summary.characters == sum(map(len, TEXTS))
    out = records(tmp_path / "out.jsonl")
    assert [r["id"] for r in out] == ["a0", "a1", "a2", "a3"]
    for text, record in zip(TEXTS, out, strict=True):
        assert all(text[e["start"] : e["end"]] == e["text"] for e in record["entities"])
    assert {"MONEY", "QUANTITY", "DATE"} <= {e["label"] for e in out[0]["entities"]}
    (error,) = records(tmp_path / "out.errors.jsonl")
    assert "in.jsonl, line 3: not JSON" in error["reason"]


def test_workers_do_not_change_the_output(archive, tmp_path):
    for workers in (1, 2):
        score(read_archive(archive), tmp_path / f"{workers}.jsonl", model=None, workers=workers)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_strict_stops_at_the_first_failure_and_writes_nothing(archive, tmp_path):
    with pytest.raises(InputError, match="line 3: not JSON"):
        score(read_archive(archive), tmp_path / "out.jsonl", model=None, strict=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl"]


def test_an_old_table_of_errors_goes_when_there_are_none(tmp_path):
    (tmp_path / "post.md").write_text("本文", encoding="utf-8")
    (tmp_path / "out.errors.jsonl").write_text("{}", encoding="utf-8")
    summary = score(read_archive(tmp_path / "post.md"), tmp_path / "out.jsonl", model=None)
    assert isinstance(summary, Summary)
    assert summary.errors is None
    assert not (tmp_path / "out.errors.jsonl").exists()


def test_the_archive_itself_is_never_overwritten(archive):
    before = archive.read_bytes()
    with pytest.raises(InputError, match="is itself part of the archive"):
        score(read_archive(archive), archive, model=None)
    assert archive.read_bytes() == before


def test_an_empty_archive_gives_an_empty_table(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(b"")
    summary = score(read_archive(tmp_path / "in.jsonl"), tmp_path / "out.jsonl", model=None)
    assert (summary.scored, (tmp_path / "out.jsonl").read_bytes()) == (0, b"")


# Three shards, the last one smaller.
MANY, IN_A_SHARD = 5, 2
SMALL = {"model": None, "shard_characters": 400}


def write_many(path, count):
    rows = ({"id": str(n), "text": f"第{n}工場は約{n}億円を投じ、{n}台を置く。" * 12} for n in range(count))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def many(tmp_path):
    return write_many(tmp_path / "many.jsonl", MANY)


class _PowerCut(BaseException):
    pass


def interrupt(monkeypatch, marks):
    """Let a run end at once after so many shards, as when power is cut."""
    mark, count = Shards.mark, iter(range(marks))

    def cut(self, *args):
        if next(count, None) is None:
            raise _PowerCut
        return mark(self, *args)

    monkeypatch.setattr(Shards, "mark", cut)


def every_output():
    """Every form an output can have: each format as a file and a folder, with each compression."""
    for form in OUTPUT_FORMATS:
        compressions = ["", *(c.ending for c in COMPRESSIONS)] if form.is_compressible else [""]
        for compression, folder in product(compressions, ("", "/")):
            yield f"out{form.endings[0]}{compression}{folder}"


@pytest.mark.parametrize("name", list(every_output()))
def test_an_interrupted_run_goes_on_and_ends_with_the_same_bytes(many, tmp_path, monkeypatch, name):
    (tmp_path / "whole").mkdir()
    score(read_archive(many), f"{tmp_path}/whole/{name}", **SMALL)
    (tmp_path / "cut").mkdir()
    with monkeypatch.context() as patch:
        interrupt(patch, marks=1)
        with pytest.raises(_PowerCut):
            score(read_archive(many), f"{tmp_path}/cut/{name}", **SMALL)
    for marked in (tmp_path / "cut").rglob("run.json"):
        # What a killed process was writing.
        (marked.parent / ".000001.json.77.partial").write_bytes(b"{")
    for part in (tmp_path / "cut").rglob("part-000000*"):
        (part.parent / f".{part.name}.77.partial").write_bytes(b"x")
    summary = score(read_archive(many), f"{tmp_path}/cut/{name}", **SMALL)
    assert (summary.scored, summary.resumed) == (MANY, IN_A_SHARD)
    assert files(tmp_path / "cut") == files(tmp_path / "whole")


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("change", ["articles", "model", "output"])
def test_what_changed_since_is_done_anew(many, tmp_path, monkeypatch, change):
    with monkeypatch.context() as patch:
        interrupt(patch, marks=1)
        with pytest.raises(_PowerCut):
            score(read_archive(many), tmp_path / "out.jsonl", **SMALL)
    options = dict(SMALL)
    if change == "articles":
        text = many.read_text(encoding="utf-8")
        many.write_text(text.replace("約0億円", "約0兆円"), encoding="utf-8")
    elif change == "model":
        options["model"] = "default"
    else:
        (part,) = (tmp_path / ".out.jsonl.parts").glob("part-000000*")
        part.write_bytes(part.read_bytes()[:-100])
    summary = score(read_archive(many), tmp_path / "out.jsonl", **options)
    assert (summary.scored, summary.resumed) == (MANY, 0)
    score(read_archive(many), tmp_path / "fresh.jsonl", **options)
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "fresh.jsonl").read_bytes()


def test_a_folder_of_shards_is_brought_up_to_date(many, tmp_path):
    score(read_archive(many), f"{tmp_path}/out.parquet/", **SMALL)
    assert len(list((tmp_path / "out.parquet").glob("part-*.parquet"))) == 3
    many.write_text(
        "".join(many.read_text(encoding="utf-8").splitlines(keepends=True)[:IN_A_SHARD]), encoding="utf-8"
    )
    summary = score(read_archive(many), f"{tmp_path}/out.parquet/", **SMALL)
    assert (summary.scored, summary.resumed) == (IN_A_SHARD, IN_A_SHARD)
    assert pq.read_table(tmp_path / "out.parquet").num_rows == IN_A_SHARD


def test_a_folder_that_holds_something_else_is_not_touched(many, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("x")
    (tmp_path / "notes").rename(tmp_path / "notes.parquet")
    with pytest.raises(InputError, match="holds something else already"):
        score(read_archive(many), f"{tmp_path}/notes.parquet/", **SMALL)
    with pytest.raises(InputError, match="is a folder"):
        score(read_archive(many), tmp_path / "notes.parquet", **SMALL)


def test_two_runs_do_not_write_the_same_output(many, tmp_path):
    with (
        Output.of(tmp_path / "out.jsonl").shards({}),
        pytest.raises(InputError, match="another run is at work"),
    ):
        score(read_archive(many), tmp_path / "out.jsonl", **SMALL)


def test_flat_tables_join_with_the_records(many, tmp_path):
    score(read_archive(many), f"{tmp_path}/out.parquet/", tables=True, **SMALL)
    records = pq.read_table(tmp_path / "out.parquet").to_pylist()
    for column in ("entities", "keywords"):
        rows = pq.read_table(tmp_path / f"out.{column}.parquet").to_pylist()
        flat = [
            {"article": n, "id": record["id"], "path": record["path"], **item}
            for n, record in enumerate(records)
            for item in record[column]
        ]
        assert rows == flat
        assert rows
    with pytest.raises(InputError, match="tables are written beside"):
        score(read_archive(many), tmp_path / "out.jsonl", tables=True, **SMALL)


def test_a_run_killed_at_any_moment_goes_on(tmp_path):
    source, output = write_many(tmp_path / "in.jsonl", 120), tmp_path / "out.jsonl"
    score(read_archive(source), tmp_path / "whole.jsonl", **SMALL)
    program = (
        "import sys; from kijiyomi.archive import read_archive, score; "
        "score(read_archive(sys.argv[1]), sys.argv[2], model=None, shard_characters=400)"
    )
    generator = random.Random(0)
    for _ in range(2):
        run = subprocess.Popen([sys.executable, "-c", program, str(source), str(output)])
        wanted = len(marks_beside(output)) + generator.randint(1, 20)
        while len(marks_beside(output)) < wanted:
            assert run.poll() is None, "the run was over before it was killed"
            time.sleep(0.001)
        time.sleep(generator.uniform(0, 0.01))
        run.kill()
        run.wait()
    summary = score(read_archive(source), output, **SMALL)
    assert summary.resumed
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not list(tmp_path.glob(".out*"))


def marks_beside(output):
    return list(output.parent.glob(f".{output.name}.parts/[0-9]*.json"))


def nothing_to_score(folder, kind):
    path = folder / f"{kind}.jsonl"
    path.write_text(json.dumps({"id": 1, "body": "本文"}) + "\n" if kind == "wrong" else " \n")
    return path


@pytest.mark.parametrize("output", ["out.jsonl", "out.csv.gz", "out.parquet", "out.jsonl/"])
@pytest.mark.parametrize("kind", ["wrong", "blank"])
def test_where_nothing_is_scored_what_stood_there_stays(archive, tmp_path, output, kind):
    (tmp_path / "own").mkdir()
    score(read_archive(archive), f"{tmp_path}/own/{output}", model=None)
    before = {
        p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in (tmp_path / "own").rglob("*")
    }
    summary = score(read_archive(nothing_to_score(tmp_path, kind)), f"{tmp_path}/own/{output}", model=None)
    assert summary.scored == 0
    assert not summary.is_written
    assert summary.failures + len(summary.without_rows) == 1
    after = {p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in (tmp_path / "own").rglob("*")}
    assert after == before


def test_where_nothing_is_scored_an_interrupted_run_can_still_go_on(many, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        interrupt(patch, marks=1)
        with pytest.raises(_PowerCut):
            score(read_archive(many), tmp_path / "out.jsonl", **SMALL)
    score(read_archive(nothing_to_score(tmp_path, "wrong")), tmp_path / "out.jsonl", **SMALL)
    assert score(read_archive(many), tmp_path / "out.jsonl", **SMALL).resumed == IN_A_SHARD


def test_an_output_that_was_not_there_gets_the_reasons_only(tmp_path):
    summary = score(read_archive(nothing_to_score(tmp_path, "wrong")), tmp_path / "out.jsonl", model=None)
    assert not (tmp_path / "out.jsonl").exists()
    (error,) = records(summary.errors)
    assert error["reason"] == summary.first_failure


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n="])
def test_cells_that_are_formulas_to_a_spreadsheet_are_made_harmless_when_asked_for(tmp_path, start):
    (tmp_path / "in.jsonl").write_text(
        json.dumps({"id": f"{start}1+1", "title": f"{start}HYPERLINK()", "text": "雨が降る。"}),
        encoding="utf-8",
    )
    titles = {}
    for safe in (False, True):
        score(read_archive(tmp_path / "in.jsonl"), tmp_path / "out.csv", model=None, safe_csv=safe)
        with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as lines:
            (row,) = csv.DictReader(lines)
        titles[safe] = row["title"]
        assert (row["id"] == f"'{start}1+1") == safe
        assert not safe or not any(cell[:1] in "=+-@\t\r\n" for cell in row.values() if cell)
    assert titles[True] == f"'{titles[False]}"


def test_only_csv_can_be_made_safe(archive, tmp_path):
    with pytest.raises(InputError, match=r"only \.csv has cells"):
        score(read_archive(archive), tmp_path / "out.jsonl", safe_csv=True)
