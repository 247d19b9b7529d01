import pytest
from tests.support.audited import SENTENCES, body, of_kind, post

from kijiyomi.audit import FindingKind
from kijiyomi.audit.front_matter_findings import excerpt_findings, reading_time_findings
from kijiyomi.audit.posts import read_posts


@pytest.mark.parametrize("value", [8, "8", "8分", "8 min read", {"minutes": 8}])
def test_one_reading_time_on_all_posts(value):
    posts = read_posts(post(n, reading_time=value, text=body(n, 5 + 60 * n)) for n in range(8))
    findings = list(reading_time_findings(posts))
    (finding,) = of_kind(FindingKind.CONSTANT_READING_TIME, findings)
    assert (finding.subject, len(finding.posts)) == ("8", 8)
    assert (finding.evidence.shortest, finding.evidence.longest) == (posts[0].minutes, posts[7].minutes)
    assert "p0" in {f.subject for f in of_kind(FindingKind.READING_TIME, findings)}


def test_reading_times_are_judged_by_a_factor_of_two_and_a_minute():
    (needed,) = {post.minutes for post in read_posts([post(0)])}
    most, least = 2 * needed + 1, max(needed / 2 - 1, 0)
    for fits in (most - 0.01, needed, least):
        assert list(reading_time_findings(read_posts([post(0, reading_time=fits)]))) == []
    (finding,) = reading_time_findings(read_posts([post(0, reading_time=most + 0.01)]))
    assert (finding.kind, finding.posts) == (FindingKind.READING_TIME, ("p0",))
    assert (finding.evidence.given, finding.evidence.needed) == (most + 0.01, needed)


def excerpt(title):
    return f"{title}について、最新の動きと今後の見通しをわかりやすくまとめました。"


def test_excerpts_made_from_a_template():
    posts = [post(n, title=f"題名{n}の話", excerpt=excerpt(f"題名{n}の話")) for n in range(9)]
    posts += [post(n, excerpt=SENTENCES[n % 8] + str(n)) for n in range(9, 12)]
    (finding,) = excerpt_findings(read_posts(posts))
    assert finding.kind == FindingKind.TEMPLATED_EXCERPT
    assert finding.subject == "…について、最新の動きと今後の見通しをわかりやすくまとめました。"
    assert (len(finding.posts), finding.evidence.posts, finding.evidence.all_posts) == (9, 9, 12)


def test_a_few_excerpts_alike_are_no_template():
    posts = [post(n, title=f"題名{n}の話", excerpt=excerpt(f"題名{n}の話")) for n in range(4)]
    assert list(excerpt_findings(read_posts(posts))) == []
