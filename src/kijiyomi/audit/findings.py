"""What an audit says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from kijiyomi.audit.kinds import Evidence, FindingKind, Language


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at.

    編集者が見るべき1つの問題。

    Attributes:
        kind: What kind of problem it is.
        subject: The label, post or value it is about.
        evidence: The numbers, names and texts it rests on, of the type that its kind has.
        posts: Identifiers of the posts concerned.
        severity: Posts concerned, each weighted by how certain the problem is, over all posts; 0 to 1.
    """

    kind: FindingKind
    subject: str
    evidence: Evidence
    posts: tuple[str, ...]
    severity: float

    def sentence(self, language: Language = "en") -> str:
        """Return what the evidence says.

        根拠を文にして返す。
        """
        return self.kind.sentence(self.evidence, language)

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON types; ``evidence`` is a sentence, ``data`` what it says.

        問題をJSONの型で返す。`evidence`は文、`data`はその中身。
        """
        return {
            "kind": self.kind.value,
            "subject": self.subject,
            "evidence": self.sentence(),
            "posts": list(self.posts),
            "severity": self.severity,
            "data": asdict(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything an audit found.

    点検で見つかったもののすべて。

    Attributes:
        posts: Posts that were read.
        findings: The worst first.
    """

    posts: int
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, posts: int, findings: Iterable[Finding]) -> Audit:
        """Return an audit with its findings in order.

        見つかった問題を重い順に並べ、点検の結果として返す。
        """
        ranked = sorted(findings, key=lambda f: (-f.severity, f.kind, f.subject, f.posts))
        return cls(posts, tuple(ranked))

    def to_dict(self) -> dict[str, Any]:
        """Return the audit as JSON types.

        点検の結果をJSONの型で返す。
        """
        return {"posts": self.posts, "findings": [finding.to_dict() for finding in self.findings]}
