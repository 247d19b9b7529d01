"""What qualifies a figure: 約, 最大, 以上, 未満, を超える."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kijiyomi.entities.numbers.unit_patterns import KNOWLEDGE
from kijiyomi.knowledge.data_files import read_toml
from kijiyomi.records.analysis import Modifier

_REACH = 12  # characters before a figure in which its qualifiers stand


class Qualified(NamedTuple):
    """A figure's span with its qualifiers, and what they say."""

    start: int
    end: int
    modifier: Modifier | None


class Modifiers:
    """The qualifiers of ``knowledge/figures/modifiers.toml``.

    Attributes:
        words_before: Those that stand before a figure.
        before_word_ends: Their last characters.
    """

    def __init__(self) -> None:
        table = read_toml(KNOWLEDGE / "modifiers.toml")
        self._meaning: dict[str, Modifier] = {
            word: modifier
            for place in ("before", "after", "beyond")
            for modifier, words in table[place].items()
            for word in words
        }
        not_before = table["not_before"]
        self._before = re.compile(rf"((?:{_either(table['before'], {})})[、,]? ?)+\Z")
        self.words_before = frozenset(_words(table["before"]))
        self.before_word_ends = frozenset(word[-1] for word in self.words_before)
        self._before_ends = self.before_word_ends | frozenset("、, ")
        self._after_begins = frozenset(word[0] for word in _words(table["after"]))
        self._beyond_begins = frozenset(word[0] for word in _words(table["beyond"]))
        self._word = re.compile(_either(table["before"], {}))
        self._after = re.compile(_either(table["after"], not_before))
        self._beyond = re.compile(_either(table["beyond"], not_before))

    def after(self, text: str, end: int) -> tuple[int, Modifier] | None:
        """Return the end and meaning of the qualifier at ``end``."""
        match = self._after.match(text, end)
        return (match.end(), self._meaning[match.group()]) if match else None

    def qualify(self, text: str, start: int, end: int, floor: int) -> Qualified:
        """Return the span widened by its qualifiers; those before it begin no earlier than ``floor``."""
        modifier: Modifier | None = None
        if start > floor and text[start - 1] in self._before_ends:
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
        return Qualified(start, end, modifier)


def _words(groups: Mapping[str, list[str]]) -> list[str]:
    return [word for group in groups.values() for word in group]


def _either(groups: Mapping[str, list[str]], not_before: Mapping[str, str]) -> str:
    words = sorted(_words(groups), key=len, reverse=True)
    return "|".join(
        re.escape(word) + (rf"(?![{not_before[word]}])" if word in not_before else "") for word in words
    )


@lru_cache(maxsize=1)
def modifiers() -> Modifiers:
    """Return the qualifiers, read once."""
    return Modifiers()
