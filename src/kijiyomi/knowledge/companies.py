"""The companies kijiyomi knows: one TOML line each, checked when read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.data_files import FOLDER, read_toml
from kijiyomi.text.normalise import normalise

_FOLDER = FOLDER / "companies"


@dataclass(frozen=True, slots=True)
class Company:
    """One company or group.

    Attributes:
        id: Stable identifier, lower case with hyphens.
        name: Canonical name.
        ja: Japanese names, the usual one first; for Chinese firms also the name in their own characters.
        en: Other names in Latin letters.
        short: Short forms and abbreviations.
        former: Names it once had.
        ambiguous: Those of its names that are also ordinary words, and count only with evidence.
        not_before: Strings that cannot follow its name: ``アーキテクチャ`` after ``Arm``.
        kind: Line of business.
        country: ISO 3166-1 alpha-2 code of the head office.
        parent: Id of the parent company or group; ``""`` when independent.
        ticker: Exchange and symbol such as ``TSE:6702``; ``""`` when not listed.
    """

    id: str
    name: str
    kind: str
    country: str
    ja: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    parent: str = ""
    ticker: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every way the company is written, canonical name first, without repetition."""
        return tuple(dict.fromkeys((self.name, *self.ja, *self.en, *self.short, *self.former)))


_LISTS = frozenset({"ja", "en", "short", "former", "ambiguous", "not_before"})
_FIELDS = frozenset(field.name for field in fields(Company)) - {"id"}
_REQUIRED = ("name", "kind", "country")


def read_companies(path: str | Path) -> tuple[Company, ...]:
    """Return the companies of one TOML file, each a table named by the company's id.

    Raises:
        KnowledgeError: If the file is not TOML or an entry has a missing, unknown or mistyped field.
    """
    return tuple(_company(path, key, table) for key, table in read_toml(path).items())


def _company(path: str | Path, key: str, table: object) -> Company:
    if not isinstance(table, Mapping):
        raise KnowledgeError(f'{path}: {key} is no table; write {key} = {{ name = "...", ... }}')
    place = f"{path}: [{key}]"
    if unknown := set(table) - _FIELDS:
        raise KnowledgeError(f"{place} has unknown fields {sorted(unknown)}; known: {sorted(_FIELDS)}")
    if missing := [name for name in _REQUIRED if name not in table]:
        raise KnowledgeError(f"{place} lacks {missing}; add them")
    values: dict[str, Any] = {name: _value(place, name, value) for name, value in table.items()}
    company = Company(id=key, **values)
    if stray := set(company.ambiguous) - set(company.aliases):
        raise KnowledgeError(
            f"{place} calls {sorted(stray)} ambiguous, which are none of its names; add them"
        )
    return company


def _value(place: str, name: str, value: object) -> str | tuple[str, ...]:
    if name not in _LISTS:
        if not isinstance(value, str):
            raise KnowledgeError(f"{place}: {name} must be a string, got {value!r}")
        return value
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise KnowledgeError(f"{place}: {name} must be a list of non-empty strings, got {value!r}")
    return tuple(value)


def fold_name(name: str) -> str:
    """Return the form under which two spellings of a name are the same: NFKC, lower case."""
    return normalise(name).text.lower()


def clashing_aliases(companies: Iterable[Company]) -> dict[str, tuple[str, ...]]:
    """Return each folded name that several companies claim, with their ids; a sound list gives none."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for company in companies:
        for alias in company.aliases:
            owners[fold_name(alias)].add(company.id)
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
    own = [company for path in sorted(_FOLDER.glob("*.toml")) for company in read_companies(path)]
    # Our own lists are checked by the tests, not at every start.
    return (
        merge_companies(own, *map(read_companies, extra))
        if extra
        else {company.id: company for company in own}
    )
