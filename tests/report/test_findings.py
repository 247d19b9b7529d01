from __future__ import annotations

import pytest

from kijiyomi.article import Article
from kijiyomi.audit import audit
from kijiyomi.audit.findings import Audit, Finding, Kind
from kijiyomi.report.findings import KINDS, evidence, findings
from support.records import record


def test_every_kind_of_finding_has_a_japanese_name():
    assert set(KINDS) == set(Kind.__args__)


def test_the_evidence_of_an_audit_becomes_japanese(example):
    front_matter = {
        "tags": ["AI", "LLM"],
        "categories": ["a"],
        "reading_time": 90,
        "excerpt": "この記事では、最新の話題を詳しく解説します。",
    }
    text = "同じ段落が二度あると、読む人はどこまで読んだのかわからなくなるものです。\n\n" * 3
    posts = [Article(f"{n}番目の話。{n * 7}\n\n{text}", id=str(n), metadata=front_matter) for n in range(12)]
    posts += [Article("a", id="x", metadata={"tags": ["ＡＩ", "LLM"]}), Article("b", id="y")]
    found = (*audit(posts).findings, *audit(example.articles[:-3]).findings)
    assert len({finding.kind for finding in found}) >= 7
    untranslated = [f.evidence for f in found if evidence(f.evidence) == f.evidence]
    assert untranslated == []


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("a / b is 3% probable", "「a / b」の確率3%"),
        ("a is 1% probable, b 98%", "「a」の確率1%、「b」の確率98%"),
        ("says 8, takes 2.4 minutes", "記載は8分、本文からは2.4分"),
        ("something new", "something new"),
    ],
)
def test_evidence(english, japanese):
    assert evidence(english) == japanese


def test_findings_know_their_articles_and_titles():
    records = [
        record() | {"id": "x", "title": "題X"},
        record() | {"id": "y", "title": ""},
        record() | {"id": "", "path": "z"},
    ]
    audited = Audit.of(
        3,
        [
            Finding("near-duplicate posts", "x / y", "", ("x", "y"), 1),
            Finding("no tags", "no tags", "", ("z", "unscored"), 0),
        ],
    )
    rows = findings(audited, records)
    assert [(row["subject"], row["posts"], row["articles"]) for row in rows] == [
        ("題X / y", 2, [0, 1]),
        ("", 2, [2]),
    ]
