"""Companies: listed names found by an automaton, unlisted ones by how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from kijiyomi.document import Document, Documents
from kijiyomi.entities.companies.context import decide
from kijiyomi.entities.companies.listed import ENDINGS, Alias, Mention, aliases_of, by_text, listed_mentions
from kijiyomi.entities.companies.repetitions import with_repetitions
from kijiyomi.entities.companies.unlisted import form_words, unlisted_mentions, whole_names
from kijiyomi.entities.ner_model import NameRecogniser
from kijiyomi.entities.ner_model.companies import company_mentions
from kijiyomi.entities.phrase_matcher import PhraseMatcher
from kijiyomi.knowledge.accelerator_names import load_accelerator_names
from kijiyomi.knowledge.companies import load_companies
from kijiyomi.records.analysis import Entity


class CompanyRecogniser:
    """Find companies in documents.

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
        names: NameRecogniser | None = None,
    ) -> None:
        self.extra, self.accelerators, self.names = tuple(extra), tuple(accelerators), names
        self._accelerator_names = load_accelerator_names(*self.accelerators)
        self._aliases, self._matcher = _listed(self.extra)

    def __call__(self, document: Document) -> list[Entity]:
        """Return the companies, none overlapping, with offsets into ``document.passage.text``."""
        return self.batch(Documents([document]))[0]

    def batch(self, documents: Documents) -> list[list[Entity]]:
        """Return the companies of each document."""
        return list(chain.from_iterable(map(self._of_group, documents.chunks)))

    def _of_group(self, documents: Documents) -> list[list[Entity]]:
        joined = documents.joined
        matches, forms = self._matcher.find_with_parts(joined.normalised, joined.tokens)
        mentions = listed_mentions(joined.normalised.text, matches, self._aliases, self._accelerator_names)
        listed = by_text(mentions, joined)
        unlisted = by_text(unlisted_mentions(joined, forms), joined)
        return list(map(self._companies, documents, listed, unlisted))

    def _companies(
        self, document: Document, listed: Sequence[Mention], unlisted: Sequence[Mention]
    ) -> list[Entity]:
        found = decide(document, listed) if listed else []
        if unlisted:
            found = whole_names(document.passage.normalised.text, found, unlisted)
            found += with_repetitions(document, unlisted, found)
        if self.names:
            found += company_mentions(document, self.names(document), found, self._accelerator_names)
        return _entities(document, found) if found else []

    def __reduce__(self) -> tuple[partial[CompanyRecogniser], tuple[tuple[str | Path, ...]]]:
        return partial(type(self), accelerators=self.accelerators, names=self.names), (self.extra,)


@lru_cache(maxsize=4)
def _listed(extra: tuple[str | Path, ...]) -> tuple[tuple[Alias, ...], PhraseMatcher]:
    aliases = aliases_of(load_companies(*extra).values())
    return aliases, PhraseMatcher((alias.text for alias in aliases), ENDINGS, form_words())


def _entities(document: Document, mentions: Sequence[Mention]) -> list[Entity]:
    text, view = document.passage.text, document.passage.normalised
    start_of, end_of = view.starts.item, view.ends.item
    entities: list[Entity] = []
    for mention in mentions:
        start, end = start_of(mention.start), end_of(mention.end - 1)
        entities.append(Entity(start, end, text[start:end], "COMPANY", mention.name, mention.kb_id))
    return entities
