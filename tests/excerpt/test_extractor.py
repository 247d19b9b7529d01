import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi import analyze, load
from kijiyomi.analyzer import NO_EXCERPT
from kijiyomi.article import Article
from kijiyomi.excerpt import ExcerptExtractor
from kijiyomi.records.analysis import Keyword
from kijiyomi.text.markdown import read_passage
from support.documents import read_document as read
from support.japanese_text import article_texts, keyword_texts, titles

POST = """# 港の倉庫に自律搬送ロボット

こんにちは、皆さん。今日も暑いですね。

これは本当にすごいことでしょうか？

海辺物流は3日、横浜港の倉庫に**自律搬送ロボット**を40台導入し、夜間の荷役をすべて自動化すると発表した。投資額は約6億円で、来春の稼働を見込む。

- 導入台数は40台
- 投資額は6億円
"""
TITLE = "港の倉庫に自律搬送ロボット"


def excerpt_of(text, title="", keywords=(), **options):
    extractor = ExcerptExtractor(**options)
    return extractor.extract(read(text, title), [Keyword(k, 1.0, 1) for k in keywords])


def test_it_says_what_the_article_is_about():
    found = excerpt_of(POST, TITLE, ["自律搬送ロボット", "横浜港"])
    assert found.startswith("海辺物流は3日、横浜港の倉庫に自律搬送ロボットを40台導入し")
    assert found.endswith("。")


def test_it_is_verbatim_and_whole():
    passage = read_passage(Article(POST))
    found = excerpt_of(POST)
    spans = passage.sentence_spans().tolist()
    start = passage.text.index(found)
    assert start in [s for s, _ in spans]
    assert start + len(found) in [e for _, e in spans]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "```\ncode\n```",
        "# 見出しだけ",
        "- 一つ目の項目\n- 二つ目の項目",
        "短い文。",
        "しかし、海辺物流は横浜港の倉庫に自律搬送ロボットを40台導入すると発表した。",
        "皆さん、海辺物流は横浜港の倉庫に自律搬送ロボットを40台導入すると発表しました。",
        "海辺物流は横浜港の倉庫に自律搬送ロボットを40台も導入して元が取れるのでしょうか。",
        "海辺物流は横浜港の倉庫に自律搬送ロボットを導入すると発表し、" * 6 + "これを認めた。",
        "| 海辺物流は横浜港の倉庫に自律搬送ロボットを40台導入すると発表した。 |\n|---|\n| 表 |",
    ],
)
def test_what_cannot_stand_alone_is_no_excerpt(text):
    assert excerpt_of(text) == ""


def test_a_missing_excerpt_is_a_warning():
    assert NO_EXCERPT in analyze("しかし、それはそうではない。").warnings
    assert NO_EXCERPT not in analyze("").warnings
    assert NO_EXCERPT not in analyze(POST).warnings


def test_marks_of_bullets_are_left_out():
    text = "・海辺物流は3日、横浜港の倉庫に自律搬送ロボットを40台導入すると発表した。"
    assert excerpt_of(text, TITLE).startswith("海辺物流")


@pytest.mark.parametrize("length", [15, 40, 60, 100, 200])
def test_no_sentence_is_cut_to_fit(length):
    whole = excerpt_of(POST, TITLE)
    found = excerpt_of(POST, TITLE, max_length=length)
    assert len(found) <= length
    assert found == "" or found.endswith("。")
    if length >= len(whole):
        assert found == whole
    assert load(None, facts=False, excerpt_length=length).analyze(Article(POST, title=TITLE)).excerpt == found


def test_a_length_no_sentence_can_have_is_refused():
    with pytest.raises(ValueError, match="15"):
        ExcerptExtractor(max_length=14)


documents = st.builds(read, article_texts, titles)
keyword_lists = st.lists(
    st.builds(Keyword, keyword_texts, st.sampled_from([0.9, 0.5, 0.3]), st.just(1)), max_size=4
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(documents, keyword_lists), max_size=4))
def test_a_batch_and_single_articles_agree(articles):
    extractor = ExcerptExtractor()
    found = extractor.extract_batch([document for document, _ in articles], [some for _, some in articles])
    assert found == [extractor.extract(document, some) for document, some in articles]
    for excerpt, (document, _) in zip(found, articles, strict=True):
        assert excerpt in document.passage.text
        assert excerpt == "" or 15 <= len(excerpt) <= extractor.max_length


LONG = (
    "# 見出し\n\n"
    + "横浜港の倉庫に自律搬送ロボットが入り、夜間の荷役をすべて自動化する計画が始まった。" * 300
)


@pytest.mark.parametrize(
    "neighbours", [["", POST, "", ""], [LONG, POST, LONG], ["\x1c", POST, "（", POST, "a\0b", "\ud800。"]]
)
def test_many_articles_have_the_excerpts_of_each(neighbours):
    documents = [read(text, title) for text in neighbours for title in ("", TITLE)]
    keywords = [[Keyword("横浜港", 0.9, 1), Keyword("ロボット", 0.5, 1)], []] * len(neighbours)
    extractor = ExcerptExtractor()
    assert extractor.extract_batch(documents, keywords) == [
        extractor.extract(document, some) for document, some in zip(documents, keywords, strict=True)
    ]


def test_no_articles_have_no_excerpts():
    assert ExcerptExtractor().extract_batch([], []) == []


def test_what_stands_far_behind_is_not_looked_at():
    assert "横浜港" not in excerpt_of("海辺の町の話です。\n\n" * 300 + POST, "横浜港", ["横浜港"])
