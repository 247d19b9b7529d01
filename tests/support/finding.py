from __future__ import annotations

import datetime

from kijiyomi.entities.numbers import FigureRecogniser
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.records.analysis import Entity
from kijiyomi.text.normalise import normalise
from support.documents import read_document


def find(text: str, today: datetime.date | None = None) -> list[tuple[str, Figure]]:
    """Return the figures of ``text`` with the characters they stand for."""
    normalised = normalise(text)
    found = []
    for figure in FigureRecogniser(today).figures(normalised.text):
        start, end = normalised.span(figure.start, figure.end)
        found.append((text[start:end], figure))
    return found


def surfaces(text: str, label: str | None = None) -> list[str]:
    """Return the characters of the figures of ``text``, of one label if given."""
    return [surface for surface, figure in find(text) if label in (None, figure.label)]


def only(text: str, today: datetime.date | None = None) -> tuple[str, Figure]:
    """Return the one figure of ``text``."""
    ((surface, figure),) = find(text, today)
    return surface, figure


def read_figures(source: str) -> tuple[Entity, ...]:
    """Return the figures of an article, each of which stands verbatim at its offsets."""
    document = read_document(source)
    found = FigureRecogniser()(document)
    for entity in found:
        assert document.passage.text[entity.start : entity.end] == entity.text
    return found
