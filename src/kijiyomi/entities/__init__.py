"""Entities: companies, GPU models and figures of one article."""

from __future__ import annotations

from kijiyomi.entities.recogniser import EntityRecogniser, default_recognisers

__all__ = ["EntityRecogniser", "default_recognisers"]
