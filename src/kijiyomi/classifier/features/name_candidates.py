"""Names in an article: those of tags and of companies, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from string import ascii_letters, digits

import numpy as np

from kijiyomi.classifier.features.lead import headline_end, normalised_title, title_text
from kijiyomi.classifier.vocabulary import Term, spelling_index
from kijiyomi.document import Document, Documents, JoinedTexts, join_texts
from kijiyomi.entities.phrase_matcher import PhraseMatcher
from kijiyomi.knowledge.companies import load_companies
from kijiyomi.records.analysis import Entity
from kijiyomi.text.fold import fold_case
from kijiyomi.text.fold import fold_width_and_case as fold

_LONGEST_HEADLINE = 300
_LONGEST_NAME = 30
_LATIN_WORD = r"[A-Za-z0-9][A-Za-z0-9.+\-]*"
# What comes before is looked at last, so that searching goes from capital to capital.
_LATIN_NAME = re.compile(rf"[A-Z](?<![A-Za-z0-9&/+\-][A-Z])[A-Za-z0-9.+\-]*(?: (?=[A-Z0-9]){_LATIN_WORD})*")
_BEGINNING = re.compile("[A-Z「『“]")
_QUOTED_NAME = re.compile(r"[「『“]([^「」『』“”\n]{2,30})(?=[」』”])")
_BRACKETED = re.compile(r"[(\[【][^)\]】]*[)\]】]?")
_ABBREVIATION = re.compile(r"[A-Z]{2,4}s?")
_FOREIGN = re.compile(r"[A-Za-z]{2}|[ァ-ヺー]{3}")
_NO_NAME = re.compile(r"[ぁ-ん、。？！?!%]")


def headline_names(*headlines: str) -> list[str]:
    """Return the names in normalised headlines, each once: Latin words with capitals, and short quotations.

    What stands in brackets is left out, since headlines list there what is alike, and so are abbreviations.
    """
    if not any(headlines):
        return []
    names: dict[str, None] = {}
    for headline in filter(_BEGINNING.search, headlines):
        plain = _BRACKETED.sub("、", headline[:_LONGEST_HEADLINE])
        for name in _LATIN_NAME.findall(plain):
            names[name.rstrip(".-+")] = None
        for name in _QUOTED_NAME.findall(plain):
            if _is_name(name):
                names[name] = None
    return [name for name in names if 1 < len(name) <= _LONGEST_NAME and not _ABBREVIATION.fullmatch(name)]


def _is_name(quotation: str) -> bool:
    return bool(_FOREIGN.search(quotation)) and not _NO_NAME.search(quotation)


Starts = dict[int, set[int]]
"""Where each term stands."""
Companies = dict[tuple[str, str | None], tuple[list[int], list[str]]]
"""Starts in the normalised lead and spellings of all mentions of a company, by name and id."""

_FEWEST_MENTIONS = 2
_LATIN = frozenset(ascii_letters + digits)
_LEGAL_FORM = re.compile(
    r"^(?:株式会社|合同会社|有限会社|\(株\)|（株）)\s?|\s?(?:株式会社|合同会社|有限会社|\(株\)|（株）)$"
)


@dataclass(slots=True)
class NameCandidate:
    """A name that may be a tag.

    Attributes:
        label: The tag as it would be given.
        term: Its place in the vocabulary, ``-1`` for a name that is not in it.
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
    """Find the names of a vocabulary's terms, and the companies and headline names it does not have.

    Args:
        terms: The vocabulary; a spelling that several terms share belongs to the first.
        passed_over: Folded headline names that are no tags, however prominent.
    """

    def __init__(self, terms: Sequence[Term], passed_over: Iterable[str] = ()) -> None:
        self._passed_over = frozenset(passed_over)
        self._terms = terms
        self._index = spelling_index(terms)
        self._by_company = {term.entity: place for place, term in enumerate(terms) if term.entity}
        names = {spelling: place for spelling, place in self._index.items() if len(spelling) > 1}
        self._term_of_name = np.array(list(names.values()), np.intp)
        self._matcher = PhraseMatcher(names)

    def __call__(self, lead: Document, entities: Iterable[Entity]) -> list[NameCandidate]:
        """Return the names in the title and lead of a document, each once.

        Args:
            lead: A document cut to its lead.
            entities: Entities with offsets into ``lead.article.text``; those past the lead are ignored.
        """
        return self.batch([Documents([lead])], [entities])[0]

    def batch(
        self, groups: Sequence[Documents], entities: Sequence[Iterable[Entity]]
    ) -> list[list[NameCandidate]]:
        """Return the names in each lead of all groups.

        Args:
            groups: Documents cut to their lead; the vocabulary is looked for in a whole group at once.
            entities: Entities of each, as for one.
        """
        leads = list(chain.from_iterable(groups))
        titles = self._in_titles(leads)
        bodies = chain.from_iterable(self._starts(group.joined) for group in groups)
        return list(map(self._candidates, leads, entities, titles, bodies))

    def _in_titles(self, leads: Sequence[Document]) -> list[Starts]:
        """Return where each term that a title names stands in it; titles that name none are not joined."""
        views = list(map(normalised_title, leads))
        starts: list[Starts] = [{} for _ in leads]
        named = self._matcher.occurring([view.text for view in views])
        if named:
            joined = join_texts([views[place] for place in named], [leads[place].title for place in named])
            for place, own in zip(named, self._starts(joined), strict=True):
                starts[place] = own
        return starts

    def _starts(self, joined: JoinedTexts) -> list[Starts]:
        """Return where each term that a text names stands in its normalised view, for each text."""
        bases = joined.normalised_starts
        starts: list[Starts] = [{} for _ in range(len(bases))]
        phrases, places, _ = found = self._matcher.find_longest(joined.normalised, joined.tokens)
        if not found.size:
            return starts
        texts = bases.searchsorted(places, side="right") - 1
        terms, own_places = self._term_of_name.take(phrases), places - bases.take(texts)
        for text, term, place in zip(texts.tolist(), terms.tolist(), own_places.tolist(), strict=True):
            starts[text].setdefault(term, set()).add(place)
        return starts

    def _candidates(
        self, lead: Document, entities: Iterable[Entity], titles: Starts, bodies: Starts
    ) -> list[NameCandidate]:
        found: dict[int | str, NameCandidate] = {
            term: NameCandidate(self._terms[term].label, term, title=starts)
            for term, starts in titles.items()
        }
        for term, starts in bodies.items():
            self._candidate(found, term).body = starts
        companies = _companies(lead, entities)
        if companies:
            self._add_companies(found, companies, fold_case(title_text(lead)))
        return [*found.values(), *self._headline_names(lead, found.values())]

    def _add_companies(self, found: dict[int | str, NameCandidate], companies: Companies, title: str) -> None:
        for (name, kb_id), (starts, spelt) in companies.items():
            spellings = dict.fromkeys(map(fold, (name, *spelt)))
            place = self._term_of(name, spellings)
            candidate = self._candidate(found, place if place is not None else name)
            if place is None:
                candidate.label = _label(name, kb_id, spelt)
            candidate.listed |= kb_id is not None
            candidate.mentioned = True
            candidate.body.update(starts)
            for spelling in spellings:
                if spelling in title:
                    candidate.title.update(_occurrences(title, spelling))

    def _headline_names(self, lead: Document, found: Iterable[NameCandidate]) -> list[NameCandidate]:
        """Return the headline names that the text repeats and no candidate found before covers."""
        body = lead.passage.normalised.text
        # Few stand in the text twice at all, be it inside words.
        names = [
            name
            for name in names_in_headlines(lead)
            if body.find(name) != body.rfind(name) and fold(name) not in self._passed_over
        ]
        if not names:
            return []
        title = title_text(lead)
        standing = {start for candidate in found for start in candidate.body}
        candidates = []
        for name in names:
            places = set(_occurrences(body, name))
            if len(places) >= _FEWEST_MENTIONS and all(
                standing.isdisjoint(range(start, start + len(name))) for start in places
            ):
                candidates.append(NameCandidate(name, -1, title=set(_occurrences(title, name)), body=places))
        return candidates

    def _candidate(self, found: dict[int | str, NameCandidate], key: int | str) -> NameCandidate:
        if key not in found:
            found[key] = (
                NameCandidate("", -1) if isinstance(key, str) else NameCandidate(self._terms[key].label, key)
            )
        return found[key]

    def _term_of(self, name: str, spellings: Iterable[str]) -> int | None:
        """Return the term of a company, given its folded spellings."""
        if name in self._by_company:
            return self._by_company[name]
        for spelling in spellings:
            if spelling in self._index:
                return self._index[spelling]
        return None


def names_in_headlines(lead: Document) -> list[str]:
    """Return the headline names of a document's title and of its own first line."""
    return headline_names(title_text(lead), lead.passage.normalised.text[: headline_end(lead)])


def _companies(lead: Document, entities: Iterable[Entity]) -> Companies:
    passage = lead.passage
    mentions: Companies = {}
    companies = [entity for entity in entities if entity.label == "COMPANY"]
    if not companies or not passage.text:
        return mentions
    ends, last = passage.aligned.ends, int(passage.aligned.ends[-1])
    # Of the type of what they are searched in, which would be converted otherwise.
    in_article = np.array([entity.start for entity in companies], dtype=np.int32)
    in_passage = ends.searchsorted(in_article, side="right").astype(np.int32)
    places = passage.normalised.ends.searchsorted(in_passage, side="right").tolist()
    for entity, start in zip(companies, places, strict=True):
        if entity.end <= last:
            text = _without_legal_form(entity.text)
            starts, spellings = mentions.setdefault((entity.name or text, entity.kb_id), ([], []))
            starts.append(start)
            spellings.append(text)
    return mentions


@lru_cache(maxsize=4096)
def _without_legal_form(name: str) -> str:
    return _LEGAL_FORM.sub("", name) or name


def _label(name: str, kb_id: str | None, spellings: Sequence[str]) -> str:
    """Return a company as Japanese editors do: one of Japan as the article writes it, others by name."""
    company = load_companies().get(kb_id) if kb_id else None
    if company is not None and company.country != "JP":
        return name
    return max(dict.fromkeys(spellings), key=spellings.count)


def _occurrences(text: str, word: str) -> list[int]:
    """Return where ``word`` stands in ``text``, Latin letters and digits only as whole words."""
    opens, closes, length = word[0] in _LATIN, word[-1] in _LATIN, len(word)
    starts = []
    start = text.find(word)
    while start >= 0:
        end = start + length
        if not ((opens and text[start - 1 : start] in _LATIN) or (closes and text[end : end + 1] in _LATIN)):
            starts.append(start)
        start = text.find(word, start + 1)
    return starts
