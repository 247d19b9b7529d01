"""What a figure says: whose value it is, of what, when, and how sure."""

from __future__ import annotations

from kijiyomi.facts.extractor import FactExtractor

__all__ = ["FactExtractor"]
