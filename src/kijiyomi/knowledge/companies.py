"""The companies kijiyomi knows: one TOML line each, checked when read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, read_entries
from kijiyomi.text.fold import fold_width_and_case

COMPANIES_FOLDER = FOLDER / "companies"


class Company(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One company or group.

    Attributes:
        id: Stable identifier, lower case with hyphens; the name of its entry.
        name: Canonical name.
        kind: Line of business.
        country: ISO 3166-1 alpha-2 code of the head office.
        ja: Japanese names, the usual one first; for Chinese firms also the name in their own characters.
        en: Other names in Latin letters.
        short: Short forms and abbreviations.
        former: Names it once had.
        ambiguous: Those of its names that are also ordinary words, and count only with evidence.
        clubs: Those of its names that are also a sports club's.
        not_before: Strings that cannot follow its name: ``アーキテクチャ`` after ``Arm``.
        not_after: Strings that cannot precede its name: ``OS`` before ``X``.
        parent: Id of the parent company or group; ``""`` when independent.
        ticker: Exchange and symbol such as ``TSE:6702``; ``""`` when not listed on one.
    """

    id: str
    name: str
    kind: str
    country: str
    ja: tuple[NonEmpty, ...] = ()
    en: tuple[NonEmpty, ...] = ()
    short: tuple[NonEmpty, ...] = ()
    former: tuple[NonEmpty, ...] = ()
    ambiguous: tuple[NonEmpty, ...] = ()
    clubs: tuple[NonEmpty, ...] = ()
    not_before: tuple[NonEmpty, ...] = ()
    not_after: tuple[NonEmpty, ...] = ()
    parent: str = ""
    ticker: str = ""

    def __post_init__(self) -> None:
        for field, names in (("ambiguous", self.ambiguous), ("clubs", self.clubs)):
            if names and (stray := set(names) - set(self.aliases)):
                raise ValueError(f"`{field}` holds {sorted(stray)}, which are none of its names")

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every way the company is written, canonical name first, without repetition."""
        return tuple(dict.fromkeys((self.name, *self.ja, *self.en, *self.short, *self.former)))


def read_companies(path: str | Path) -> tuple[Company, ...]:
    """Return the companies of one TOML file, each a table named by the company's id.

    Raises:
        KnowledgeError: If the file is not TOML or an entry has a missing, unknown or mistyped field.
    """
    return tuple(read_entries(path, Company, name_field="id").values())


def clashing_aliases(companies: Iterable[Company]) -> dict[str, tuple[str, ...]]:
    """Return each folded name that several companies claim, with their ids; a sound list gives none."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for company in companies:
        for alias in company.aliases:
            owners[fold_width_and_case(alias)].add(company.id)
    return {alias: tuple(sorted(ids)) for alias, ids in owners.items() if len(ids) > 1}


def merge_companies(*lists: Iterable[Company]) -> dict[str, Company]:
    """Return the companies by id; a later list's entry replaces an earlier one of the same id.

    Raises:
        KnowledgeError: If two companies claim one name, or a parent is missing.
    """
    merged = {company.id: company for companies in lists for company in companies}
    if clashes := clashing_aliases(merged.values()):
        listed = "; ".join(f"{alias!r} of {', '.join(ids)}" for alias, ids in sorted(clashes.items()))
        raise KnowledgeError(f"companies: one name, several owners: {listed}; leave each name to one company")
    if orphans := sorted(c.id for c in merged.values() if c.parent and c.parent not in merged):
        raise KnowledgeError(f"companies: unknown parent of {', '.join(orphans)}; add it or correct its id")
    return merged


@lru_cache(maxsize=8)
def load_companies(*extra: str | Path) -> dict[str, Company]:
    """Return the companies kijiyomi knows by id, with those of the user's files ``extra``; read once.

    An entry of ``extra`` with the id of a known company replaces it.

    Raises:
        KnowledgeError: If a file is malformed or its names clash with those already known.
    """
    own = [company for path in sorted(COMPANIES_FOLDER.glob("*.toml")) for company in read_companies(path)]
    # Our own lists are checked by the tests, not at every start.
    return (
        merge_companies(own, *map(read_companies, extra))
        if extra
        else {company.id: company for company in own}
    )


@lru_cache(maxsize=1)
def companies_by_ticker() -> dict[str, Company]:
    """Return the companies kijiyomi knows that are listed on an exchange, by ticker, such as ``TSE:7203``."""
    return {company.ticker: company for company in load_companies().values() if company.ticker}
