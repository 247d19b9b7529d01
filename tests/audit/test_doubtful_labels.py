import numpy as np
from tests.support.audited import of_kind, post

from kijiyomi.audit import FindingKind
from kijiyomi.audit.doubtful_labels import doubtful_categories, doubtful_labels, doubtful_tags
from kijiyomi.audit.kinds import TagProbability


def test_categories_others_speak_against():
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.05, 0.95]], dtype=np.float32)
    given = np.array([0, 0, 1, 1, 0])
    (finding,) = doubtful_categories(list("abcde"), scores, given, ["分析", "解説"], 5)
    assert finding.posts == ("e",)
    assert finding.sentence() == "分析 is 5% probable, 解説 95%"
    assert finding.severity == float(np.float32(0.95) - np.float32(0.05)) / 5


def test_tags_others_speak_against_or_for():
    scores = np.array([0.9, 0.8, 0.02, 0.1, 0.2, 0.95], dtype=np.float32)
    given = np.array([True, True, True, False, False, False])
    doubts = list(doubtful_tags("工場", list("abcdef"), scores, given, 6))
    assert [(f.kind, f.posts) for f in doubts] == [
        (FindingKind.DOUBTFUL_TAG, ("c",)),
        (FindingKind.MISSING_TAG, ("f",)),
    ]
    assert doubts[1].evidence == TagProbability("工場", float(scores[5]))


def test_a_tag_that_all_or_none_have_is_not_doubted():
    scores = np.array([0.1, 0.9], dtype=np.float32)
    for given in ([True, True], [False, False]):
        assert list(doubtful_tags("工場", ["a", "b"], scores, np.array(given), 2)) == []


def test_planted_errors_are_doubted():
    skies, gardens = "望遠鏡で星雲と月食を観測した。", "苗を畑に植え、肥料を土に混ぜた。"
    posts = [
        post(n, text=f"{n}日。{skies if n % 2 else gardens}" * 9, categories=["天文" if n % 2 else "園芸"])
        for n in range(40)
    ]
    posts[7] = post(7, text=f"7日。{skies}" * 9, categories=["園芸"])
    doubts = of_kind(FindingKind.DOUBTFUL_CATEGORY, doubtful_labels(posts, len(posts)))
    assert [(f.posts, f.evidence.given, f.evidence.likely) for f in doubts] == [(("p7",), "園芸", "天文")]
