import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.article import Article
from kijiyomi.excerpt import extract_excerpt, extract_excerpt_batch
from kijiyomi.records.analysis import Keyword
from kijiyomi.text.markdown import read_passage
from reference import excerpts as reference
from support.documents import read_document as read
from support.japanese_text import article_texts, keyword_texts, titles

POST = """# 港の倉庫に自律搬送ロボット

こんにちは、皆さん。今日も暑いですね。

これは本当にすごいことでしょうか？

海辺物流は3日、横浜港の倉庫に**自律搬送ロボット**を40台導入し、夜間の荷役をすべて自動化すると発表した。投資額は約6億円で、来春の稼働を見込む。

- 導入台数は40台
- 投資額は6億円
"""


def excerpt_of(text, title="", keywords=()):
    return extract_excerpt(read(text, title), [Keyword(k, 1.0, 1) for k in keywords])


def test_it_says_what_the_article_is_about():
    found = excerpt_of(POST, "港の倉庫に自律搬送ロボット", ["自律搬送ロボット", "横浜港"])
    assert found.startswith("海辺物流は3日、横浜港の倉庫に自律搬送ロボットを40台導入し")
    assert found.endswith("。")


def test_it_is_verbatim_and_whole():
    passage = read_passage(Article(POST))
    found = excerpt_of(POST)
    assert found in passage.text
    spans = passage.sentence_spans().tolist()
    start = passage.text.index(found)
    assert start in [s for s, _ in spans]
    assert start + len(found) in [e for _, e in spans]


@pytest.mark.parametrize("text", ["", "\n\n", "```\ncode\n```"])
def test_an_article_without_text_has_none(text):
    assert excerpt_of(text) == ""


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("- 一つ目の項目\n- 二つ目の項目", "一つ目の項目"),
        ("# 見出しだけ", "見出しだけ"),
        ("# 見出し\n\n句点のない文", "句点のない文"),
    ],
)
def test_without_sentences_it_takes_what_there_is(text, excerpt):
    assert excerpt_of(text) == excerpt


documents = st.builds(read, article_texts, titles)
keyword_lists = st.lists(
    st.builds(Keyword, keyword_texts, st.sampled_from([0.9, 0.5, 0.3]), st.just(1)), max_size=4
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(documents, keyword_lists), max_size=4))
def test_excerpts_are_those_of_the_plain_form(articles):
    found = extract_excerpt_batch([document for document, _ in articles], [some for _, some in articles])
    assert found == [reference.extract_excerpt(document, some) for document, some in articles]


LONG = (
    "# 見出し\n\n"
    + "横浜港の倉庫に自律搬送ロボットが入り、夜間の荷役をすべて自動化する計画が始まった。" * 300
)


@pytest.mark.parametrize(
    "neighbours", [["", POST, "", ""], [LONG, POST, LONG], ["\x1c", POST, "（", POST, "a\0b", "\ud800。"]]
)
def test_many_articles_have_the_excerpts_of_each(neighbours):
    documents = [read(text, title) for text in neighbours for title in ("", "港の倉庫に自律搬送ロボット")]
    keywords = [[Keyword("横浜港", 0.9, 1), Keyword("ロボット", 0.5, 1)], []] * len(neighbours)
    found = extract_excerpt_batch(documents, keywords)
    assert found == [
        extract_excerpt(document, some) for document, some in zip(documents, keywords, strict=True)
    ]
    assert [bool(text) for text in found] == [bool(document.passage.text.strip()) for document in documents]


def test_no_articles_have_no_excerpts():
    assert extract_excerpt_batch([], []) == []


def test_what_stands_far_behind_is_not_looked_at():
    assert "横浜港" not in excerpt_of("海辺の町の話です。\n\n" * 300 + POST, "横浜港", ["横浜港"])
