from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kijiyomi.article import Article
from kijiyomi.errors import InputError
from kijiyomi.records.schema import scored_schema
from kijiyomi.report import Source, Texts, read_records


def record(**values):
    empty = {name: [] for name in ("categories", "tags", "keywords", "entities", "warnings")}
    plain = {"id": "a", "title": "", "path": "p", "excerpt": "", "characters": 1}
    return {**plain, **empty, "reading_time": {"minutes": 1, "seconds": 1.0}, **values}


def entity(start, text, **values):
    return {
        "start": start,
        "end": start + len(text),
        "text": text,
        "label": "COMPANY",
        "name": text,
        **values,
    }


@pytest.mark.parametrize(
    "name", ["scored.jsonl", "scored.jsonl.gz", "scored.parquet", "shards.parquet/part-0.parquet"]
)
def test_formats_and_failed_articles(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    rows = [record(id="a") | {"error": None}, {"id": "b", "title": None, "path": "p", "error": "broken"}]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    if name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(rows, scored_schema()), path)
    elif name.endswith(".gz"):
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines)
    found = read_records(path.parent if "part-" in name else path)
    assert [one["id"] for one in found] == ["a"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.parquet", None, "no such file; write it with: kijiyomi score"),
        ("empty.jsonl", b"", "holds no record"),
        ("articles.jsonl", b'{"id": "a", "text": "b"}\n', "characters, .*missing"),
        ("broken.jsonl", b"{\n", "line 1: not JSON"),
        ("list.jsonl", b"[]\n", "line 1: a list"),
        ("broken.parquet", b"PAR1", "not a readable Parquet file"),
        ("cut.jsonl.gz", gzip.compress(b"\n" * 9999, mtime=0)[:20], "cut short"),
        ("scored.csv", b"id\n", "CSV lacks the entities"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_records(tmp_path / name)


def test_texts_by_path_and_id():
    articles = [
        Article("一", id="a", path="p"),
        Article("二", id="a", path="q"),
        Article("三", id="a", path="q"),
    ]
    records = [record(path="q"), record(path="p"), record(path="q"), record(path="elsewhere"), record(id="b")]
    assert [source.text for source in Texts(articles).sources(records)] == ["二", "一", "三", None, None]


def test_an_archive_given_by_another_path_is_matched_by_id():
    assert Texts([Article("一", id="a", path="p")]).sources([record(path="elsewhere")]) == [Source("一", "")]


def test_a_text_that_changed_since_is_left_out():
    archive = Texts([Article("のNVIDIA", id="a", path="p")])
    assert archive.sources([record(entities=[entity(1, "NVIDIA")])])[0].text == "のNVIDIA"
    assert archive.sources([record(entities=[entity(0, "NVIDIA")])])[0].text is None


def test_a_date_that_names_no_day_is_none():
    archive = Texts([Article("", id="2025-01-02-a", path="p", metadata={"date": "2025-03"})])
    assert [source.date for source in archive.sources([record(id="2025-01-02-a")])] == ["2025-01-02"]


def test_the_front_matter_dates_before_the_id():
    archive = Texts([Article("", id="2025-01-02-a", path="p", metadata={"date": "2025/3/4"})])
    dated = archive.sources(
        [record(id="2025-01-02-a"), record(id="2024-05-06-b"), record(id="c", path="x/2023-01-01.md")]
    )
    assert [source.date for source in dated] == ["2025-03-04", "2024-05-06", "2023-01-01"]
