"""People, places and other names that the neural network finds, as entities.

ニューラルネットワークが見つけた人物や場所などの名前を、エンティティーにする認識器。
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator

from kijiyomi.document import Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.names.written_names import name_entity
from kijiyomi.entities.ner_model import Name, NameRecogniser
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import OPTIONAL_LABELS, EntityLabel

LABEL_OF_NAME: dict[str, EntityLabel] = {
    "人名": "PERSON",
    "地名": "LOCATION",
    "政治的組織名": "ORGANIZATION",
    "その他の組織名": "ORGANIZATION",
    "施設名": "FACILITY",
    "イベント名": "EVENT",
    "製品名": "PRODUCT",
}
"""Our label for each of the network's; companies are for :mod:`kijiyomi.entities.companies` to judge.

ニューラルネットワークのラベルに対応する、kijiyomiのラベル。
"""

_LEAST_SCORE = 0.5


class NamedEntityRecogniser(Recogniser[Entity]):
    """Find people, places, organisations, facilities, events and products by start, none overlapping.

    人物、場所、組織、施設、催し、製品を、重なりなく、現れる順に見つける。

    Titles and forms of address are outside an entity's span, and its ``name`` is written as
    :func:`~kijiyomi.entities.names.written_names.canonical_name` says.

    Args:
        labels: Which of them to find.
        names: Recogniser of names; that of the shipped model when not given.

    Raises:
        ModelError: If the model is missing or damaged.
    """

    def __init__(
        self, labels: Iterable[EntityLabel] = OPTIONAL_LABELS, *, names: Recogniser[Name] | None = None
    ) -> None:
        self.labels = tuple(labels)
        self.names = names or NameRecogniser()
        self._label_of = {name: label for name, label in LABEL_OF_NAME.items() if label in self.labels}

    def recognise_batch(self, documents: Documents) -> list[tuple[Entity, ...]]:
        """Return the names in each document, with offsets into its passage.

        文書ごとに名前を返す。
        """
        found = self.names.recognise_batch(documents)
        return [
            tuple(self._entities(document.passage.text, names))
            for document, names in zip(documents, found, strict=True)
        ]

    def _entities(self, text: str, names: Iterable[Name]) -> Iterator[Entity]:
        for name in names:
            label = self._label_of.get(name.label)
            if label is not None and name.score >= _LEAST_SCORE:
                entity = name_entity(text, name.start, name.end, label)
                if entity is not None:
                    yield entity


class NamesReadOnce(Recogniser[Name]):
    """A recogniser of names for several users, each of whom asks for the names of the same documents.

    複数の認識器が同じ文書の固有名を使うとき、ニューラルネットワークを1度だけ動かす。

    Args:
        names: The recogniser; that of the shipped model when not given.
    """

    def __init__(self, names: Recogniser[Name] | None = None) -> None:
        self.names = names or NameRecogniser()
        self._last: tuple[weakref.ref[Documents], list[tuple[Name, ...]]] | None = None

    def __reduce__(self) -> tuple[type[NamesReadOnce], tuple[Recogniser[Name]]]:
        return type(self), (self.names,)

    def recognise_batch(self, documents: Documents) -> list[tuple[Name, ...]]:
        """Return the names in each document; those of the documents last asked for are remembered.

        文書ごとに固有名を返す。
        """
        last = self._last
        if last is not None and last[0]() is documents:
            return last[1]
        found = self.names.recognise_batch(documents)
        self._last = weakref.ref(documents), found
        return found
