import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

from kijiyomi.archive.failure import Failure
from kijiyomi.archive.readers import read_archive
from kijiyomi.archive.table_rows import ColumnNames, find_column
from kijiyomi.article import Article


@pytest.mark.parametrize(
    ("names", "wanted", "found"),
    [
        (["id", "text"], "text", "text"),
        (["ID", " Text "], "text", " Text "),
        (["Text", "text"], "text", "text"),
        (["text", "Body"], "body", "Body"),
        (["texts", "subtext"], "text", None),
        ([], "text", None),
    ],
)
def test_columns_are_found_but_for_case_and_spaces(names, wanted, found):
    assert find_column(names, wanted) == found


def items(tmp_path, rows, **columns):
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return list(read_archive(path, columns=ColumnNames(**columns)).items())


def test_a_key_missing_everywhere_is_one_failure(tmp_path):
    (failure,) = items(tmp_path, [{"id": n, "body": "雨"} for n in range(50)])
    assert "in all 50 rows: column 'text' is missing; there are 'id', 'body'" in failure.reason


def test_a_key_missing_in_some_rows_is_a_failure_of_each(tmp_path):
    rows = [{"id": 1}, {"id": 2}, {"id": 3, "text": "雨"}, {"id": 4}]
    found = items(tmp_path, rows)
    assert [type(item) for item in found] == [Failure, Failure, Article, Failure]
    assert [item.id for item in found] == ["1", "2", "3", "4"]


def test_different_reasons_are_all_given(tmp_path):
    reasons = [failure.reason for failure in items(tmp_path, [{"id": 1}, {"text": None}, {"text": 5}])]
    assert [reason.split(": ")[1].split(";")[0] for reason in reasons] == [
        "column 'text' is missing",
        "column 'text' is null, not text",
        "column 'text' is int, not text",
    ]


def test_columns_of_other_case_are_no_metadata(tmp_path):
    (article,) = items(tmp_path, [{"ID": 7, "Title": "風", "TEXT": "吹く。", "Tags": ["海"]}])
    assert article == Article("吹く。", id="7", title="風", path=article.path, metadata={"Tags": ["海"]})


def test_a_file_without_a_row_that_can_be_read_is_one_failure(tmp_path):
    (tmp_path / "in.jsonl").write_text("id,text\n1,雨\n2,雪\n", encoding="utf-8")
    (failure,) = read_archive(tmp_path / "in.jsonl").items()
    assert "line 1: not JSON" in failure.reason
    assert "nor can any of the 2 other rows" in failure.reason


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "rows.parquet"])
def test_a_column_of_identifiers_that_was_named_must_be_there(tmp_path, name):
    table = pa.table({"id": ["1", "2"], "text": ["雨", "雪"]})
    path = tmp_path / name
    if name.endswith("parquet"):
        pq.write_table(table, path)
    elif name.endswith("csv"):
        csv.write_csv(table, path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in table.to_pylist()), encoding="utf-8")
    (failure,) = read_archive(path, columns=ColumnNames("number")).items()
    assert isinstance(failure, Failure)
    assert "column 'number' is missing; there are 'id', 'text'; name the right one with --id-column" in (
        failure.reason
    )
    assert [article.id for article in read_archive(path, columns=ColumnNames("ID"))] == ["1", "2"]


def test_without_a_column_of_identifiers_rows_are_numbered(tmp_path):
    assert [article.id for article in items(tmp_path, [{"text": "雨"}, {"text": "雪"}])] == ["1", "2"]


def test_only_rows_without_the_named_identifier_fail(tmp_path):
    article, failure = items(tmp_path, [{"n": "a", "text": "雨"}, {"text": "雪"}], id="n")
    assert article.id == "a"
    assert "row 2: column 'n' is missing; there are 'text'; name the right one with --id-column" in (
        failure.reason
    )
