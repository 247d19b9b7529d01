"""The recogniser of companies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice, repeat
from pathlib import Path

from kijiyomi.document import Document, Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.companies.context import disambiguate
from kijiyomi.entities.companies.gazetteer_mentions import gazetteer_mentions
from kijiyomi.entities.companies.mention import CompanyMention, split_by_text
from kijiyomi.entities.companies.name_patterns import outside_longer_names, pattern_mentions
from kijiyomi.entities.companies.ner_names import ner_mentions
from kijiyomi.entities.companies.repetitions import with_repetitions
from kijiyomi.entities.gazetteer import company_gazetteer
from kijiyomi.entities.ner_model import Name
from kijiyomi.knowledge.accelerator_names import load_accelerator_names
from kijiyomi.records.analysis import Entity


class CompanyRecogniser(Recogniser[Entity]):
    """Find companies: listed ones in a gazetteer, others by how their names are built.

    企業を見つける。知識ベースにある企業は一覧で、ない企業は名前の形で見分ける。

    Args:
        extra: TOML files of further companies in the format of ``knowledge/companies``; an entry
            with a known company's id replaces it.
        accelerators: TOML files of further vendors of accelerators, as
            :class:`~kijiyomi.entities.accelerators.AcceleratorRecogniser` takes them: before the name of
            an accelerator its maker is a company, before that of another product it is not.
        names: Recogniser of names; companies that it alone sees are added when it is given.

    Raises:
        KnowledgeError: If a file is malformed or its names clash with those already known.
    """

    def __init__(
        self,
        extra: Sequence[str | Path] = (),
        *,
        accelerators: Sequence[str | Path] = (),
        names: Recogniser[Name] | None = None,
    ) -> None:
        self.extra, self.accelerators, self.names = tuple(extra), tuple(accelerators), names
        self._accelerators = load_accelerator_names(*self.accelerators)
        self._gazetteer = company_gazetteer(*self.extra)

    def __reduce__(self) -> tuple[partial[CompanyRecogniser], tuple[tuple[str | Path, ...]]]:
        return partial(type(self), accelerators=self.accelerators, names=self.names), (self.extra,)

    def recognise_batch(self, documents: Documents) -> list[tuple[Entity, ...]]:
        """Return the companies of each document; listed ones may overlap where two names share letters.

        文書ごとに企業を返す。2つの名前が文字を共有するところでは重なることがある。
        """
        names = iter(self.names.recognise_batch(documents)) if self.names else repeat(())
        return [
            found
            for group in documents.chunks
            for found in self._recognise_group(group, islice(names, len(group)))
        ]

    def _recognise_group(
        self, documents: Documents, names: Iterable[Sequence[Name]]
    ) -> list[tuple[Entity, ...]]:
        joined = documents.joined
        matches, designators = self._gazetteer.find(joined.normalised, joined.tokens)
        mentions = gazetteer_mentions(joined.normalised.text, matches, self._gazetteer, self._accelerators)
        listed = split_by_text(mentions, joined)
        unlisted = split_by_text(pattern_mentions(joined, designators, mentions), joined)
        return list(map(self._recognise, documents, listed, unlisted, names))

    def _recognise(
        self,
        document: Document,
        listed: Sequence[CompanyMention],
        unlisted: Sequence[CompanyMention],
        names: Sequence[Name],
    ) -> tuple[Entity, ...]:
        found = disambiguate(document, listed) if listed else []
        if unlisted:
            known = {(mention.start, mention.end) for mention in listed}
            unlisted = [mention for mention in unlisted if (mention.start, mention.end) not in known]
            found = outside_longer_names(document.passage.normalised.text, found, unlisted)
            found += with_repetitions(document, unlisted, found)
        if names:
            found += ner_mentions(document, names, found, self._gazetteer, self._accelerators)
        return _entities(document, found) if found else ()


def _entities(document: Document, mentions: Sequence[CompanyMention]) -> tuple[Entity, ...]:
    text, view = document.passage.text, document.passage.normalised
    start_of, end_of = view.starts.item, view.ends.item
    entities: list[Entity] = []
    for mention in mentions:
        start, end = start_of(mention.start), end_of(mention.end - 1)
        entities.append(Entity(start, end, text[start:end], "COMPANY", mention.name, mention.kb_id))
    return tuple(entities)
