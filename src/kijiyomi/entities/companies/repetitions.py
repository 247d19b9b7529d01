"""A name once recognised is recognised everywhere, and its bracketed alias with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from kijiyomi.document import Document
from kijiyomi.entities.companies.listed import Mention
from kijiyomi.entities.phrase_matcher import WordBoundaries
from kijiyomi.knowledge.data_files import FOLDER, read_toml

# No article has more; each is one more search through the text.
_MOST_NAMES = 100


def with_repetitions(
    document: Document, mentions: Iterable[Mention], taken: Sequence[Mention]
) -> list[Mention]:
    """Return the mentions by start, with every further place of the sure ones' names and aliases.

    Args:
        document: Where they stand.
        mentions: Recognised by themselves; one that overlaps an earlier one is dropped.
        taken: Mentions of others; what overlaps them is dropped.
    """
    text = document.passage.normalised.text
    free = _outside(sorted(mentions, key=lambda mention: mention.start), taken)
    names = {alias: mention.name for mention in free if mention.sure for alias in _aliases(text, mention)}
    if not names:
        return free
    words = WordBoundaries(document.passage.normalised, document.tokens)
    searched = islice(names.items(), _MOST_NAMES)
    again = [found for alias, name in searched for found in _occurrences(text, words, alias, name)]
    return _outside([*free, *sorted(again, key=lambda found: (found.start, -found.end))], taken)


@lru_cache(maxsize=1)
def _alias() -> re.Pattern[str]:
    """Return what matches the bracketed alias directly after a name."""
    marks = "|".join(map(re.escape, read_toml(FOLDER / "company_forms.toml")["alias_marks"]))
    return re.compile(
        rf"\((?:(?:{marks})[、:]? ?)?「?(?P<alias>[A-Z][A-Za-z]{{1,11}}|[ァ-ヺー]{{2,12}})」?\)"
    )


def _aliases(text: str, mention: Mention) -> Iterator[str]:
    yield mention.name
    if alias := _alias().match(text, mention.end):
        yield alias["alias"]


def _occurrences(text: str, words: WordBoundaries, alias: str, name: str) -> Iterator[Mention]:
    """Yield where ``alias`` stands as whole words."""
    places = np.array([match.start() for match in re.finditer(re.escape(alias), text)], dtype=np.int64)
    whole = words.whole(places, places + len(alias))
    for start in places[whole].tolist():
        yield Mention(start, start + len(alias), name, None, True)


def _outside(mentions: Iterable[Mention], taken: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that overlap neither those taken nor one another, earlier ones first."""
    kept: list[Mention] = []
    occupied = {place for mention in taken for place in range(mention.start, mention.end)}
    for mention in mentions:
        if occupied.isdisjoint(range(mention.start, mention.end)):
            occupied.update(range(mention.start, mention.end))
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)
