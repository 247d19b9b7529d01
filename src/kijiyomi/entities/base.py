"""What every recogniser is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from kijiyomi.document import Document, Documents

FoundT = TypeVar("FoundT", covariant=True)


class Recogniser(ABC, Generic[FoundT]):
    """Finds one kind of thing in documents, with ``start`` and ``end`` in ``document.passage.text``.

    A subclass says how in :meth:`recognise_batch`, and what it finds by its parameter, mostly
    ``Recogniser[Entity]``. It can be pickled, for the workers of other processes.
    """

    @abstractmethod
    def recognise_batch(self, documents: Documents) -> list[tuple[FoundT, ...]]:
        """Return what is found in each document, the same as if each were read alone."""

    def __call__(self, document: Document) -> tuple[FoundT, ...]:
        """Return what is found in one document."""
        return self.recognise_batch(Documents([document]))[0]
