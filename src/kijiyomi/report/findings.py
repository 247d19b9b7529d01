"""An audit's findings as the report shows them, in Japanese."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kijiyomi.audit import Audit, Finding
from kijiyomi.records.schema import Record


def findings(audit: Audit, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return the findings as JSON types, the worst first; ``articles`` are the indices of their records.

    Posts that were not scored have no record and are counted only in ``posts``.
    """
    indices: dict[str, list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        indices[record["id"] or record["path"]].append(index)
    return [_row(finding, indices, records) for finding in audit.findings]


def _row(finding: Finding, indices: Mapping[str, list[int]], records: Sequence[Record]) -> dict[str, Any]:
    titles = {post: records[indices[post][0]]["title"] or post for post in finding.posts if post in indices}
    return {
        "kind": finding.kind.name_in("ja"),
        "subject": _subject(finding, titles),
        "evidence": finding.sentence("ja"),
        "posts": len(finding.posts),
        "articles": [index for post in finding.posts for index in indices.get(post, ())],
    }


def _subject(finding: Finding, titles: Mapping[str, str]) -> str:
    if finding.kind.about == "archive":
        return ""
    if finding.kind.about == "posts":
        return " / ".join(titles.get(post, post) for post in finding.posts)
    return finding.subject
