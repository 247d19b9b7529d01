import pyarrow as pa
import pytest

import kijiyomi
from kijiyomi import InputError
from kijiyomi.archive import ColumnNames, score_batches
from kijiyomi.archive.arrow_batches import (
    article_batch,
    article_schema,
    records_of,
    scored_batch,
    scored_schema,
    without_failures,
)
from kijiyomi.archive.score_cache import ScoreCache
from kijiyomi.article import Article
from kijiyomi.batching import MAX_ITEMS
from kijiyomi.frontmatter.articles import read_front_matter

TEXTS = ["北風電力は約30億円を投じる。", "NVIDIAのH100を1,000基。10〜20%増。", "", "𠮷野家の😀と3割5分。"]


@pytest.fixture(scope="module")
def analyzer():
    return kijiyomi.load(None)


def test_records_survive_arrow_whole():
    analyses = kijiyomi.load().analyze_batch([Article(t, id=str(n)) for n, t in enumerate(TEXTS)])
    batch = scored_batch(analyses)
    assert batch.schema == scored_schema()
    assert records_of(batch) == [analysis.to_dict() for analysis in analyses]


def test_any_table_with_texts_is_scored(analyzer):
    given = pa.RecordBatch.from_pydict({"n": [7, 8], "body": pa.array(TEXTS[:2], pa.large_string())})
    (scored,) = score_batches([given], analyzer, columns=ColumnNames(id="n", text="body"))
    assert scored.column("id").to_pylist() == ["7", "8"]
    assert scored.column("entities").to_pylist()[1][0]["name"] == "NVIDIA"
    assert scored.column("error").null_count == 2


def test_rows_without_text_have_an_error_and_the_others_go_on(analyzer):
    given = pa.RecordBatch.from_pydict({"id": ["a", "b"], "text": [None, TEXTS[0]]})
    (scored,) = score_batches([given], analyzer)
    records, failures = without_failures(scored)
    assert [r["id"] for r in records_of(records)] == ["b"]
    assert [(f.id, f.reason) for f in failures] == [("a", "a: 'text' is null, not text")]


def test_a_batch_without_texts_is_refused(analyzer):
    with pytest.raises(InputError, match="there is no column 'text'; there are 'body'"):
        list(score_batches([pa.RecordBatch.from_pydict({"body": ["本文"]})], analyzer))


def test_large_batches_come_back_in_small_ones(analyzer):
    given = article_batch(Article(TEXTS[0], id=str(n)) for n in range(3 * MAX_ITEMS))
    sizes = [scored.num_rows for scored in score_batches([given], analyzer)]
    assert sum(sizes) == 3 * MAX_ITEMS
    assert max(sizes) <= MAX_ITEMS


def test_lone_surrogates_keep_offsets_with_a_warning(analyzer):
    given = article_batch([Article("価格\ud800は3万円。", id="a\udfff")])
    assert given.schema == article_schema()
    (record,) = records_of(next(score_batches([given], analyzer)))
    assert record["id"] == "a\ufffd"
    assert (record["entities"][0]["start"], record["entities"][0]["text"]) == (4, "3万円")
    assert record["warnings"][0] == "lone surrogates were read as U+FFFD"


POST = "---\ntitle: 計画\nlayout: post\n---\n" + TEXTS[0]


def test_a_text_that_is_a_whole_post_is_read_as_one(analyzer):
    given = pa.RecordBatch.from_pydict({"id": ["a", "b"], "title": ["", "別"], "text": [POST, POST]})
    records = records_of(next(score_batches([given], analyzer)))
    assert [record["title"] for record in records] == ["計画", "別"]
    for record in records:
        company, money = record["entities"]
        assert company["text"] == "北風電力"
        assert POST[money["start"] : money["end"]] == money["text"] == "約30億円"
        assert record["characters"] == len(TEXTS[0])


def test_what_has_been_read_of_a_post_is_not_read_again(analyzer):
    given = article_batch([read_front_matter(Article(POST)), Article(POST)])
    whole, text = records_of(next(score_batches([given], analyzer)))
    assert (whole["title"], whole["characters"]) == ("計画", len(TEXTS[0]))
    assert (text["title"], text["characters"] > whole["characters"]) == ("", True)


def test_a_post_and_its_text_are_kept_apart(tmp_path):
    cache = ScoreCache(tmp_path / "cache.sqlite", {})
    assert cache.key(Article(POST)) != cache.key(Article(POST, body_start=4))


class Counting:
    def __init__(self, analyzer):
        self.analyzer = analyzer
        self.read = []

    def analyze_batch(self, articles):
        self.read += [article.id for article in articles]
        return self.analyzer.analyze_batch(articles)


def test_the_cache_knows_articles_by_their_content(analyzer, tmp_path):
    def run(texts, provenance):
        counting = Counting(analyzer)
        given = article_batch(Article(text, id=str(n)) for n, text in enumerate(texts))
        cache = ScoreCache(tmp_path / "cache.sqlite", provenance)
        (scored,) = score_batches([given], counting, cache=cache)
        return counting.read, records_of(scored)

    plain = records_of(next(score_batches([article_batch(map(_numbered, enumerate(TEXTS)))], analyzer)))
    assert run(TEXTS, {"model": "a"}) == (["0", "1", "2", "3"], plain)
    assert run(TEXTS, {"model": "a"}) == ([], plain)
    changed, records = run([*TEXTS[:3], "別の記事。"], {"model": "a"})
    assert changed == ["3"]
    assert records[:3] == plain[:3]
    assert run(TEXTS, {"model": "b"})[0] == ["0", "1", "2", "3"]


def _numbered(pair):
    return Article(pair[1], id=str(pair[0]))


def test_failures_are_not_cached(tmp_path):
    class Failing:
        def analyze_batch(self, articles):
            raise ValueError("今日は駄目")

    for _ in range(2):
        cache = ScoreCache(tmp_path / "cache.sqlite", {})
        (scored,) = score_batches([article_batch([Article("本文", id="a")])], Failing(), cache=cache)
        assert scored.column("error").to_pylist() == ["a: cannot be analyzed: ValueError: 今日は駄目"]


def test_a_file_that_is_no_cache_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("大事なメモ" * 1000, encoding="utf-8")
    with pytest.raises(InputError, match="cannot be used as a cache"):
        ScoreCache(tmp_path / "notes.txt", {})
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "大事なメモ" * 1000
