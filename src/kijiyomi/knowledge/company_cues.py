"""The knowledge files on how companies' and products' names are written, compiled for matching."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kijiyomi.knowledge.data_files import FOLDER, read_toml


@dataclass(frozen=True, slots=True)
class CompanyCues:
    """What around a word says that it names a company.

    Attributes:
        after: Matches directly after the name.
        before: Searched in the text up to the name; anchored at its end.
        separator: Matches exactly what stands between two names of a list.
    """

    after: re.Pattern[str]
    before: re.Pattern[str]
    separator: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ProductNames:
    """When a company's name is the beginning of a product's.

    Attributes:
        companies_own: Latin words after which the name stays a company's.
        model_number: Matches the model number of an accelerator, which leaves the vendor a company.
        after: For each company's id, a pattern of the rest of its products' names.
        alone: Words that make a name a product's, or a technique's, wherever they stand in it.
    """

    companies_own: frozenset[str]
    model_number: re.Pattern[str]
    after: dict[str, re.Pattern[str]]
    alone: frozenset[str]


@dataclass(frozen=True, slots=True)
class LegalForms:
    """The legal form beside a company's name.

    Attributes:
        before: Searched in the text up to the name; anchored at its end.
        after: Matches directly after the name; also the full stop of a form that the name ends in.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=1)
def legal_forms() -> LegalForms:
    """Return the legal forms of ``knowledge/company_forms.toml``."""
    table = read_toml(FOLDER / "company_forms.toml")
    japanese, latin = _literal(table["legal"]), _literal(table["latin_legal"])
    return LegalForms(
        re.compile(rf"(?:{japanese})\s?$"),
        re.compile(rf"\s?(?:{japanese})|,? (?:{latin})(?![A-Za-z])|(?<= Corp)\.|(?<= Inc)\.|(?<= Ltd)\."),
    )


@lru_cache(maxsize=1)
def company_cues() -> CompanyCues:
    """Return the cues of ``knowledge/company_cues.toml``."""
    table = read_toml(FOLDER / "company_cues.toml")
    return CompanyCues(_either(table["after"]), _either(table["before"]), _either(table["separators"]))


@lru_cache(maxsize=1)
def product_names() -> ProductNames:
    """Return the rules of ``knowledge/products.toml``."""
    table = read_toml(FOLDER / "products.toml")
    after = {
        company: re.compile(rf" ?(?:{_literal(names)})(?![a-z])") for company, names in table["names"].items()
    }
    return ProductNames(
        frozenset(table["common"]), re.compile(table["model_number"]), after, frozenset(table["alone"])
    )


def _literal(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
