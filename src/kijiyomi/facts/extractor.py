"""The fact extractor: what each figure of an article says of whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kijiyomi.document import Documents
from kijiyomi.records.analysis import Entity
from kijiyomi.records.facts import Fact


class FactExtractor:
    """Find what each amount of money, percentage and quantity says: of whom, of what, when, how sure.

    金額、割合、数量のそれぞれが、だれの、何の、いつの、どれほど確かな値かを求める。

    Args:
        path: Folder of the model; the one that ships with kijiyomi when not given.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = path

    @property
    def fingerprint(self) -> str:
        """What the model is known by; it is part of what scored articles are kept under.

        モデルを見分けるための値。
        """
        return ""

    def extract_batch(
        self, documents: Documents, entities: Sequence[tuple[Entity, ...]]
    ) -> list[tuple[Fact, ...]]:
        """Return the facts of each document, by start.

        文書ごとに、数値の表す事実を現れる順に返す。

        Args:
            documents: The documents.
            entities: The entities of each.
        """
        return [() for _ in documents]
