"""What every recogniser is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from kijiyomi.document import Document, Documents

FoundT = TypeVar("FoundT", covariant=True)


class Recogniser(ABC, Generic[FoundT]):
    """Finds one kind of thing in documents, with ``start`` and ``end`` in ``document.passage.text``.

    文書から1種類のものを見つける認識器の基底クラス。自作の認識器はこれを継承する。

    A subclass says how in :meth:`recognise_batch`, and what it finds by its parameter, mostly
    ``Recogniser[Entity]``. It can be pickled, for the workers of other processes.
    """

    @abstractmethod
    def recognise_batch(self, documents: Documents) -> list[tuple[FoundT, ...]]:
        """Return what is found in each document, the same as if each were read alone.

        文書ごとに、見つけたものを返す。結果は、文書を1つずつ渡したときと同じになる。
        """

    def __call__(self, document: Document) -> tuple[FoundT, ...]:
        """Return what is found in one document.

        1つの文書から見つけたものを返す。
        """
        return self.recognise_batch(Documents([document]))[0]
