"""Categories and tags, learnt from an archive."""

from __future__ import annotations

from pathlib import Path

from kijiyomi.classifier.model import Model
from kijiyomi.model_store import shipped_model

__all__ = ["Model", "default_model_path"]


def default_model_path() -> Path:
    """Return the folder of the model that ships with kijiyomi."""
    return shipped_model("default")
