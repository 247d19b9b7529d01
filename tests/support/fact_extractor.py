"""A fact extractor that knows nothing of language: enough to see what becomes of facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kijiyomi.document import Documents
from kijiyomi.facts import FactExtractor
from kijiyomi.records.analysis import Entity
from kijiyomi.records.facts import Fact, Mention, PropertyType
from kijiyomi.records.labels import EntityLabel

_TYPES: dict[EntityLabel, PropertyType] = {"MONEY": "investment", "PERCENT": "change", "QUANTITY": "count"}


class NearestNames(FactExtractor):
    """Gives each figure to the last company before it, and dates it with the last date before it."""

    def __init__(self) -> None:
        """Load no model."""

    @property
    def fingerprint(self) -> str:
        """What it is known by."""
        return "nearest names"

    def extract_batch(
        self, documents: Documents, entities: Sequence[tuple[Entity, ...]]
    ) -> list[tuple[Fact, ...]]:
        """Return the facts of each document."""
        return [tuple(_facts(found)) for found in entities]


def _facts(entities: Sequence[Entity]) -> Iterator[Fact]:
    last: dict[EntityLabel, Mention] = {}
    for entity in entities:
        last[entity.label] = Mention(*entity[:3], entity.name or entity.text)
        if entity.label in _TYPES:
            yield Fact(
                *entity[:3],
                entity=last.get("COMPANY"),
                property=None,
                type=_TYPES[entity.label],
                when=last.get("DATE"),
                purpose=None,
                basis=None,
                status="plan" if entity.start % 2 else "actual",
                score=0.5,
            )
