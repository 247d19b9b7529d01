"""A name found once is found in the whole article, and so are its short name and its alias in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, islice

import numpy as np

from kijiyomi.document import Document
from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.entities.companies.name_frames import is_plausible
from kijiyomi.entities.companies.short_names import short_name, stand_alone
from kijiyomi.entities.overlaps import keep_first, longest_first
from kijiyomi.entities.word_boundaries import WordBoundaries
from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.data_files import any_of

# No article has more; each is one more search through the text.
_MOST_NAMES = 100


def with_repetitions(
    document: Document, mentions: Iterable[CompanyMention], taken: Sequence[CompanyMention]
) -> list[CompanyMention]:
    """Return the mentions by start, with every further occurrence of the certain ones' names and aliases.

    Args:
        document: Where they stand.
        mentions: Recognised by themselves; one that overlaps an earlier one is dropped.
        taken: Mentions found otherwise; what overlaps them is dropped.
    """
    text = document.passage.normalised.text
    free = keep_first(sorted(mentions, key=lambda mention: mention.start), taken)
    names = {alias: mention for mention in free if mention.certain for alias in _aliases(text, mention)}
    if not names:
        return free
    words = WordBoundaries(document.passage.normalised, document.tokens)
    searched = islice(names.items(), _MOST_NAMES)
    repeated = [found for alias, named in searched for found in _occurrences(text, words, alias, named)]
    shortened = _shortened(document, words, names)
    return keep_first([*free, *sorted([*repeated, *shortened], key=longest_first)], taken)


def _shortened(
    document: Document, words: WordBoundaries, names: Mapping[str, CompanyMention]
) -> Iterator[CompanyMention]:
    """Yield where the short names of companies stand alone."""
    text = document.passage.normalised.text
    short = {
        part: named for named in names.values() if (part := short_name(named.name)) and part not in names
    }
    for part, named in islice(short.items(), _MOST_NAMES):
        found = list(_occurrences(text, words, part, named))
        starts = np.array([mention.start for mention in found], dtype=np.intp)
        yield from compress(found, stand_alone(document, starts, starts + len(part)))


def _aliases(text: str, mention: CompanyMention) -> Iterator[str]:
    yield text[mention.start : mention.end] if mention.kb_id else mention.name
    if alias := _bracketed_alias().match(text, mention.end):
        name = alias["defined"] or alias["alias"]
        if is_plausible(name) and name not in load_company_forms().generic_aliases:
            yield name


@lru_cache(maxsize=1)
def _bracketed_alias() -> re.Pattern[str]:
    """Return what matches the bracketed alias directly after a name."""
    marks = any_of(load_company_forms().alias_marks)
    given = r"[「『\"“]?(?P<defined>[^\s()「」『』\"”、。,:]{2,16})[」』\"”]?(?: ?とい(?:う|います))?"
    by_itself = r"「?(?P<alias>[A-Z][A-Za-z]{1,11}|[ァ-ヺー]{2,12})」?"
    return re.compile(rf"\((?:[^()]{{0,40}}[、。,;] ?)?(?:(?:{marks})[、:,]? ?{given}|{by_itself})\)")


def _occurrences(
    text: str, words: WordBoundaries, alias: str, named: CompanyMention
) -> Iterator[CompanyMention]:
    """Yield where ``alias`` stands as whole words, which names the same company."""
    starts = np.array([match.start() for match in re.finditer(re.escape(alias), text)], dtype=np.int64)
    whole = words.are_whole(starts, starts + len(alias))
    for start in starts[whole].tolist():
        yield CompanyMention(start, start + len(alias), named.name, named.kb_id, True)
