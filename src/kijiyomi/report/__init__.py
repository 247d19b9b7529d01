"""One page about a scored archive, for its editor."""

from __future__ import annotations

from kijiyomi.report.page import Report, report_html
from kijiyomi.report.records import read_records
from kijiyomi.report.texts import Source, Texts

__all__ = ["Report", "Source", "Texts", "read_records", "report_html"]
