from tests.support.audited import of_kind, post

from kijiyomi.audit import FindingKind
from kijiyomi.audit.kinds import LabelCounts, LabelOverlap, PostShare
from kijiyomi.audit.label_findings import label_findings
from kijiyomi.audit.posts import read_posts


def found(articles, kind):
    return of_kind(kind, label_findings(read_posts(articles)))


def test_labels_on_nearly_every_post():
    posts = [
        post(n, tags=["AI", "最新", f"話題{n}"], categories=["分析" if n < 18 else "解説"]) for n in range(20)
    ]
    tags = found(posts, FindingKind.TAG_ON_NEARLY_EVERY_POST)
    assert [(f.subject, f.evidence, f.severity) for f in tags] == [
        ("AI", PostShare(20, 20), 1),
        ("最新", PostShare(20, 20), 1),
    ]
    (category,) = found(posts, FindingKind.CATEGORY_ON_MOST_POSTS)
    assert (category.subject, category.evidence, len(category.posts)) == ("分析", PostShare(18, 20), 18)


def test_few_posts_have_no_useless_labels():
    posts = [post(n, tags=["AI"]) for n in range(4)]
    assert found(posts, FindingKind.TAG_ON_NEARLY_EVERY_POST) == []


def test_spellings_and_near_synonyms_of_one_tag():
    tags = ["LLM", "LLM", "llm", "ＬＬＭ", "AI規制", "AI規制", "AI規制関連", "Java", "JavaScript"]
    posts = [post(n, tags=[tag]) for n, tag in enumerate(tags)]
    (spellings,) = found(posts, FindingKind.SPELLINGS_OF_ONE_TAG)
    assert spellings.subject.split(" / ")[0] == "LLM"
    assert set(spellings.posts) == {"p2", "p3"}
    (near,) = found(posts, FindingKind.TAGS_OF_ONE_MEANING)
    assert (near.subject, near.posts) == ("AI規制 / AI規制関連", ("p6",))
    assert near.evidence == LabelCounts((("AI規制", 2), ("AI規制関連", 1)))


def test_a_tag_with_an_empty_ending_is_the_tag():
    for pair in (("サーバ", "サーバー"), ("量子計算", "量子計算全般"), ("API", "APIs"), ("DNS", "DNS等")):
        assert near_synonyms(pair) == [pair]


def test_a_tag_that_begins_another_is_a_wider_one():
    for pair in (
        ("倉庫", "倉庫管理"),
        ("太陽電池", "太陽電池パネル"),
        ("Cloud", "Cloud Run"),
        ("AI規制", "AI規制対応"),
        ("New", "News"),
        ("window", "windows"),
        ("DNS", "DNSS"),
        ("図書", "図書館"),
    ):
        assert near_synonyms(pair) == []


def near_synonyms(tags):
    posts = [post(n, tags=[tag]) for n, tag in enumerate([*tags, *tags, "別"])]
    return [tuple(sorted(f.subject.split(" / "))) for f in found(posts, FindingKind.TAGS_OF_ONE_MEANING)]


def test_tags_that_always_go_together():
    posts = [post(n, tags=["工場", "製造"] if n < 6 else [f"話題{n}"]) for n in range(12)]
    (pair,) = found(posts, FindingKind.TAGS_ON_THE_SAME_POSTS)
    assert (pair.subject, pair.evidence) == ("工場 / 製造", LabelOverlap(6, 6))


def test_posts_without_tags():
    posts = [post(n, tags=["工場"] if n % 2 else []) for n in range(6)]
    (finding,) = found(posts, FindingKind.NO_TAGS)
    assert (finding.posts, finding.evidence) == (("p0", "p2", "p4"), PostShare(3, 6))


def test_an_archive_that_uses_no_tags_misses_none():
    assert found([post(n) for n in range(6)], FindingKind.NO_TAGS) == []
