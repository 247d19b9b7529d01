"""An audit's findings in Japanese."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from kijiyomi.audit import Audit, Finding
from kijiyomi.audit.findings import Kind
from kijiyomi.records.schema import Record

KINDS: dict[Kind, str] = {
    "tag on nearly every post": "ほぼ全記事に付くタグ",
    "category on most posts": "大半の記事に付くカテゴリー",
    "spellings of one tag": "タグの表記ゆれ",
    "tags of one meaning": "意味が近いタグ",
    "tags on the same posts": "いつも一緒に付くタグ",
    "no tags": "タグなし",
    "reading time of all posts": "全記事で同じ読了時間",
    "reading time": "読了時間が本文に合わない",
    "templated excerpt": "定型文の抜粋",
    "near-duplicate posts": "ほぼ同じ内容の記事",
    "repeated paragraph": "同じ段落の繰り返し",
    "doubtful category": "疑わしいカテゴリー",
    "doubtful tag": "疑わしいタグ",
    "missing tag": "足りないタグ",
}
# Evidence is written in English by the audit; what none of these reads is shown as it is.
_EVIDENCE = tuple(
    (re.compile(pattern, re.DOTALL), japanese)
    for pattern, japanese in (
        (
            r"on (\S+) of (\S+) posts \((\S+)\): it tells none from another",
            r"\2本中\1本（\3）に付き、区別の役に立たない",
        ),
        (r"together on (\S+) of the (\S+) posts that have either", r"どちらかが付く\2本中、\1本に両方が付く"),
        (r"(\S+) of (\S+) posts", r"\2本中\1本"),
        (r"on (\S+) of (\S+) posts, which take (\S+) to (\S+) minutes", r"\2本中\1本。実際は\3〜\4分"),
        (r"says (\S+), takes (\S+) minutes", r"記載は\1分、本文からは\2分"),
        (
            r"(\S+) of (\S+) posts have it around their title or a word",
            r"\2本中\1本の抜粋が、題名か一語だけを替えたもの",
        ),
        (r"(\S+) of their character pairs and triples are the same", r"文字の2連・3連の\1が同じ"),
        (r"(\S+) of its text is said again, (\S+) times: (.*)", r"本文の\1が\2回繰り返し: \3"),
        (r"(.+) is (\S+%) probable, (.+) (\S+%)", r"「\1」の確率\2、「\3」の確率\4"),
        (r"(.+) is (\S+%) probable", r"「\1」の確率\2"),
        (r"(.+: [\d,]+) posts", r"\1本"),
    )
)


def findings(audit: Audit, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return the findings as JSON types, the worst first; ``articles`` are the places of their records.

    Posts that were not scored have no place and are counted only in ``posts``.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        places[record["id"] or record["path"]].append(place)
    return [_row(finding, places, records) for finding in audit.findings]


def _row(finding: Finding, places: dict[str, list[int]], records: Sequence[Record]) -> dict[str, Any]:
    titles = {post: records[places[post][0]]["title"] or post for post in finding.posts if post in places}
    return {
        "kind": KINDS[finding.kind],
        "subject": _subject(finding, titles),
        "evidence": evidence(finding.evidence),
        "posts": len(finding.posts),
        "articles": [place for post in finding.posts for place in places.get(post, ())],
    }


def _subject(finding: Finding, titles: dict[str, str]) -> str:
    if finding.kind == "no tags":
        return ""
    if finding.subject == " / ".join(finding.posts):
        return " / ".join(titles.get(post, post) for post in finding.posts)
    return finding.subject


def evidence(english: str) -> str:
    """Return why something was found, in Japanese as far as it is known.

    >>> evidence("says 8, takes 2.4 minutes")
    '記載は8分、本文からは2.4分'
    """
    for pattern, japanese in _EVIDENCE:
        if found := pattern.fullmatch(english):
            return found.expand(japanese)
    return english
