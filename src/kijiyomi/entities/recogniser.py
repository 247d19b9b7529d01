"""All recognisers of entities together, with offsets into the article.

すべての認識器をまとめて動かし、エンティティーの位置を記事の文字で返す。
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from kijiyomi.document import Document, Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.overlaps import resolve_overlaps
from kijiyomi.records.analysis import Entity
from kijiyomi.records.labels import OPTIONAL_LABELS, choose_labels


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


def default_recognisers(
    labels: str | Iterable[str] = "default", *, ginza: Iterable[str] = ()
) -> tuple[Recogniser[Entity], ...]:
    """Return the recognisers of GPUs, companies and figures, and of the names that are asked for.

    GPU、企業、数値の認識器を返す。求めに応じて、人物や場所などの認識器も加わる。

    Args:
        labels: What is to be found, as :func:`~kijiyomi.records.labels.choose_labels` takes it. Companies,
            GPUs and figures always are, since they decide where names end.
        ginza: Labels that GiNZA finds instead of our neural network, hundreds of times slower; see
            :class:`~kijiyomi.entities.ginza.GinzaRecogniser`.

    Raises:
        ValueError: If there is no such label, or GiNZA does not have it.
        DependencyError: If GiNZA is asked for and not installed.
    """
    from kijiyomi.entities.accelerators import AcceleratorRecogniser
    from kijiyomi.entities.companies import CompanyRecogniser
    from kijiyomi.entities.names import NamedEntityRecogniser, NamesReadOnce
    from kijiyomi.entities.ner_model import COMPANY, NAME_LABELS, NameRecogniser
    from kijiyomi.entities.numbers import FigureRecogniser

    by_ginza = tuple(ginza)
    named = [label for label in choose_labels(labels) if label in OPTIONAL_LABELS and label not in by_ginza]
    recognisers: list[Recogniser[Entity]] = [AcceleratorRecogniser(), FigureRecogniser()]
    names = NamesReadOnce(NameRecogniser(labels=NAME_LABELS if named else (COMPANY,)))
    recognisers.append(CompanyRecogniser(names=names))
    if named:
        recognisers.append(NamedEntityRecogniser(named, names=names))
    if by_ginza:
        from kijiyomi.entities.ginza import GinzaRecogniser

        recognisers.append(GinzaRecogniser(by_ginza))
    return tuple(recognisers)
