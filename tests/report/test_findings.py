import pytest
from tests.support.evidence import sample_evidence

from kijiyomi.audit import Audit, Finding, FindingKind
from kijiyomi.report.findings import findings


def found(kind, subject, *posts):
    return Finding(kind, subject, sample_evidence(kind), posts, 0.5)


RECORDS = [
    {"id": "x", "path": "p", "title": "題X"},
    {"id": "y", "path": "p", "title": ""},
    {"id": "", "path": "z", "title": "題Z"},
    {"id": "x", "path": "q", "title": "題X2"},
]


def rows(*given):
    return findings(Audit.of(4, given), RECORDS)


@pytest.mark.parametrize("kind", FindingKind, ids=str)
def test_every_kind_is_shown_in_japanese(kind):
    (row,) = rows(found(kind, "題", "x"))
    assert row["kind"] == kind.japanese
    assert row["evidence"] == kind.sentence(sample_evidence(kind), "ja")


@pytest.mark.parametrize("kind", FindingKind, ids=str)
def test_the_subject_is_what_the_kind_is_about(kind):
    (row,) = rows(found(kind, "x", "x"))
    assert row["subject"] == {"posts": "題X", "archive": ""}.get(kind.about, "x")


def test_findings_know_their_articles_and_titles():
    pair = found(FindingKind.NEAR_DUPLICATES, "x / y", "x", "y")
    untagged = found(FindingKind.NO_TAGS, "no tags", "z", "unscored")
    assert [(row["subject"], row["posts"], row["articles"]) for row in rows(pair, untagged)] == [
        ("題X / y", 2, [0, 3, 1]),
        ("", 2, [2]),
    ]
