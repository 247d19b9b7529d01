"""Many phrases found at once, as whole words only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import Document
from kijiyomi.text.codes import code_points

_OTHER, _LATIN, _KATAKANA, _KANJI = range(4)
_LETTER_MARKS = "™℠"
_BMP = 0x10000

Positions = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Matches:
    """Places where phrases stand.

    Attributes:
        start: int32 ``(n,)``: first character in the normalised view.
        end: int32 ``(n,)``: one past the last character.
        phrase: int32 ``(n,)``: which phrase.
    """

    start: Positions
    end: Positions
    phrase: Positions

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Matches:
        """Return the matches that a mask or an array of indices picks."""
        return Matches(self.start[chosen], self.end[chosen], self.phrase[chosen])

    def __len__(self) -> int:
        return len(self.start)


class PhraseMatcher:
    """Find whole-word occurrences of phrases in a document, whatever the case of Latin letters.

    Args:
        phrases: NFKC phrases, each once after :func:`fold`; matches name them by their index.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for index, phrase in enumerate(phrases):
            self._automaton.add_word(fold(phrase), (len(phrase), index))
        self._automaton.make_automaton()

    def find(self, document: Document, folded: str) -> Matches:
        """Return the matches that neither begin nor end inside a word.

        Args:
            document: Where to look.
            folded: :func:`fold` of ``document.passage.normalised.text``.
        """
        if not folded or not len(self._automaton):
            return Matches(*np.empty((3, 0), dtype=np.int32))
        found = [
            (last + 1 - length, last + 1, index) for last, (length, index) in self._automaton.iter(folded)
        ]
        matches = Matches(*np.array(found, dtype=np.int32).reshape(-1, 3).T)
        return matches.take(_whole_words(matches, WordBoundaries(document)))


class WordBoundaries:
    """Where words may begin and end in the normalised view of a document.

    Latin words and numbers, and runs of katakana, are one word each; kanji are cut where tokens are.
    """

    def __init__(self, document: Document) -> None:
        view = document.passage.normalised
        classes = _character_classes()[np.minimum(code_points(view.text), _BMP - 1)]
        source = document.passage.text
        if any(mark in source for mark in _LETTER_MARKS):
            marks = [ord(mark) for mark in _LETTER_MARKS]
            classes[np.isin(code_points(source)[view.starts], marks)] = _OTHER
        self.classes = np.concatenate(([_OTHER], classes, [_OTHER])).astype(np.uint8)
        starts, ends = np.zeros((2, len(source) + 1), dtype=bool)
        starts[document.tokens.start] = True
        ends[document.tokens.end] = True
        self._starts, self._ends = starts, ends
        self._view = view

    def may_start(self, at: Positions) -> NDArray[np.bool_]:
        """Return bool ``(n,)``: whether no word runs across each position into the text after it."""
        before, here = self.classes[at], self.classes[at + 1]
        same = (before == here) & (here != _OTHER)
        cut = self._starts[self._view.starts[at]]
        return np.asarray(~same | ((here == _KANJI) & cut), dtype=bool)

    def may_end(self, at: Positions) -> NDArray[np.bool_]:
        """Return bool ``(n,)``: whether no word runs across each position from the text before it."""
        here, after = self.classes[at], self.classes[at + 1]
        same = (after == here) & (here != _OTHER)
        cut = self._ends[self._view.ends[at - 1]]
        return np.asarray(~same | ((here == _KANJI) & cut), dtype=bool)


def fold(text: str) -> str:
    """Return ``text`` in lower case, character for character."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.translate(_ascii_lower())


def longest(matches: Matches) -> Matches:
    """Return the matches that no other covers, by start."""
    order = np.lexsort((-matches.end, matches.start))
    ordered = matches.take(order)
    if len(ordered) < 2:
        return ordered
    reach = np.maximum.accumulate(ordered.end)
    uncovered = np.append(True, ordered.end[1:] > reach[:-1])
    return ordered.take(uncovered)


def _whole_words(matches: Matches, boundaries: WordBoundaries) -> NDArray[np.bool_]:
    return boundaries.may_start(matches.start) & boundaries.may_end(matches.end)


@lru_cache(maxsize=1)
def _ascii_lower() -> dict[int, int]:
    return {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@lru_cache(maxsize=1)
def _character_classes() -> NDArray[np.uint8]:
    classes = np.zeros(_BMP, dtype=np.uint8)
    for low, high, kind in (
        ("0", "9", _LATIN),
        ("A", "Z", _LATIN),
        ("a", "z", _LATIN),
        ("À", "ɏ", _LATIN),
        ("ァ", "ヺ", _KATAKANA),
        ("ー", "ヿ", _KATAKANA),
        ("㐀", "䶿", _KANJI),
        ("一", "鿿", _KANJI),
        ("々", "々", _KANJI),
    ):
        classes[ord(low) : ord(high) + 1] = kind
    for sign in "×÷":
        classes[ord(sign)] = _OTHER
    return classes
