"""Categories and tags, learnt from an archive.

:mod:`~kijiyomi.classifier.model` suggests them: what :mod:`~kijiyomi.classifier.features` sees of a document
goes through linear classifiers and, for tags, through :mod:`~kijiyomi.classifier.tag_ranking`, over the terms
of a :mod:`~kijiyomi.classifier.vocabulary`. :mod:`~kijiyomi.classifier.explain` says which words carried a
suggestion, :mod:`~kijiyomi.classifier.evaluate` how good a model is on labelled articles, and
:mod:`~kijiyomi.classifier.training` makes models.
"""

from __future__ import annotations

from pathlib import Path

from kijiyomi.classifier.model import Model
from kijiyomi.model_store import shipped_model

__all__ = ["Model", "default_model_path"]


def default_model_path() -> Path:
    """Return the folder of the model that ships with kijiyomi."""
    return shipped_model("default")
