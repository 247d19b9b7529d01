"""All entity recognisers together, in the article's own offsets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from kijiyomi.document import Document, Documents
from kijiyomi.entities.overlaps import resolve
from kijiyomi.records.analysis import Entity

Recogniser = Callable[[Document], Sequence[Entity]]


class EntityRecogniser:
    """Find the entities of a document.

    Args:
        recognisers: Callables that return candidates with offsets into ``document.passage.text``;
            those of :func:`default_recognisers` when not given.
    """

    def __init__(self, recognisers: Sequence[Recogniser] | None = None) -> None:
        self.recognisers = tuple(default_recognisers() if recognisers is None else recognisers)

    def __call__(self, document: Document) -> tuple[Entity, ...]:
        """Return the entities by start, none overlapping, with offsets into ``document.article.text``."""
        return self.batch(Documents([document]))[0]

    def batch(self, documents: Documents) -> list[tuple[Entity, ...]]:
        """Return the entities of each document, every recogniser done with all before the next begins."""
        found = [_recognised(recognise, documents) for recognise in self.recognisers]
        return [
            _placed(document, resolve(chain.from_iterable(candidates))) if any(candidates) else ()
            for document, *candidates in zip(documents, *found, strict=True)
        ]


def _recognised(recognise: Recogniser, documents: Documents) -> Sequence[Sequence[Entity]]:
    """Return what a recogniser finds in each document: in all at once if it has a form for that."""
    batch: Callable[[Documents], Sequence[Sequence[Entity]]] | None
    batch = getattr(recognise, "recognise_batch", None) or getattr(recognise, "batch", None)
    return batch(documents) if batch else list(map(recognise, documents))


def _placed(document: Document, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Move entities from the passage to the article."""
    source, aligned = document.article.text, document.passage.aligned
    start_of, end_of = aligned.starts.item, aligned.ends.item
    placed: list[Entity] = []
    for entity in entities:
        start, end = start_of(entity.start), end_of(entity.end - 1)
        placed.append(entity.moved(start, end, source[start:end]))
    return tuple(placed)


def default_recognisers(*, names: bool = False, ginza: Sequence[str] = ()) -> tuple[Recogniser, ...]:
    """Return the GPU, company and figure recognisers.

    Args:
        names: Whether companies on no list are also told by the recogniser of names, which reads every
            sentence with a neural network and takes some ten times as long as everything else.
        ginza: Labels of the entities that GiNZA is asked for too, hundreds of times slower; see
            :class:`~kijiyomi.entities.ginza.GinzaRecogniser`.

    Raises:
        ValueError: If GiNZA is asked for labels it does not have.
        DependencyError: If it is asked for and not installed.
    """
    from kijiyomi.entities.accelerators import AcceleratorRecogniser
    from kijiyomi.entities.companies.recogniser import CompanyRecogniser
    from kijiyomi.entities.ner_model import NameRecogniser
    from kijiyomi.entities.numbers import FigureRecogniser

    companies = CompanyRecogniser(names=NameRecogniser() if names else None)
    ours: tuple[Recogniser, ...] = (AcceleratorRecogniser(), companies, FigureRecogniser())
    if not ginza:
        return ours
    from kijiyomi.entities.ginza import GinzaRecogniser

    return (*ours, GinzaRecogniser(ginza))
