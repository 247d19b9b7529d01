"""Names in an article: those of tags and of companies, and where each stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from kijiyomi.analysis import Entity
from kijiyomi.classifier.lead import title_text, with_title
from kijiyomi.classifier.vocabulary import Term, fold, spelling_index
from kijiyomi.document import Document
from kijiyomi.features.entities.phrases import PhraseMatcher, longest
from kijiyomi.features.entities.phrases import fold as fold_case
from kijiyomi.knowledge.companies import load_companies

_LEGAL_FORM = re.compile(
    r"^(?:株式会社|合同会社|有限会社|\(株\)|（株）)\s?|\s?(?:株式会社|合同会社|有限会社|\(株\)|（株）)$"
)


@dataclass(slots=True)
class Candidate:
    """A name that may be a tag.

    Attributes:
        label: The tag as it would be given.
        term: Its place in the vocabulary, ``-1`` for a company that is not in it.
        listed: Whether the knowledge base lists it as a company.
        mentioned: Whether it was recognised as a company, not only found by its spelling.
        title: Starts in the normalised title.
        body: Starts in the normalised lead.
    """

    label: str
    term: int
    listed: bool = False
    mentioned: bool = False
    title: set[int] = field(default_factory=set)
    body: set[int] = field(default_factory=set)


class NameFinder:
    """Find the names of a vocabulary's terms, and the companies it does not have.

    Args:
        terms: The vocabulary; a spelling that several terms share belongs to the first.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._index = spelling_index(terms)
        self._by_company = {term.entity: place for place, term in enumerate(terms) if term.entity}
        names = {spelling: place for spelling, place in self._index.items() if len(spelling) > 1}
        self._places = list(names.values())
        self._matcher = PhraseMatcher(names)

    def __call__(self, lead: Document, entities: Iterable[Entity]) -> list[Candidate]:
        """Return the names in the title and lead of a document, each once.

        Args:
            lead: A document cut to its lead.
            entities: Entities with offsets into ``lead.article.text``; those past the lead are ignored.
        """
        found: dict[int | str, Candidate] = {}
        title = fold_case(title_text(lead))
        document, body = with_title(lead)
        for term, start in self._matches(document):
            candidate = self._candidate(found, term)
            if start < body:
                candidate.title.add(start)
            else:
                candidate.body.add(start - body)
        for (name, kb_id), mentions in _companies(lead, entities).items():
            place = self._term_of(name, mentions)
            candidate = self._candidate(found, place if place is not None else name)
            if place is None:
                candidate.label = _label(name, kb_id, mentions)
            candidate.listed |= kb_id is not None
            candidate.mentioned = True
            candidate.body.update(start for start, _ in mentions)
            for spelling in {fold(text) for _, text in mentions} | {fold(name)}:
                candidate.title.update(_occurrences(title, spelling))
        return list(found.values())

    def _candidate(self, found: dict[int | str, Candidate], key: int | str) -> Candidate:
        if key not in found:
            found[key] = Candidate("", -1) if isinstance(key, str) else Candidate(self._terms[key].label, key)
        return found[key]

    def _matches(self, document: Document) -> list[tuple[int, int]]:
        matches = longest(self._matcher.find(document, fold_case(document.passage.normalised.text)))
        phrases, starts = matches.phrase.tolist(), matches.start.tolist()
        return [(self._places[phrase], start) for phrase, start in zip(phrases, starts, strict=True)]

    def _term_of(self, name: str, mentions: Sequence[tuple[int, str]]) -> int | None:
        if name in self._by_company:
            return self._by_company[name]
        spellings = (name, *(text for _, text in mentions))
        return next((self._index[s] for s in map(fold, spellings) if s in self._index), None)


def _companies(
    lead: Document, entities: Iterable[Entity]
) -> dict[tuple[str, str | None], list[tuple[int, str]]]:
    """Return start in the normalised lead and spelling of every mention, by name and id."""
    passage = lead.passage
    mentions: dict[tuple[str, str | None], list[tuple[int, str]]] = {}
    companies = [entity for entity in entities if entity.label == "COMPANY"]
    if not len(passage.text):
        return mentions
    ends, last = passage.aligned.ends, int(passage.aligned.ends[-1])
    starts = np.searchsorted(ends, [entity.start for entity in companies], side="right")
    places = np.searchsorted(passage.normalised.ends, starts, side="right").tolist()
    for entity, start in zip(companies, places, strict=True):
        if entity.end <= last:
            text = _LEGAL_FORM.sub("", entity.text)
            mentions.setdefault((entity.name or text, entity.kb_id), []).append((start, text))
    return mentions


def _label(name: str, kb_id: str | None, mentions: Sequence[tuple[int, str]]) -> str:
    """Return a company as Japanese editors do: one of Japan as the article writes it, others by name."""
    company = load_companies().get(kb_id) if kb_id else None
    if company is not None and company.country != "JP":
        return name
    return Counter(text for _, text in mentions).most_common(1)[0][0]


def _occurrences(text: str, word: str) -> Iterator[int]:
    """Yield where ``word`` stands in ``text``, Latin letters and digits only as whole words."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (_joined(text[start - 1 : start], word[0]) or _joined(text[end : end + 1], word[-1])):
            yield start
        start = text.find(word, start + 1)


def _joined(beside: str, edge: str) -> bool:
    return beside.isascii() and beside.isalnum() and edge.isascii() and edge.isalnum()
