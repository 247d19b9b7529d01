"""What qualifies a figure: 約, 最大, 以上, 未満, を超える."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.number_words import ModifierWords, modifier_words
from kijiyomi.records.analysis import Modifier

_REACH = 12  # characters before a figure in which its qualifiers stand


class QualifiedSpan(NamedTuple):
    """A figure's span with its qualifiers, and what they say."""

    start: int
    end: int
    modifier: Modifier | None


class Modifiers:
    """The qualifiers, compiled.

    Args:
        words: The qualifiers by where they stand and what they mean.

    Attributes:
        words_before: Those that stand before a figure.
        words_after: Those that stand after one, inside its span.
        before_word_ends: Their last characters.
    """

    def __init__(self, words: ModifierWords) -> None:
        self._meaning: dict[str, Modifier] = {
            word: modifier
            for groups in (words.before, words.after, words.beyond)
            for modifier, group in groups.items()
            for word in group
        }
        self.words_before = tuple(_all(words.before))
        self.words_after = tuple(_all(words.after))
        self.before_word_ends = frozenset(word[-1] for word in self.words_before)
        self._before_ends = self.before_word_ends | _SEPARATORS
        self._after_begins = frozenset(word[0] for word in self.words_after)
        self._beyond_begins = frozenset(word[0] for word in _all(words.beyond))
        self._word = re.compile(any_of(self.words_before))
        self._before = re.compile(rf"((?:{any_of(self.words_before)})[、,]? ?)+\Z")
        self._after = re.compile(_any_whole(self.words_after, words.not_before))
        self._beyond = re.compile(_any_whole(_all(words.beyond), words.not_before))

    def after(self, text: str, end: int) -> tuple[int, Modifier] | None:
        """Return the end and meaning of the qualifier at ``end``."""
        match = self._after.match(text, end)
        return (match.end(), self._meaning[match.group()]) if match else None

    def qualify(self, text: str, start: int, end: int, floor: int) -> QualifiedSpan:
        """Return the span widened by its qualifiers; those before it begin no earlier than ``floor``."""
        modifier: Modifier | None = None
        if start > floor and self._may_follow_word(text, start):
            base = max(floor, start - _REACH)
            before = self._before.search(text[base:start])
            ranging = before and before.group()[0] == "~" and text[base + before.start() - 1].isdigit()
            if before and not ranging:
                modifier = self._meaning[self._word.findall(before.group())[-1]]
                start = base + before.start()
        following = text[end : end + 1]
        if following in self._after_begins and (after := self.after(text, end)):
            end, modifier = after
        elif following in self._beyond_begins and (beyond := self._beyond.match(text, end)):
            modifier = self._meaning[beyond.group()]
        return QualifiedSpan(start, end, modifier)

    def _may_follow_word(self, text: str, start: int) -> bool:
        """Can a qualifier, perhaps with what divides it from its figure, end at ``start``?"""
        last = text[start - 1]
        if last in _SEPARATORS:
            last = text[start - 2 : start - 1]
        return last in self._before_ends


_SEPARATORS = frozenset("、, ")


def _all(groups: Mapping[Modifier, Iterable[str]]) -> list[str]:
    return list(chain.from_iterable(groups.values()))


def _any_whole(words: Iterable[str], not_before: Mapping[str, str]) -> str:
    """Return the pattern that matches any of the words where it is not the beginning of another one."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word) + (f"(?!{not_before[word]})" if word in not_before else "") for word in longest_first
    )


@lru_cache(maxsize=1)
def modifiers() -> Modifiers:
    """Return the qualifiers, compiled once."""
    return Modifiers(modifier_words())
