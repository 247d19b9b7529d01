"""The gazetteer of companies: every way to write those of the knowledge base, ready to be found in texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kijiyomi.entities.phrase_matcher import Match, PhraseMatcher
from kijiyomi.knowledge.companies import Company, load_companies
from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.company_frames import load_company_frames
from kijiyomi.text.fold import fold_case
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import Tokens


class CompanyAlias(NamedTuple):
    """One way to write a listed company.

    Attributes:
        text: NFKC form.
        company: Whose name it is.
        name: Canonical name it stands for.
        kb_id: Identifier, ``None`` for a derived name such as a group that is not listed.
        ambiguous: Whether it needs evidence.
        former: Whether it is a name of the past.
        club: Whether a sports club has the same name.
    """

    text: str
    company: Company
    name: str
    kb_id: str | None
    ambiguous: bool
    former: bool
    club: bool


class CompanyGazetteer:
    """Finds listed companies, and the words that unlisted ones' names are built with.

    Attributes:
        aliases: Every way to write the companies, each folded form once, with and without ``・``.
        folded_aliases: Their folded forms.

    Args:
        companies: The companies; a spelling that several share belongs to the first.
    """

    def __init__(self, companies: Iterable[Company]) -> None:
        forms = load_company_forms()
        self.aliases = _aliases(companies)
        self.folded_aliases = frozenset(fold_case(alias.text) for alias in self.aliases)
        self._endings = forms.affiliate_endings
        spellings = (alias.text for alias in self.aliases)
        self._matcher = PhraseMatcher(
            spellings, self._endings, (*forms.designators, *map(fold_case, load_company_frames().phrases))
        )

    def find(self, view: AlignedText, tokens: Tokens) -> tuple[list[Match], list[Match]]:
        """Return where aliases stand as whole words, alone or with an affiliate's ending, and designators.

        Args:
            view: Normalised view of ``tokens.text``.
            tokens: Tokens of the same text.

        Returns:
            Matches of aliases, whose phrase is an index into :attr:`aliases`, and of designators, also inside
            words, whose phrase is an index into
            :attr:`~kijiyomi.knowledge.company_forms.CompanyForms.designators`; overlapping ones too.
        """
        return self._matcher.find_with_substrings(view, tokens)

    def alias_of(self, match: Match) -> CompanyAlias | None:
        """Return what a match names; ``None`` when its alias names no affiliate with such an ending."""
        alias = self.aliases[match.phrase]
        if not match.ending:
            return alias
        if alias.former or len(alias.text) < 2 or alias.text.endswith(tuple(self._endings)):
            return None
        name = alias.company.name + self._endings[match.ending]
        return alias._replace(text=alias.text + match.ending, name=name, kb_id=None, club=False)


@lru_cache(maxsize=4)
def company_gazetteer(*extra: str | Path) -> CompanyGazetteer:
    """Return the gazetteer of the companies kijiyomi knows and of those in the user's files ``extra``.

    Raises:
        KnowledgeError: If a file is malformed or its names clash with those already known.
    """
    return CompanyGazetteer(load_companies(*extra).values())


def _aliases(companies: Iterable[Company]) -> tuple[CompanyAlias, ...]:
    by_form: dict[str, CompanyAlias] = {}
    for company in companies:
        for written in company.aliases:
            alias = CompanyAlias(
                unicodedata.normalize("NFKC", written),
                company,
                company.name,
                company.id,
                written in company.ambiguous,
                written in company.former,
                written in company.clubs,
            )
            by_form.setdefault(fold_case(alias.text), alias)
    for alias in tuple(by_form.values()):
        if "・" in alias.text:
            solid = alias._replace(text=alias.text.replace("・", ""))
            by_form.setdefault(fold_case(solid.text), solid)
    return tuple(by_form.values())
