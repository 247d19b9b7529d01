import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kijiyomi.archive.arrow_batches import read_rows
from kijiyomi.archive.failure import Failure
from kijiyomi.archive.parquet_rows import parquet_rows
from kijiyomi.archive.readers import read_archive
from kijiyomi.archive.table_rows import ColumnNames, NoRowsError
from kijiyomi.article import Article
from kijiyomi.errors import InputError

TEXTS = ["雨が降る。", "雪が積もる。", "風が吹く。"]


def not_utf8(texts, bad):
    """Return a column of strings of which one is no UTF-8, as careless writers leave it."""
    raw = [b"\xff\xfe\xfd" if index == bad else text.encode() for index, text in enumerate(texts)]
    return pa.Array.from_buffers(pa.string(), len(raw), pa.array(raw, pa.binary()).buffers())


def table(**columns):
    return pa.table({"id": ["a", "b", "c"], "text": TEXTS} | columns)


UNREADABLE = {
    "text that is no UTF-8": {"text": not_utf8(TEXTS, 1)},
    "title that is no UTF-8": {"title": not_utf8(TEXTS, 1)},
    "year 148,000": {"date": pa.array([0, 2**62, 1], pa.timestamp("us"))},
    "year before the first": {"date": pa.array([0, -(2**62), 1], pa.timestamp("us"))},
    "long time": {"since": pa.array([0, 2**62, 1], pa.duration("s"))},
}


@pytest.mark.parametrize("columns", UNREADABLE.values(), ids=UNREADABLE)
def test_a_row_that_cannot_be_read_is_one_failure(tmp_path, columns):
    pq.write_table(table(**columns), tmp_path / "in.parquet")
    first, bad, last = read_archive(tmp_path / "in.parquet").items()
    assert (first.text, last.text) == (TEXTS[0], TEXTS[2])
    assert isinstance(bad, Failure)
    assert "in.parquet, row 2: column" in bad.reason
    assert "mend or remove" in bad.reason


@pytest.mark.parametrize("columns", UNREADABLE.values(), ids=UNREADABLE)
def test_so_it_is_in_arrow_batches(columns):
    (batch,) = table(**columns).to_batches()
    kinds = [type(row) for row in read_rows(batch, ColumnNames(title="title"))]
    assert kinds in ([Article, Failure, Article], [Article] * 3)
    assert Failure in kinds or not columns.keys() & {"text", "title"}


@pytest.mark.parametrize(
    "values",
    [pa.array([b"a", b"b", b"c"]), pa.nulls(3), pa.array([{"x": 1}] * 3), pa.array([1, 2, 3])],
    ids=["binary", "null", "nested", "numbers"],
)
def test_a_column_without_texts_is_one_failure_of_the_file(tmp_path, values):
    pq.write_table(table(text=values), tmp_path / "in.parquet")
    (failure,) = read_archive(tmp_path / "in.parquet").items()
    assert "in all 3 rows: column 'text' is" in failure.reason


@pytest.mark.parametrize("values", [pa.array([b"a"] * 3), pa.nulls(3), pa.array([[{"y": [1]}]] * 3)])
def test_other_columns_may_hold_anything(tmp_path, values):
    pq.write_table(table(x=values), tmp_path / "in.parquet")
    assert [article.text for article in read_archive(tmp_path / "in.parquet")] == TEXTS


def test_a_table_without_texts_or_rows_says_so():
    def rows_of(written):
        stream = io.BytesIO()
        pq.write_table(written, stream)
        stream.seek(0)
        return list(parquet_rows(stream, ColumnNames()))

    with pytest.raises(InputError, match="column 'text' is missing; there are 'body'"):
        rows_of(pa.table({"body": TEXTS}))
    with pytest.raises(NoRowsError):
        rows_of(table().slice(0, 0))
