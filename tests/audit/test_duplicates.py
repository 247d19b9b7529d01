from itertools import combinations

from tests.support.audited import body, post

from kijiyomi.audit.duplicates import duplicate_findings, repetition_findings
from kijiyomi.audit.posts import read_posts


def pairs_and_triples(text):
    return {text[start : start + n] for n in (2, 3) for start in range(len(text) - n + 1)}


def test_near_duplicates():
    posts = [post(n) for n in range(6)]
    posts.append(post(9, text=body(3).replace("屋根", "天井") + "\n\n追記した。"))
    (finding,) = duplicate_findings(read_posts(posts))
    assert finding.posts == ("p3", "p9")
    one, other = (pairs_and_triples(p.text) for p in read_posts(posts) if p.id in finding.posts)
    assert abs(finding.evidence.jaccard - len(one & other) / len(one | other)) < 0.02


def test_candidates_miss_no_pair_that_is_nearly_the_same():
    posts = read_posts(post(n, text=body(1, 40) + "\n\n" + body(n, 4)) for n in range(12))
    found = {finding.posts for finding in duplicate_findings(posts)}
    assert found == set(combinations([post.id for post in posts], 2))


def test_short_texts_are_not_compared():
    assert list(duplicate_findings(read_posts(post(n, text="同じ短い話。") for n in range(3)))) == []


def test_paragraphs_said_twice():
    again = "この段落は同じ記事の中で二度も三度も現れる、困った段落なので見つけたい。"
    posts = read_posts([post(1), post(2, text=f"{body(2)}\n\n{again}\n\n{body(3)}\n\n{again}\n")])
    (finding,) = repetition_findings(posts)
    assert finding.posts == ("p2",)
    assert (finding.evidence.times, finding.evidence.paragraph) == (2, again)
    assert finding.evidence.share == len(again) / len(posts[1].text)
