import pytest

from kijiyomi import Article
from kijiyomi.frontmatter.articles import article_of_post, read_front_matter

POST = "---\ntitle: 題\ntags: [月]\n---\n本文です。\n"


def test_a_post_is_its_body():
    article = article_of_post(POST, id="a", path="p/a.md", warnings=("odd",))
    assert (article.text, article.body, article.body_start) == ("本文です。\n", "本文です。\n", 0)
    assert (article.id, article.title, article.path) == ("a", "題", "p/a.md")
    assert (article.metadata, article.warnings) == ({"title": "題", "tags": ["月"]}, ("odd",))


def test_a_text_with_front_matter_keeps_its_offsets():
    article = read_front_matter(Article(POST, id="a", warnings=("odd",)))
    assert (article.text, article.body) == (POST, "本文です。\n")
    assert (article.id, article.title, article.warnings) == ("a", "題", ("odd",))
    assert article.metadata == {"title": "題", "tags": ["月"]}


def test_what_is_known_counts_before_the_front_matter():
    article = read_front_matter(Article(POST, title="別", metadata={"tags": ["星"], "row": 1}))
    assert article.title == "別"
    assert article.metadata == {"title": "題", "tags": ["星"], "row": 1}


@pytest.mark.parametrize(
    "text", ["", "本文です。", "# 見出し\n\n本文", "---\n\n本文\n", "---\n注意：本文\n---\n"]
)
def test_a_text_without_is_the_article_it_was(text):
    given = Article(text, id="a")
    assert read_front_matter(given) is given


def test_front_matter_that_cannot_be_read_is_no_text_either():
    article = read_front_matter(Article("\n---\ntitle: 題\n---\n本文です。"))
    assert (article.title, article.body, len(article.warnings)) == ("", "本文です。", 1)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# 春の記事\n\n本文", "春の記事"),
        ("\n\n#  春の記事 ##\n本文", "春の記事"),
        ("春の記事\n===\n\n本文\n\n## 節", "春の記事"),
        ("![画](a.png)\n\n本文の前置き。\n\n# 春の記事\n\n## 節\n\n### 項", "春の記事"),
        ("# [春](https://example.jp)の**記事**と`code`", "春の記事とcode"),
        ("# ~~冬~~ 春の *記事*\n", "冬 春の 記事"),
        ("```sh\n# 注釈\n```\n\n# 春の記事\n", "春の記事"),
        ("# 春の記事\n\n```sh\n# 注釈\n```\n", "春の記事"),
        ("<h1>春の記事</h1>\n\n本文", "春の記事"),
        ("# 一\n\n本文\n\n# 二\n\n本文", ""),
        ("一\n===\n\n# 二\n", ""),
        ("## 節\n\n# 終わりに\n", ""),
        ("## 節\n\n本文", ""),
        ("```\n# 注釈\n```\n本文", ""),
        ("    # 注釈\n\n本文", ""),
        ("#タグ #別\n\n本文", ""),
        ("本文だけ", ""),
        ("# \n\n本文", ""),
    ],
)
def test_the_title_of_a_post_without_one_is_its_only_first_heading(body, title):
    for front in ("", "---\nlayout: post\n---\n", "---\ntitle:\n---\n"):
        assert article_of_post(front + body).title == title
    assert article_of_post("---\ntitle: 別\n---\n" + body).title == "別"
    assert article_of_post('---\ntitle: ""\n---\n' + body).title == ""
