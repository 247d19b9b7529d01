"""Entities: companies, GPU models and figures of one article."""

from __future__ import annotations

from kijiyomi.features.entities.extractor import EntityExtractor, default_recognisers

__all__ = ["EntityExtractor", "default_recognisers"]
