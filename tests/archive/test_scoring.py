import json

import pytest

from kijiyomi import InputError
from kijiyomi.archive import read_archive, score
from kijiyomi.archive.scoring import Summary

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


def test_an_article_that_cannot_be_analyzed_is_a_row_in_the_errors(archive, tmp_path, monkeypatch):
    from kijiyomi.analyzer import Analyzer

    analyze_batch = Analyzer.analyze_batch

    def fragile(self, articles):
        if any(article.id == "a1" for article in articles):
            raise MemoryError("too big")
        return analyze_batch(self, articles)

    monkeypatch.setattr(Analyzer, "analyze_batch", fragile)
    summary = score(read_archive(archive), tmp_path / "out.jsonl", model=None)
    assert [r["id"] for r in records(tmp_path / "out.jsonl")] == ["a0", "a2", "a3"]
    reasons = [e["reason"] for e in records(tmp_path / "out.errors.jsonl")]
    assert any("cannot be analyzed: MemoryError: too big" in reason for reason in reasons)
    assert summary.failures == 2


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
