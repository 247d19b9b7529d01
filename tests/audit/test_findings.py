import json

import pytest
from tests.support.evidence import sample_evidence

from kijiyomi.audit import Audit, Finding, FindingKind
from kijiyomi.audit.kinds import PostShare


@pytest.mark.parametrize("kind", FindingKind, ids=str)
def test_a_finding_becomes_json(kind):
    finding = Finding(kind, "題", sample_evidence(kind), ("a", "b"), 0.5)
    record = json.loads(json.dumps(finding.to_dict(), ensure_ascii=False))
    data = record.pop("data")
    assert record == {
        "kind": str(kind),
        "subject": "題",
        "evidence": finding.sentence("en"),
        "posts": ["a", "b"],
        "severity": 0.5,
    }
    assert data


def test_the_worst_comes_first():
    def finding(kind, subject, severity):
        return Finding(kind, subject, sample_evidence(kind), (subject,), severity)

    listed = [
        finding(FindingKind.READING_TIME, "a", 0.1),
        finding(FindingKind.READING_TIME, "b", 0.3),
        finding(FindingKind.DOUBTFUL_TAG, "c", 0.1),
        finding(FindingKind.DOUBTFUL_TAG, "b", 0.1),
    ]
    audit = Audit.of(4, listed)
    assert audit == Audit.of(4, reversed(listed))
    assert [(f.kind, f.subject) for f in audit.findings] == [
        ("reading time", "b"),
        ("doubtful tag", "b"),
        ("doubtful tag", "c"),
        ("reading time", "a"),
    ]
    assert audit.to_dict()["findings"][0]["subject"] == "b"


def test_shares():
    assert PostShare(3, 4).share == 0.75
