"""What is wrong with an archive's labels, reading times, excerpts and posts.

- ``run``: all checks, one after another
- ``kinds``: every kind of finding with its names, evidence and sentences; ``findings``: what an audit says
- ``posts``: what the checks know of a post
- ``label_findings``, ``front_matter_findings``, ``duplicates``, ``doubtful_labels``: the checks
"""

from __future__ import annotations

from kijiyomi.audit.findings import Audit, Finding
from kijiyomi.audit.kinds import FindingKind
from kijiyomi.audit.run import audit

__all__ = ["Audit", "Finding", "FindingKind", "audit"]
