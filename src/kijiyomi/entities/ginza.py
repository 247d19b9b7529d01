"""People, places and other names as GiNZA finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from kijiyomi.document import Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.names.written_names import name_entity
from kijiyomi.errors import DependencyError
from kijiyomi.knowledge.ginza_labels import load_ginza_labels
from kijiyomi.records.analysis import Entity
from kijiyomi.tokenizer.alignment import replace_untaggable
from kijiyomi.tokenizer.segmentation import split_segments

if TYPE_CHECKING:
    from spacy.language import Language

# SudachiPy refuses more than 49,149 bytes; GiNZA slows down well before.
_SEGMENT_CHARACTERS = 2000
# Entities are found without the parser, which reads sentences, and what builds on it.
_UNUSED_PIPES = ("parser", "morphologizer", "bunsetu_recognizer")


class GinzaRecogniser(Recogniser[Entity]):
    """Find names with GiNZA's statistical model (ja_ginza), some hundred times slower than everything else.

    人物や場所などの名前をGiNZA（ja_ginza）で見つける。ほかのすべてより数百倍遅い。

    Args:
        labels: Which of PERSON, LOCATION, ORGANIZATION, FACILITY, EVENT and PRODUCT to find.

    Raises:
        ValueError: If there are other labels.
        DependencyError: If GiNZA is not installed.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        known = load_ginza_labels()
        self.labels = tuple(labels)
        if unknown := [label for label in self.labels if label not in known]:
            raise ValueError(f"GiNZA has no {', '.join(unknown)}; its labels are {', '.join(known)}")
        self._label_of = {
            name: label for label, names in known.items() if label in self.labels for name in names
        }
        try:
            import ja_ginza  # noqa: F401

            import ginza  # noqa: F401
        except ImportError as error:
            raise DependencyError("GiNZA is not installed: pip install 'kijiyomi[ginza]'") from error

    def __reduce__(self) -> tuple[type[GinzaRecogniser], tuple[tuple[str, ...]]]:
        return GinzaRecogniser, (self.labels,)

    def recognise_batch(self, documents: Documents) -> list[tuple[Entity, ...]]:
        """Return the names in each document by start, none overlapping.

        文書ごとに名前を、重なりなく、現れる順に返す。
        """
        return [tuple(self._entities(document.passage.text)) for document in documents]

    def _entities(self, text: str) -> Iterator[Entity]:
        segment_start = 0
        for segment in split_segments(replace_untaggable(text), _SEGMENT_CHARACTERS):
            for found in self._nlp(segment).ents:
                label = self._label_of.get(found.label_)
                start, end = segment_start + found.start_char, segment_start + found.end_char
                entity = name_entity(text, start, end, label) if label is not None else None
                if entity is not None:
                    yield entity
            segment_start += len(segment)

    @cached_property
    def _nlp(self) -> Language:
        import spacy

        return spacy.load("ja_ginza", exclude=_UNUSED_PIPES)
