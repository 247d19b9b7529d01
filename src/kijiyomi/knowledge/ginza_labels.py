"""Which of GiNZA's named entities count as which of our labels: ``ginza_labels.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, read_data
from kijiyomi.records.labels import EntityLabel

_PATH = FOLDER / "ginza_labels.toml"
GinzaLabels = dict[EntityLabel, tuple[NonEmpty, ...]]
"""GiNZA's extended named entities for each label."""


def read_ginza_labels(path: str | Path) -> GinzaLabels:
    """Return the content of a file like ``ginza_labels.toml``.

    Raises:
        KnowledgeError: If a label is none of ours, or its entities are no list of names.
    """
    return read_data(path, GinzaLabels)


@lru_cache(maxsize=1)
def load_ginza_labels() -> GinzaLabels:
    """Return the content of ``ginza_labels.toml``."""
    return read_ginza_labels(_PATH)
