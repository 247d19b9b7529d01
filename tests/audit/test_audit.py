import random

import numpy as np
import pytest

from kijiyomi import Article, InputError
from kijiyomi.audit import audit
from kijiyomi.audit.doubtful_labels import category_doubts, tag_doubts

SENTENCES = [
    "川沿いの工場は冷却に井戸水を使う。",
    "新しい変電所は来春に動き始める。",
    "担当者は部品の到着を待っている。",
    "屋根には太陽光の板が並ぶ。",
    "試作の基板は三度目で動いた。",
    "倉庫の棚は床から天井まで届く。",
    "研修では古い機械の図面も読む。",
    "町の図書館が講座の会場になった。",
]


def body(seed, sentences=40):
    chance = random.Random(seed)
    words = ["春", "夏", "秋", "冬", "朝", "夜", "北", "南", "東", "西"]
    return "\n\n".join(
        f"{seed}の{chance.choice(words)}{chance.randrange(10**6)}、{chance.choice(SENTENCES)}"
        for _ in range(sentences)
    )


def post(number, **metadata):
    text = metadata.pop("text", None) or body(number)
    return Article(text, id=f"p{number}", title=metadata.pop("title", f"題{number}"), metadata=metadata)


def found(articles, kind):
    return [finding for finding in audit(articles).findings if finding.kind == kind]


def test_labels_on_nearly_every_post_come_first():
    posts = [
        post(n, tags=["AI", "最新", f"話題{n}"], categories=["分析" if n < 18 else "解説"]) for n in range(20)
    ]
    audited = audit(posts)
    assert [(f.kind, f.subject, len(f.posts)) for f in audited.findings[:3]] == [
        ("tag on nearly every post", "AI", 20),
        ("tag on nearly every post", "最新", 20),
        ("category on most posts", "分析", 18),
    ]
    assert "20 of 20" in audited.findings[0].evidence
    assert [f.severity for f in audited.findings] == sorted(
        (f.severity for f in audited.findings), reverse=True
    )


def test_spellings_and_near_synonyms_of_one_tag():
    tags = [
        ["LLM"],
        ["LLM"],
        ["llm"],
        ["ＬＬＭ"],
        ["AI規制"],
        ["AI規制"],
        ["AI規制対応"],
        ["Java"],
        ["JavaScript"],
    ]
    posts = [post(n, tags=given) for n, given in enumerate(tags)]
    (twins,) = found(posts, "spellings of one tag")
    assert twins.subject.split(" / ")[0] == "LLM"
    assert set(twins.posts) == {"p2", "p3"}
    assert [(f.subject, f.posts) for f in found(posts, "tags of one meaning")] == [
        ("AI規制 / AI規制対応", ("p6",))
    ]


def test_tags_that_always_go_together():
    posts = [post(n, tags=["工場", "製造"] if n < 6 else [f"話題{n}"]) for n in range(12)]
    assert [f.subject for f in found(posts, "tags on the same posts")] == ["工場 / 製造"]


def test_posts_without_tags():
    posts = [post(n, tags=["工場"] if n % 2 else []) for n in range(6)]
    (finding,) = found(posts, "no tags")
    assert finding.posts == ("p0", "p2", "p4")


@pytest.mark.parametrize("value", [8, "8", "8分", "8 min read", {"minutes": 8}])
def test_one_reading_time_on_all_posts(value):
    posts = [post(n, reading_time=value, text=body(n, 5 + 60 * n)) for n in range(8)]
    (finding,) = found(posts, "reading time of all posts")
    assert (finding.subject, len(finding.posts)) == ("8", 8)
    assert "p0" in {f.subject for f in found(posts, "reading time")}


def test_reading_times_that_fit_are_left_alone():
    posts = [post(n, reading_time=2) for n in range(8)]
    kinds = {finding.kind for finding in audit(posts).findings}
    assert not kinds & {"reading time", "reading time of all posts"}


def test_excerpts_made_from_a_template():
    def excerpt(title):
        return f"{title}について、最新の動きと今後の見通しをわかりやすくまとめました。"

    posts = [post(n, title=f"題名{n}の話", excerpt=excerpt(f"題名{n}の話")) for n in range(9)]
    posts += [post(n, excerpt=SENTENCES[n % 8] + str(n)) for n in range(9, 12)]
    (finding,) = found(posts, "templated excerpt")
    assert finding.subject == "…について、最新の動きと今後の見通しをわかりやすくまとめました。"
    assert len(finding.posts) == 9


def test_near_duplicates():
    posts = [post(n) for n in range(6)]
    posts.append(post(9, text=body(3).replace("屋根", "天井") + "\n\n追記した。"))
    (finding,) = found(posts, "near-duplicate posts")
    assert finding.posts == ("p3", "p9")


def test_paragraphs_said_twice():
    again = "この段落は同じ記事の中で二度も三度も現れる、困った段落なので見つけたい。"
    posts = [post(1), post(2, text=f"{body(2)}\n\n{again}\n\n{body(3)}\n\n{again}\n")]
    (finding,) = found(posts, "repeated paragraph")
    assert finding.subject == "p2"
    assert again[:20] in finding.evidence


def test_categories_others_speak_against_are_doubted():
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.05, 0.95]], dtype=np.float32)
    given = np.array([0, 0, 1, 1, 0])
    (finding,) = category_doubts(list("abcde"), scores, given, ["分析", "解説"], 5)
    assert finding.posts == ("e",)
    assert finding.evidence == "分析 is 5% probable, 解説 95%"


def test_tags_others_speak_against_or_for():
    scores = np.array([0.9, 0.8, 0.02, 0.1, 0.2, 0.95], dtype=np.float32)
    given = np.array([True, True, True, False, False, False])
    doubts = {(f.kind, *f.posts) for f in tag_doubts("工場", list("abcdef"), scores, given, 6)}
    assert doubts == {("doubtful tag", "c"), ("missing tag", "f")}


def test_planted_errors_are_doubted():
    skies, gardens = "望遠鏡で星雲と月食を観測した。", "苗を畑に植え、肥料を土に混ぜた。"
    posts = [
        post(n, text=f"{n}日。{skies if n % 2 else gardens}" * 9, categories=["天文" if n % 2 else "園芸"])
        for n in range(40)
    ]
    posts[7] = post(7, text=f"7日。{skies}" * 9, categories=["園芸"])
    assert [f.posts for f in found(posts, "doubtful category")] == [("p7",)]


def test_an_archive_without_articles_is_refused():
    with pytest.raises(InputError, match="no article"):
        audit([])


def test_posts_without_identifiers_are_told_by_their_number():
    (finding,) = found([Article(body(1), metadata={"reading_time": 99})], "reading time")
    assert finding.posts == ("1",)
