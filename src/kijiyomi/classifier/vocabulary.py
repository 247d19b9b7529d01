"""The tags a model may give, apart from how it chooses them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.companies import Company, load_companies
from kijiyomi.knowledge.data_files import read_data
from kijiyomi.records.analysis import TagSource
from kijiyomi.text.fold import fold_separators, fold_width_and_case


@dataclass(frozen=True, slots=True)
class Term:
    """One tag.

    Attributes:
        id: Stable identifier.
        label: Preferred spelling, the only one ever suggested.
        aliases: Other spellings met in texts and in other people's tags.
        source: ``"topic"`` for subjects, ``"entity"`` for names of companies, products and institutions.
        entity: Canonical company name of the knowledge base that the label stands for; ``""`` for none.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    source: TagSource = "topic"
    entity: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the term as JSON types."""
        return {
            "id": self.id,
            "label": self.label,
            "aliases": list(self.aliases),
            "source": self.source,
            "entity": self.entity,
        }


class _TermEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    label: str
    aliases: tuple[str, ...] = ()


class _VocabularyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    term: tuple[_TermEntry, ...] = ()


def read_vocabulary(path: str | Path) -> tuple[Term, ...]:
    """Return the terms of a TOML file: one ``[[term]]`` with id, label and aliases each.

    Raises:
        KnowledgeError: If the file cannot be read, an entry is malformed, or two terms share an id or a
            spelling.
    """
    entries = read_data(path, _VocabularyFile).term
    terms = tuple(Term(entry.id, entry.label, entry.aliases) for entry in entries)
    _check_distinct(terms, str(path))
    return terms


def _check_distinct(terms: Iterable[Term], path: str) -> None:
    seen: dict[str, str] = {}
    for term in terms:
        for spelling in {f"id {term.id}", *map(fold_width_and_case, (term.label, *term.aliases))}:
            if spelling in seen:
                raise KnowledgeError(
                    f"{path}: {spelling!r} belongs to both {seen[spelling]} and {term.id}; leave it to one"
                )
            seen[spelling] = term.id


def spelling_index(terms: Iterable[Term]) -> dict[str, int]:
    """Return the position of each term under every folded spelling; the first term keeps a contested one."""
    index: dict[str, int] = {}
    for position, term in enumerate(terms):
        for spelling in (term.label, *term.aliases):
            index.setdefault(fold_width_and_case(spelling), position)
    return index


def dump_terms(terms: Iterable[Term]) -> str:
    """Return the terms as JSON, one a line."""
    lines = (json.dumps(term.to_dict(), ensure_ascii=False) for term in terms)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def load_terms(text: str) -> tuple[Term, ...]:
    """Return the terms that :func:`dump_terms` wrote.

    Raises:
        ValueError: If the text is no JSON, or a term lacks a field or has one of another type.
    """
    return msgspec.json.decode(text, type=tuple[Term, ...])


def build_terms(tags: Iterable[Sequence[str]], vocabulary: Sequence[Term] | None = None) -> tuple[Term, ...]:
    """Return the terms of ``vocabulary`` and one for every other tag, its commonest spelling preferred.

    Spellings are one thing when they differ in case, width and separators only, or name one company.

    Args:
        tags: The tags of each article.
        vocabulary: Terms known beforehand. With them every other tag is taken for a name; without,
            names are the companies of the knowledge base, and the rest are topics.
    """
    known = spelling_index(vocabulary or ())
    counts = Counter(
        tag for article_tags in tags for tag in article_tags if fold_width_and_case(tag) not in known
    )
    things: dict[str, list[str]] = {}
    for tag, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        company = _companies().get(fold_width_and_case(tag))
        things.setdefault(f"company:{company.id}" if company else f"tag:{_bare(tag)}", []).append(tag)
    terms = list(vocabulary or ())
    for key, (label, *others) in things.items():
        company = _companies().get(fold_width_and_case(label))
        named = vocabulary is not None or company is not None
        source: TagSource = "entity" if named else "topic"
        terms.append(Term(key, label, tuple(others), source, company.name if company else ""))
    return tuple(terms)


def _bare(tag: str) -> str:
    return fold_separators(tag) or tag


@lru_cache(maxsize=1)
def _companies() -> dict[str, Company]:
    """Return the companies of the knowledge base by each unambiguous folded name."""
    index: dict[str, Company] = {}
    for company in load_companies().values():
        for alias in company.aliases:
            if alias not in company.ambiguous or alias == company.name:
                index.setdefault(fold_width_and_case(alias), company)
    return index
