"""What an audit says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal[
    "tag on nearly every post",
    "category on most posts",
    "spellings of one tag",
    "tags of one meaning",
    "tags on the same posts",
    "no tags",
    "reading time of all posts",
    "reading time",
    "templated excerpt",
    "near-duplicate posts",
    "repeated paragraph",
    "doubtful category",
    "doubtful tag",
    "missing tag",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at.

    Attributes:
        kind: What kind of problem it is.
        subject: The label, post or value it is about.
        evidence: Why it is said.
        posts: Identifiers of the posts concerned.
        severity: Posts concerned, each weighted by how certain the problem is, over all posts; 0 to 1.
    """

    kind: Kind
    subject: str
    evidence: str
    posts: tuple[str, ...]
    severity: float

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON types."""
        return asdict(self) | {"posts": list(self.posts)}


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything an audit found.

    Attributes:
        posts: Posts that were read.
        findings: The worst first.
    """

    posts: int
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, posts: int, findings: Iterable[Finding]) -> Audit:
        """Return an audit with its findings in order."""
        ranked = sorted(findings, key=lambda f: (-f.severity, f.kind, f.subject, f.posts))
        return cls(posts, tuple(ranked))

    def to_dict(self) -> dict[str, Any]:
        """Return the audit as JSON types."""
        return {"posts": self.posts, "findings": [finding.to_dict() for finding in self.findings]}
