"""Companies: listed names found by an automaton, unlisted ones by how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from kijiyomi.analysis import Entity
from kijiyomi.document import Document
from kijiyomi.features.entities.company_context import decide
from kijiyomi.features.entities.company_mentions import Alias, Mention, aliases_of, listed_mentions
from kijiyomi.features.entities.names import NameRecogniser
from kijiyomi.features.entities.names.companies import company_mentions
from kijiyomi.features.entities.phrases import PhraseMatcher
from kijiyomi.features.entities.unlisted import with_unlisted
from kijiyomi.knowledge.companies import load_companies


class CompanyExtractor:
    """Find companies in documents.

    Args:
        extra: TOML files of further companies in the format of ``knowledge/companies``; an entry
            with a known company's id replaces it.
        names: Recogniser of names; companies that it alone sees are added when it is given.

    Raises:
        KnowledgeError: If a file is malformed or its names clash with those already known.
    """

    def __init__(self, extra: Sequence[str | Path] = (), *, names: NameRecogniser | None = None) -> None:
        self.extra, self.names = tuple(extra), names
        self._aliases, self._matcher = _listed(self.extra)

    def __call__(self, document: Document) -> list[Entity]:
        """Return the companies, none overlapping, with offsets into ``document.passage.text``."""
        matches = self._matcher.find(document.passage.normalised, document.tokens)
        listed = listed_mentions(document, matches, self._aliases)
        found = with_unlisted(document, decide(document, listed))
        if self.names:
            found += company_mentions(document, self.names(document), found)
        return _entities(document, found)

    def __reduce__(self) -> tuple[partial[CompanyExtractor], tuple[tuple[str | Path, ...]]]:
        return partial(type(self), names=self.names), (self.extra,)


@lru_cache(maxsize=4)
def _listed(extra: tuple[str | Path, ...]) -> tuple[tuple[Alias, ...], PhraseMatcher]:
    aliases = aliases_of(load_companies(*extra).values())
    return aliases, PhraseMatcher(alias.text for alias in aliases)


def _entities(document: Document, mentions: Sequence[Mention]) -> list[Entity]:
    text, view = document.passage.text, document.passage.normalised
    starts = view.starts[[mention.start for mention in mentions]].tolist()
    ends = view.ends[[mention.end - 1 for mention in mentions]].tolist()
    return [
        Entity(start, end, text[start:end], "COMPANY", mention.name, mention.kb_id)
        for mention, start, end in zip(mentions, starts, ends, strict=True)
    ]
