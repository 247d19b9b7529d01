"""What is wrong with an archive's labels, reading times, excerpts and posts."""

from __future__ import annotations

from kijiyomi.audit.findings import Audit, Finding
from kijiyomi.audit.run import audit

__all__ = ["Audit", "Finding", "audit"]
