import pytest
from tests.support.audited import body, of_kind, post

from kijiyomi import Article, InputError
from kijiyomi.audit import FindingKind, audit


def test_every_check_is_run():
    again = "この段落は同じ記事の中で二度も三度も現れる、困った段落なので見つけたい。"
    skies, gardens = "望遠鏡で星雲と月食を観測した。", "苗を畑に植え、肥料を土に混ぜた。"
    posts = [
        post(
            n,
            text=f"{n}日。{skies if n % 2 else gardens}" * 9 + f"\n\n{again}\n\n{again}",
            categories=["天文" if n % 2 and n != 7 else "園芸"],
            tags=["AI", "話題"] if n else [],
            reading_time=90,
            excerpt=f"題{n}について、最新の動きと今後の見通しをわかりやすくまとめました。",
        )
        for n in range(40)
    ]
    found = {finding.kind for finding in audit(posts).findings}
    assert found >= {
        FindingKind.TAG_ON_NEARLY_EVERY_POST,
        FindingKind.CONSTANT_READING_TIME,
        FindingKind.TEMPLATED_EXCERPT,
        FindingKind.NEAR_DUPLICATES,
        FindingKind.REPEATED_PARAGRAPH,
        FindingKind.DOUBTFUL_CATEGORY,
    }


def test_progress_is_reported_step_by_step():
    steps = []
    assert audit([post(n) for n in range(3)], progress=steps.append).posts == 3
    assert steps[0] == "reading articles"
    assert len(set(steps)) == len(steps) == 4


def test_an_archive_without_articles_is_refused():
    with pytest.raises(InputError, match="no article"):
        audit([])


def test_posts_without_identifiers_are_numbered():
    findings = audit([Article(body(1), metadata={"reading_time": 99})]).findings
    (finding,) = of_kind(FindingKind.READING_TIME, findings)
    assert finding.posts == ("1",)
