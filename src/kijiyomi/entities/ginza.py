"""People, places and other names as GiNZA tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, cast, get_args

from kijiyomi.document import Document
from kijiyomi.errors import DependencyError
from kijiyomi.knowledge.data_files import FOLDER, read_toml
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import EntityLabel
from kijiyomi.tokenizer.segmentation import split_segments

if TYPE_CHECKING:
    from spacy.language import Language

# SudachiPy refuses more than 49,149 bytes; GiNZA slows down well before.
_PIECE = 2000
# What names are told from; the parser reads sentences, which is none of it.
_NEEDLESS = ("parser", "morphologizer", "compound_splitter", "bunsetu_recognizer")


class GinzaRecogniser:
    """Find names with GiNZA's statistical model (ja_ginza), some hundred times slower than everything else.

    Args:
        labels: Which of PERSON, LOCATION, ORGANIZATION, FACILITY, EVENT and PRODUCT to find.

    Raises:
        ValueError: If there are other labels.
        DependencyError: If GiNZA is not installed.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        known = read_toml(FOLDER / "ginza_labels.toml")
        self.labels = tuple(labels)
        if unknown := [label for label in self.labels if label not in known]:
            raise ValueError(f"GiNZA has no {', '.join(unknown)}; its labels are {', '.join(known)}")
        self._label_of: dict[str, EntityLabel] = {
            name: cast(EntityLabel, label)
            for label in self.labels
            for name in known[label]
            if label in get_args(EntityLabel)
        }
        try:
            import ja_ginza  # noqa: F401

            import ginza  # noqa: F401
        except ImportError as error:
            raise DependencyError("GiNZA is not installed: pip install 'kijiyomi[ginza]'") from error

    def __reduce__(self) -> tuple[type[GinzaRecogniser], tuple[tuple[str, ...]]]:
        return GinzaRecogniser, (self.labels,)

    def __call__(self, document: Document) -> list[Entity]:
        """Return the names with offsets into ``document.passage.text``."""
        return list(self._entities(document.passage.text))

    @cached_property
    def _nlp(self) -> Language:
        import spacy

        return spacy.load("ja_ginza", exclude=[name for name in _NEEDLESS if name != "compound_splitter"])

    def _entities(self, text: str) -> Iterator[Entity]:
        start = 0
        for piece in split_segments(text, _PIECE):
            for found in self._nlp(piece).ents:
                label = self._label_of.get(found.label_)
                name = found.text.strip()
                if label is not None and name:
                    begin = start + found.start_char + len(found.text) - len(found.text.lstrip())
                    yield Entity(begin, begin + len(name), name, label, name=name)
            start += len(piece)
