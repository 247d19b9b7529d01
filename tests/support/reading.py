"""Figures of an article as the recogniser finds them in its passage."""

from __future__ import annotations

from kijiyomi.entities.numbers import FigureRecogniser
from kijiyomi.records.analysis import Entity
from support.documents import read_document


def read(source: str) -> tuple[Entity, ...]:
    """Return the figures of an article; each stands verbatim at its offsets."""
    document = read_document(source)
    found = FigureRecogniser()(document)
    for entity in found:
        assert document.passage.text[entity.start : entity.end] == entity.text
    return found
