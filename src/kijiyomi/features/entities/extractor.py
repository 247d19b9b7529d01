"""All entity recognisers together, in the article's own offsets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kijiyomi.analysis import Entity
from kijiyomi.document import Document
from kijiyomi.features.entities.resolve import resolve

Recogniser = Callable[[Document], Sequence[Entity]]


class EntityExtractor:
    """Find the entities of a document.

    Args:
        recognisers: Callables that return candidates with offsets into ``document.passage.text``;
            the GPU, company and figure recognisers when not given.
    """

    def __init__(self, recognisers: Sequence[Recogniser] | None = None) -> None:
        self.recognisers = tuple(_default_recognisers() if recognisers is None else recognisers)

    def __call__(self, document: Document) -> tuple[Entity, ...]:
        """Return the entities by start, none overlapping, with offsets into ``document.article.text``."""
        candidates = [entity for recognise in self.recognisers for entity in recognise(document)]
        source, aligned = document.article.text, document.passage.aligned
        kept = resolve(candidates)
        starts = aligned.starts[[entity.start for entity in kept]].tolist()
        ends = aligned.ends[[entity.end - 1 for entity in kept]].tolist()
        return tuple(
            entity.moved(start, end, source[start:end])
            for entity, start, end in zip(kept, starts, ends, strict=True)
        )


def _default_recognisers() -> tuple[Recogniser, ...]:
    from kijiyomi.features.entities.companies import CompanyExtractor
    from kijiyomi.features.entities.figures import FigureExtractor
    from kijiyomi.features.entities.gpus import GpuExtractor

    return (GpuExtractor(), CompanyExtractor(), FigureExtractor())
