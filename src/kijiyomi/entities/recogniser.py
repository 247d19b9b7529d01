"""All recognisers of entities together, with offsets into the article.

すべての認識器をまとめて動かし、エンティティーの位置を記事の文字で返す。
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from kijiyomi.document import Document, Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.overlaps import resolve_overlaps
from kijiyomi.records.analysis import Entity


class EntityRecogniser(Recogniser[Entity]):
    """Find all entities by start, none overlapping, with offsets into ``document.article.text``.

    すべてのエンティティーを、重なりなく、記事に現れる順に見つける。

    Args:
        recognisers: What finds them; those of :func:`default_recognisers` when not given.
    """

    def __init__(self, recognisers: Sequence[Recogniser[Entity]] | None = None) -> None:
        self.recognisers = tuple(default_recognisers() if recognisers is None else recognisers)

    def recognise_batch(self, documents: Documents) -> list[tuple[Entity, ...]]:
        """Return the entities of each document, every recogniser done with all before the next begins.

        文書ごとにエンティティーを返す。
        """
        found = [recogniser.recognise_batch(documents) for recogniser in self.recognisers]
        return [
            _in_article(document, resolve_overlaps(chain.from_iterable(candidates)))
            if any(candidates)
            else ()
            for document, *candidates in zip(documents, *found, strict=True)
        ]


def _in_article(document: Document, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Return entities of the passage as entities of the article."""
    source, aligned = document.article.text, document.passage.aligned
    start_of, end_of = aligned.starts.item, aligned.ends.item
    moved: list[Entity] = []
    for entity in entities:
        start, end = start_of(entity.start), end_of(entity.end - 1)
        moved.append(entity.moved(start, end, source[start:end]))
    return tuple(moved)


def default_recognisers(*, names: bool = False, ginza: Sequence[str] = ()) -> tuple[Recogniser[Entity], ...]:
    """Return the recognisers of GPUs, companies and figures.

    GPU、企業、数値の認識器を返す。オプションで固有名とGiNZAの認識器も加わる。

    Args:
        names: Whether companies on no list are also found by the recogniser of names, which reads every
            sentence with a neural network and takes some ten times as long as everything else.
        ginza: Labels of the entities that GiNZA is asked for too, hundreds of times slower; see
            :class:`~kijiyomi.entities.ginza.GinzaRecogniser`.

    Raises:
        ValueError: If GiNZA is asked for labels it does not have.
        DependencyError: If it is asked for and not installed.
    """
    from kijiyomi.entities.accelerators import AcceleratorRecogniser
    from kijiyomi.entities.companies import CompanyRecogniser
    from kijiyomi.entities.ner_model import NameRecogniser
    from kijiyomi.entities.numbers import FigureRecogniser

    companies = CompanyRecogniser(names=NameRecogniser())
    ours: tuple[Recogniser[Entity], ...] = (AcceleratorRecogniser(), companies, FigureRecogniser())
    if not ginza:
        return ours
    from kijiyomi.entities.ginza import GinzaRecogniser

    return (*ours, GinzaRecogniser(ginza))
