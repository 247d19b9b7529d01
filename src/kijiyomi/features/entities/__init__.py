"""Entities: companies, GPU models and figures of one article."""

from __future__ import annotations

from kijiyomi.features.entities.extractor import EntityExtractor

__all__ = ["EntityExtractor"]
