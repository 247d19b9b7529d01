"""The vocabulary of an archive: its tags, one term for all spellings of a thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kijiyomi.analysis import TagSource
from kijiyomi.classifier.vocabulary import Term, fold, spelling_index
from kijiyomi.knowledge.companies import Company, load_companies

_SEPARATORS = re.compile(r"[\s・,.\-_/]+")


def build_terms(tags: Iterable[Sequence[str]], vocabulary: Sequence[Term] | None = None) -> tuple[Term, ...]:
    """Return the terms of ``vocabulary`` and one for every other tag, its commonest spelling preferred.

    Spellings are one thing when they differ in case, width and separators only, or name one company.

    Args:
        tags: The tags of each article.
        vocabulary: Terms known beforehand. With them every other tag is taken for a name; without,
            names are the companies of the knowledge base, and the rest are topics.
    """
    known = spelling_index(vocabulary or ())
    counts = Counter(tag for given in tags for tag in given if fold(tag) not in known)
    things: dict[str, list[str]] = {}
    for tag, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        company = _companies().get(fold(tag))
        things.setdefault(f"company:{company.id}" if company else f"tag:{_bare(tag)}", []).append(tag)
    terms = list(vocabulary or ())
    for key, (label, *others) in things.items():
        company = _companies().get(fold(label))
        named = vocabulary is not None or company is not None
        source: TagSource = "entity" if named else "topic"
        terms.append(Term(key, label, tuple(others), source, company.name if company else ""))
    return tuple(terms)


def _bare(tag: str) -> str:
    return _SEPARATORS.sub("", fold(tag)) or tag


@lru_cache(maxsize=1)
def _companies() -> dict[str, Company]:
    """Return the companies of the knowledge base by each unambiguous folded name."""
    index: dict[str, Company] = {}
    for company in load_companies().values():
        for alias in company.aliases:
            if alias not in company.ambiguous or alias == company.name:
                index.setdefault(fold(alias), company)
    return index
