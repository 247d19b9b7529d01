"""Names in an article that may be its tags, and where each stands.

Three sources: the terms of a vocabulary under every spelling, the companies that were recognised, and the
names in headlines that the text repeats.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from string import ascii_letters, digits

import numpy as np

from kijiyomi.classifier.features.lead import headline_end, normalised_title, title_text
from kijiyomi.classifier.vocabulary import Term, spelling_index
from kijiyomi.document import Document, Documents, JoinedTexts, join_texts
from kijiyomi.entities.companies.legal_forms import without_legal_form
from kijiyomi.entities.phrase_matcher import PhraseMatcher
from kijiyomi.knowledge.companies import load_companies
from kijiyomi.records.analysis import Entity
from kijiyomi.text.fold import fold_case, fold_width_and_case

_MIN_MENTIONS = 2
_MAX_HEADLINE_CHARACTERS = 300
_MAX_NAME_CHARACTERS = 30
_LATIN_WORD = r"[A-Za-z0-9][A-Za-z0-9.+\-]*"
# What comes before is looked at last, so that searching goes from capital to capital.
_LATIN_NAME = re.compile(rf"[A-Z](?<![A-Za-z0-9&/+\-][A-Z])[A-Za-z0-9.+\-]*(?: (?=[A-Z0-9]){_LATIN_WORD})*")
_NAME_START = re.compile("[A-Z「『“]")
_QUOTED_NAME = re.compile(r"[「『“]([^「」『』“”\n]{2,30})(?=[」』”])")
_BRACKETED = re.compile(r"[(\[【][^)\]】]*[)\]】]?")
_ABBREVIATION = re.compile(r"[A-Z]{2,4}s?")
_FOREIGN = re.compile(r"[A-Za-z]{2}|[ァ-ヺー]{3}")
_NO_NAME = re.compile(r"[ぁ-ん、。？！?!%]")
_LATIN = frozenset(ascii_letters + digits)

TermStarts = dict[int, set[int]]
"""Where each term stands, in a normalised text."""


@dataclass(slots=True)
class NameCandidate:
    """A name that may be a tag.

    Attributes:
        label: The tag as it would be given.
        term: Its index in the vocabulary, ``-1`` for a name that is not in it.
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
        skipped: Folded headline names that are no tags, however prominent.
    """

    def __init__(self, terms: Sequence[Term], skipped: Iterable[str] = ()) -> None:
        self._skipped = frozenset(skipped)
        self._terms = terms
        self._index = spelling_index(terms)
        self._by_company = {term.entity: index for index, term in enumerate(terms) if term.entity}
        names = {spelling: index for spelling, index in self._index.items() if len(spelling) > 1}
        self._term_of_name = np.array(list(names.values()), np.intp)
        self._matcher = PhraseMatcher(names)

    def find(self, lead: Document, entities: Iterable[Entity]) -> list[NameCandidate]:
        """Return the names in the title and lead of a document, each once.

        Args:
            lead: A document cut to its lead.
            entities: Entities with offsets into ``lead.article.text``; those past the lead are ignored.
        """
        return self.find_batch([Documents([lead])], [entities])[0]

    def find_batch(
        self, groups: Sequence[Documents], entities: Sequence[Iterable[Entity]]
    ) -> list[list[NameCandidate]]:
        """Return the names in each lead of all groups.

        Args:
            groups: Documents cut to their lead; the vocabulary is looked for in a whole group at once.
            entities: Entities of each, as for one.
        """
        leads = list(chain.from_iterable(groups))
        titles = self._title_starts(leads)
        bodies = chain.from_iterable(self._starts(group.joined) for group in groups)
        return list(map(self._candidates, leads, entities, titles, bodies))

    def _title_starts(self, leads: Sequence[Document]) -> list[TermStarts]:
        """Return where each term stands in each title; titles that name none are not joined."""
        views = list(map(normalised_title, leads))
        starts: list[TermStarts] = [{} for _ in leads]
        named = self._matcher.occurring([view.text for view in views])
        if named:
            joined = join_texts([views[index] for index in named], [leads[index].title for index in named])
            for index, own in zip(named, self._starts(joined), strict=True):
                starts[index] = own
        return starts

    def _starts(self, joined: JoinedTexts) -> list[TermStarts]:
        """Return where each term stands in the normalised view of each text."""
        bases = joined.normalised_starts
        starts: list[TermStarts] = [{} for _ in range(len(bases))]
        phrases, offsets, _ = found = self._matcher.find_longest(joined.normalised, joined.tokens)
        if not found.size:
            return starts
        texts = bases.searchsorted(offsets, side="right") - 1
        terms, own_offsets = self._term_of_name.take(phrases), offsets - bases.take(texts)
        for text, term, start in zip(texts.tolist(), terms.tolist(), own_offsets.tolist(), strict=True):
            starts[text].setdefault(term, set()).add(start)
        return starts

    def _candidates(
        self, lead: Document, entities: Iterable[Entity], titles: TermStarts, bodies: TermStarts
    ) -> list[NameCandidate]:
        found: dict[int | str, NameCandidate] = {
            term: NameCandidate(self._terms[term].label, term, title=starts)
            for term, starts in titles.items()
        }
        for term, starts in bodies.items():
            self._candidate(found, term).body = starts
        companies = _mentioned_companies(lead, entities)
        if companies:
            self._add_companies(found, companies, fold_case(title_text(lead)))
        return [*found.values(), *self._headline_candidates(lead, found.values())]

    def _candidate(self, found: dict[int | str, NameCandidate], key: int | str) -> NameCandidate:
        """Return the candidate of a term, or of a company that is none, by its name."""
        if key not in found:
            found[key] = (
                NameCandidate("", -1) if isinstance(key, str) else NameCandidate(self._terms[key].label, key)
            )
        return found[key]

    def _add_companies(
        self, found: dict[int | str, NameCandidate], companies: Iterable[_MentionedCompany], title: str
    ) -> None:
        for company in companies:
            spellings = dict.fromkeys(map(fold_width_and_case, (company.name, *company.spellings)))
            term = self._term_of(company.name, spellings)
            candidate = self._candidate(found, company.name if term is None else term)
            if term is None:
                candidate.label = company.label
            candidate.listed |= company.kb_id is not None
            candidate.mentioned = True
            candidate.body.update(company.starts)
            for spelling in spellings:
                if spelling in title:
                    candidate.title.update(_occurrences(title, spelling))

    def _term_of(self, name: str, spellings: Iterable[str]) -> int | None:
        """Return the term of a company, given its folded spellings."""
        if name in self._by_company:
            return self._by_company[name]
        for spelling in spellings:
            if spelling in self._index:
                return self._index[spelling]
        return None

    def _headline_candidates(self, lead: Document, found: Iterable[NameCandidate]) -> list[NameCandidate]:
        """Return the headline names that the text repeats and no candidate found before covers."""
        body = lead.passage.normalised.text
        # Few stand in the text twice at all, be it inside words.
        names = [
            name
            for name in names_in_headlines(lead)
            if body.find(name) != body.rfind(name) and fold_width_and_case(name) not in self._skipped
        ]
        if not names:
            return []
        title = title_text(lead)
        covered = {start for candidate in found for start in candidate.body}
        candidates = []
        for name in names:
            starts = set(_occurrences(body, name))
            if len(starts) >= _MIN_MENTIONS and all(
                covered.isdisjoint(range(start, start + len(name))) for start in starts
            ):
                candidates.append(NameCandidate(name, -1, title=set(_occurrences(title, name)), body=starts))
        return candidates


def names_in_headlines(lead: Document) -> list[str]:
    """Return the names in a document's title and in its own first line; see :func:`headline_names`."""
    return headline_names(title_text(lead), lead.passage.normalised.text[: headline_end(lead)])


def headline_names(*headlines: str) -> list[str]:
    """Return the names in normalised headlines, each once: Latin words with capitals, and short quotations.

    What stands in brackets is left out, since headlines list there what is alike, and so are abbreviations.
    """
    if not any(headlines):
        return []
    names: dict[str, None] = {}
    for headline in filter(_NAME_START.search, headlines):
        plain = _BRACKETED.sub("、", headline[:_MAX_HEADLINE_CHARACTERS])
        for name in _LATIN_NAME.findall(plain):
            names[name.rstrip(".-+")] = None
        for name in _QUOTED_NAME.findall(plain):
            if _FOREIGN.search(name) and not _NO_NAME.search(name):
                names[name] = None
    return [
        name for name in names if 1 < len(name) <= _MAX_NAME_CHARACTERS and not _ABBREVIATION.fullmatch(name)
    ]


@dataclass(slots=True)
class _MentionedCompany:
    """A company that was recognised in an article.

    Attributes:
        name: Its canonical name.
        kb_id: Its id in the knowledge base, if listed there.
        starts: Starts of its mentions in the normalised lead.
        spellings: How each mention spells it, without legal form.
    """

    name: str
    kb_id: str | None
    starts: list[int] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Its name as Japanese editors write it: of Japan, as the article does; of elsewhere, by name."""
        listed = load_companies().get(self.kb_id) if self.kb_id else None
        if listed is not None and listed.country != "JP":
            return self.name
        return max(dict.fromkeys(self.spellings), key=self.spellings.count)


def _mentioned_companies(lead: Document, entities: Iterable[Entity]) -> Collection[_MentionedCompany]:
    passage = lead.passage
    companies = [entity for entity in entities if entity.label == "COMPANY"]
    if not companies or not passage.text:
        return ()
    ends, last = passage.aligned.ends, int(passage.aligned.ends[-1])
    # Of the type of what they are searched in, which would be converted otherwise.
    in_article = np.array([entity.start for entity in companies], dtype=np.int32)
    in_passage = ends.searchsorted(in_article, side="right").astype(np.int32)
    in_normalised = passage.normalised.ends.searchsorted(in_passage, side="right").tolist()
    mentioned: dict[tuple[str, str | None], _MentionedCompany] = {}
    for entity, start in zip(companies, in_normalised, strict=True):
        if entity.end <= last:
            spelling = _without_legal_form(entity.text)
            key = entity.name or spelling, entity.kb_id
            company = mentioned.get(key)
            if company is None:
                company = mentioned[key] = _MentionedCompany(*key)
            company.starts.append(start)
            company.spellings.append(spelling)
    return mentioned.values()


@lru_cache(maxsize=4096)
def _without_legal_form(name: str) -> str:
    return without_legal_form(name) or name


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
