import gzip
import io
import json
import os
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from kijiyomi.archive import ColumnNames, read_archive
from kijiyomi.archive.compression import COMPRESSIONS
from kijiyomi.archive.formats import INPUT_FORMATS
from kijiyomi.archive.readers import read_post
from kijiyomi.errors import DependencyError, InputError

ROWS = [
    {"id": "a", "title": "一つ目", "text": "本文、\n二行目", "date": "2025-01-01"},
    {"id": "b", "title": "二つ目", "text": 'カンマ,と"引用符"', "date": "2025-01-02"},
]


def json_lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def csv_text(rows, delimiter=","):
    import csv

    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def zstd(raw: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(raw)
    return sink.getvalue().to_pybytes()


def parquet(rows):
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), sink)
    return sink.getvalue().to_pybytes()


def plain(raw):
    return raw


COMPRESS = {"": plain, ".gz": gzip.compress, ".zst": zstd}
TABLES = {
    "jsonl": json_lines(ROWS).encode(),
    "csv": csv_text(ROWS).encode(),
    "tsv": csv_text(ROWS, "\t").encode(),
    "parquet": parquet(ROWS),
}


def check_rows(path):
    articles = list(read_archive(path))
    assert [(a.id, a.title, a.text) for a in articles] == [(r["id"], r["title"], r["text"]) for r in ROWS]
    assert articles[0].metadata == {"date": "2025-01-01"}
    assert articles[0].path == str(path)


@pytest.mark.parametrize("compression", ["", *(compression.ending for compression in COMPRESSIONS)])
@pytest.mark.parametrize(
    "form", [form for form in INPUT_FORMATS if form.is_table], ids=lambda form: form.name
)
def test_every_table_is_read_with_every_ending_and_compression(tmp_path, form, compression):
    for ending in form.endings:
        path = tmp_path / f"rows{ending}{compression}"
        path.write_bytes(COMPRESS[compression](TABLES[form.name]))
        check_rows(path)


@pytest.mark.parametrize("ending", [e for form in INPUT_FORMATS if not form.is_table for e in form.endings])
@pytest.mark.parametrize("compression", ["", *(compression.ending for compression in COMPRESSIONS)])
def test_every_post_is_read_with_every_ending_and_compression(tmp_path, ending, compression):
    path = tmp_path / f"post{ending}{compression}"
    path.write_bytes(COMPRESS[compression]("---\ntitle: 題\n---\n本文".encode()))
    (post,) = read_archive(path)
    assert (post.title, post.text) == ("題", "本文")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_tables_in_any_encoding(tmp_path, encoding):
    (tmp_path / "rows.csv").write_bytes(csv_text(ROWS).encode(encoding))
    check_rows(tmp_path / "rows.csv")


def test_parquet_and_other_column_names(tmp_path):
    table = pa.Table.from_pylist([{"key": 7, "headline": "題", "body": "本文"}])
    pyarrow.parquet.write_table(table, tmp_path / "rows.parquet")
    (article,) = read_archive(tmp_path / "rows.parquet", columns=ColumnNames("key", "headline", "body"))
    assert (article.id, article.title, article.text) == ("7", "題", "本文")


def test_a_missing_text_column_names_file_and_remedy(tmp_path):
    (tmp_path / "rows.csv").write_text("id,body\n1,本文\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.csv: column 'text' is missing.*'body'.*--text-column"):
        list(read_archive(tmp_path / "rows.csv"))


def test_bad_lines_are_handed_over_and_the_rest_is_read(tmp_path):
    lines = [
        json_lines(ROWS[:1]).encode(),
        b"{broken\n",
        b"[1]\n",
        b"\n",
        b'{"text": "\xff"}\n',
        json_lines(ROWS[1:]).encode(),
    ]
    (tmp_path / "rows.jsonl").write_bytes(b"".join(lines))
    bad = []
    with pytest.raises(InputError, match="line 2: not JSON"):
        list(read_archive(tmp_path / "rows.jsonl"))
    articles = list(read_archive(tmp_path / "rows.jsonl", on_unreadable=bad.append))
    assert [a.id for a in articles] == ["a", "b"]
    where = [b.reason.removeprefix(f"{tmp_path / 'rows.jsonl'}, ").split(":")[0] for b in bad]
    assert where == ["line 2", "line 3", "line 5"]


def test_a_truncated_archive_gives_what_is_whole_and_says_so(tmp_path):
    rows = [{"id": str(n), "text": f"本文{n * 7919}" * 50} for n in range(3000)]
    raw = gzip.compress(json_lines(rows).encode())
    (tmp_path / "rows.jsonl.gz").write_bytes(raw[: len(raw) // 2])
    bad = []
    articles = list(read_archive(tmp_path / "rows.jsonl.gz", on_unreadable=bad.append))
    assert 0 < len(articles) < 3000
    assert articles == list(read_archive(tmp_path / "rows.jsonl.gz", on_unreadable=lambda _: None))
    assert "cut short" in bad[-1].reason


def test_posts(tmp_path):
    folder = tmp_path / "blog"
    (folder / "_posts").mkdir(parents=True)
    (folder / "_site").mkdir()
    (folder / ".git").mkdir()
    (folder / "_posts" / "b.md").write_text("---\ntitle: 題\n---\n本文", encoding="utf-8")
    (folder / "_posts" / "a.markdown").write_bytes("# 見出し\n\n本文".encode("cp932"))
    for hidden in ("_site/c.md", ".git/d.md"):
        (folder / hidden).write_text("読まれない", encoding="utf-8")
    archive = read_archive(folder)
    assert archive.expected(0) == 2
    first, second = archive
    assert (first.id, first.title, first.warnings) == (
        "_posts/a.markdown",
        "見出し",
        ("read as cp932, not UTF-8",),
    )
    assert (second.id, second.title, second.text) == ("_posts/b.md", "題", "本文")


def test_rows_whose_text_is_a_whole_post(tmp_path):
    post = "---\ntitle: 題\ntags: [月]\n---\n本文"
    (tmp_path / "rows.jsonl").write_text(
        json_lines([{"id": "a", "text": post}, {"id": "b", "title": "別", "text": post, "tags": ["星"]}]),
        encoding="utf-8",
    )
    first, second = read_archive(tmp_path / "rows.jsonl")
    assert [a.text for a in (first, second)] == [post] * 2
    assert [a.body for a in (first, second)] == ["本文"] * 2
    assert [a.title for a in (first, second)] == ["題", "別"]
    assert [a.metadata["tags"] for a in (first, second)] == [["月"], ["星"]]


def test_globs(tmp_path):
    for name in ("1.md", "2.md", "3.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert [Path(a.path).name for a in read_archive(str(tmp_path / "*.md"))] == ["1.md", "2.md"]


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(json_lines(ROWS).encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert [a.id for a in read_archive("-", format="jsonl")] == ["a", "b"]


@pytest.mark.parametrize("name", ["missing.jsonl", "folder", "rows.docx"])
def test_what_cannot_be_read_is_said_at_once(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "rows.docx").write_bytes(b"PK")
    with pytest.raises(InputError, match=name):
        read_archive(tmp_path / name)


def test_one_post_that_cannot_be_decoded(tmp_path):
    (tmp_path / "post.md").write_bytes(b"\xff\x00\xfd\x80\x80")
    with pytest.raises(InputError, match=r"post\.md: .*convert"):
        read_post(tmp_path / "post.md")


@pytest.fixture
def memory():
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()


def test_archives_at_addresses(memory):
    memory.pipe("/blog/_posts/b.md", "---\ntitle: 題\n---\n本文".encode())
    memory.pipe("/blog/_posts/a.md", "# 見出し".encode())
    memory.pipe("/blog/_site/c.md", b"x")
    posts = list(read_archive("memory://blog"))
    assert [(post.id, post.title) for post in posts] == [("_posts/a.md", "見出し"), ("_posts/b.md", "題")]
    memory.pipe("/rows/1.jsonl.gz", gzip.compress('{"id": "1", "text": "一"}\n'.encode()))
    memory.pipe("/rows/2.jsonl", '{"id": "2", "text": "二"}\n'.encode())
    assert [row.text for row in read_archive("memory://rows/*")] == ["一", "二"]
    assert [(name, form.name) for name, form in read_archive("memory://rows/2.jsonl").files] == [
        ("memory:///rows/2.jsonl", "jsonl")
    ]
    with pytest.raises(InputError, match="no such file"):
        read_archive("memory://none.jsonl")


def test_addresses_that_need_a_package_name_it():
    with pytest.raises(DependencyError, match="s3fs"):
        read_archive("s3://bucket/a.jsonl")


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-16"])
@pytest.mark.parametrize("name", ["in.jsonl", "in.csv"])
def test_tables_in_other_encodings_are_read_with_a_warning(tmp_path, encoding, name):
    texts = [f"第{n}工場で雨が降り、風が吹いた。" for n in range(50)]
    if name == "in.csv":
        lines = ["id,text", *(f"{n},{text}" for n, text in enumerate(texts))]
    else:
        lines = [f'{{"id": "{n}", "text": "{text}"}}' for n, text in enumerate(texts)]
    (tmp_path / name).write_bytes("\n".join(lines).encode(encoding))
    rows = list(read_archive(tmp_path / name))
    assert [row.text for row in rows] == texts
    assert {row.warnings for row in rows} == {(f"read as {encoding}, not UTF-8",)}


def test_how_many_are_expected_is_judged_by_the_part_read(tmp_path):
    lines = "".join(f'{{"id": "{n}", "text": "{"雨" * 9000}"}}\n' for n in range(400))
    (tmp_path / "in.jsonl").write_text(lines, encoding="utf-8")
    archive = read_archive(tmp_path / "in.jsonl")
    assert archive.expected(0) is None
    for seen, _ in enumerate(archive, start=1):
        if seen == 200:
            assert 300 < archive.expected(seen) < 500
    assert archive.expected(400) == 400


def test_a_folder_that_cannot_be_looked_into_is_a_failure(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text("本文", encoding="utf-8")
    (tmp_path / "locked").mkdir()
    scandir = os.scandir

    def barred(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", barred)
    failure, post = read_archive(tmp_path).items()
    assert "locked: cannot look inside: Permission denied" in failure.reason
    assert post.id == "a.md"
