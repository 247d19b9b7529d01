import pytest

from kijiyomi.analysis import Keyword
from kijiyomi.article import Article
from kijiyomi.document import Document
from kijiyomi.features.excerpt import excerpt
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

tokenizer = MecabTokenizer()
POST = """# 港の倉庫に自律搬送ロボット

こんにちは、皆さん。今日も暑いですね。

これは本当にすごいことでしょうか？

海辺物流は3日、横浜港の倉庫に**自律搬送ロボット**を40台導入し、夜間の荷役をすべて自動化すると発表した。投資額は約6億円で、来春の稼働を見込む。

- 導入台数は40台
- 投資額は6億円
"""


def excerpt_of(text, title="", keywords=()):
    article = Article(text, title=title)
    passage = read_passage(article)
    document = Document(article, passage, tokenizer(passage.text), tokenizer(title))
    return excerpt(document, [Keyword(k, 1.0, 1) for k in keywords])


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


@pytest.mark.parametrize("text", ["- 一つ目の項目\n- 二つ目の項目", "# 見出しだけ", "句点のない文"])
def test_without_sentences_it_takes_what_there_is(text):
    assert excerpt_of(text)
