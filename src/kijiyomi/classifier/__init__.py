"""Categories and tags, learnt from an archive."""

from __future__ import annotations

from pathlib import Path

from kijiyomi.classifier.model import Model

__all__ = ["Model", "default_model_path"]

_PACKAGE = Path(__file__).parent.parent


def default_model_path() -> Path:
    """Return the folder of the model that ships with kijiyomi: in the package, or in its source tree."""
    shipped = _PACKAGE / "models" / "default"
    return shipped if shipped.is_dir() else _PACKAGE.parent.parent / "models" / "default"
