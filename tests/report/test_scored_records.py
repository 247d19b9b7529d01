from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kijiyomi.archive.arrow_batches import scored_schema
from kijiyomi.errors import InputError
from kijiyomi.report import read_records
from support.records import record


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
def test_what_cannot_be_read_is_an_error_that_says_why(tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_records(tmp_path / name)
