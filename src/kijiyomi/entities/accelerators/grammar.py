"""Where the names of all product lines stand in texts, found by how they begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from kijiyomi.entities.accelerators.prefilter import PAIR, Prefilter
from kijiyomi.entities.overlaps import longest_first
from kijiyomi.knowledge.accelerator_cues import AcceleratorCues
from kijiyomi.knowledge.accelerator_names import AcceleratorMention, NamePattern, is_katakana
from kijiyomi.knowledge.accelerators import ProductLine

_LEADING_LETTERS = re.compile("[A-Za-z]*")
_GLUED_BEFORE = re.compile(r"[0-9_.@#&]\Z|[0-9A-Za-z]-\Z")
# Shorter numbers in a list are more likely counts.
_SHORTEST_NUMBER = 3


class AcceleratorGrammar:
    """All names of all product lines.

    Args:
        patterns: Every spelling of every line.
        cues: What stands between the members of a list.
    """

    def __init__(self, patterns: Iterable[NamePattern], cues: AcceleratorCues) -> None:
        self._separators = re.compile(cues.separators)
        self._latin: defaultdict[str, list[NamePattern]] = defaultdict(list)
        self._japanese: defaultdict[str, list[NamePattern]] = defaultdict(list)
        for pattern in patterns:
            if pattern.is_japanese:
                self._japanese[pattern.form[:PAIR]].append(pattern)
            else:
                for word in first_words(pattern.form, pattern.line):
                    self._latin[word].append(pattern)
        goes_on = {
            word: all(_goes_on_after(word, pattern) for pattern in patterns)
            for word, patterns in self._latin.items()
        }
        self._prefilter = Prefilter(goes_on, self._japanese)

    def candidates(self, texts: Sequence[str]) -> list[list[AcceleratorMention]]:
        """Return whatever reads like an accelerator in each text, by start, longest first."""
        found: list[list[AcceleratorMention]] = [[] for _ in texts]
        # A short text costs as much as a long one, so all are searched as one.
        joined = "\0".join(texts)
        bases = list(accumulate((len(text) + 1 for text in texts), initial=0))
        words, pairs = self._prefilter.find(joined)
        for start, word in words:
            if patterns := self._latin.get(word.lower()):
                number = bisect_right(bases, start) - 1
                found[number] += self._read(texts[number], start - bases[number], patterns)
        for start in pairs:
            pair = joined[start : start + PAIR]
            if pair in self._japanese:
                number = bisect_right(bases, start) - 1
                written = [p for p in self._japanese[pair] if joined.startswith(p.form, start)]
                found[number] += self._read(texts[number], start - bases[number], written)
        return [sorted(candidates, key=longest_first) for candidates in found]

    def _read(self, text: str, start: int, patterns: Sequence[NamePattern]) -> Iterator[AcceleratorMention]:
        before = text[max(0, start - 2) : start]
        for pattern in patterns:
            if pattern.is_japanese:
                if is_katakana(pattern.form) and is_katakana(before[-1:]):
                    continue
            elif _GLUED_BEFORE.search(before):
                continue
            candidate = pattern.match(text, start)
            while candidate is not None:
                yield candidate
                candidate = self._next_of_list(text, candidate, pattern)

    def _next_of_list(
        self, text: str, candidate: AcceleratorMention, pattern: NamePattern
    ) -> AcceleratorMention | None:
        """Return the model that a list goes on with, when only its number is repeated."""
        if candidate.name == pattern.line.name or len(pattern.form) == 1:
            return None
        separator = self._separators.match(text, candidate.end)
        if separator is None or not text[separator.end() : separator.end() + _SHORTEST_NUMBER].isalnum():
            return None
        return pattern.match_number(text, separator.end())


def first_words(form: str, line: ProductLine) -> set[str]:
    """Return the runs of Latin letters, in lower case, that a name of this spelling may begin with."""
    solid = re.sub("[ -]", "", form)
    whole = _LEADING_LETTERS.match(solid)
    words = {match[0] for match in (_LEADING_LETTERS.match(form), whole) if match}
    if whole and whole[0] == solid:
        # A number may begin with letters of its own: TPUv5.
        words |= {solid + match[0] for number in line.models if (match := _LEADING_LETTERS.match(number))}
    return {word.lower() for word in words if word}


def _goes_on_after(word: str, pattern: NamePattern) -> bool:
    """Does no name of this spelling end where this run of letters does?"""
    return not (pattern.counts_bare and pattern.form.lower() == word)
