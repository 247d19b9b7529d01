"""Many phrases found at once, as whole words only."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation
from numpy.typing import NDArray

from kijiyomi.text.aligned import AlignedText
from kijiyomi.text.codes import code_points
from kijiyomi.tokenizer.tokens import Tokens

_OTHER, _LATIN, _KATAKANA, _KANJI, _HIRAGANA = range(5)
_LETTER_MARKS = "™℠"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Positions = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Matches:
    """Places where phrases stand.

    Attributes:
        phrase: int32 ``(n,)``: which phrase.
        start: int32 ``(n,)``: first character in the normalised view.
        end: int32 ``(n,)``: one past the last character.
    """

    phrase: Positions
    start: Positions
    end: Positions

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Matches:
        """Return the matches that a mask or an array of indices picks."""
        return Matches(self.phrase[chosen], self.start[chosen], self.end[chosen])

    def __len__(self) -> int:
        return len(self.start)


class PhraseMatcher:
    """Find whole-word occurrences of phrases in a text, whatever the case of Latin letters.

    Args:
        phrases: NFKC phrases, each once after :func:`fold`; matches name them by their index.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(map(fold, phrases))
        self._automaton = AhoCorasick(self._phrases, implementation=Implementation.ContiguousNFA)

    def __reduce__(self) -> tuple[type[PhraseMatcher], tuple[tuple[str, ...]]]:
        return PhraseMatcher, (self._phrases,)

    def find(self, view: AlignedText, tokens: Tokens) -> Matches:
        """Return the matches that neither begin nor end inside a word, in no particular order.

        Args:
            view: Normalised view of ``tokens.text``.
            tokens: Tokens of the same text.
        """
        found = overlapping(self._automaton, fold(view.text))
        columns = np.fromiter(chain.from_iterable(found), np.int32, 3 * len(found)).reshape(-1, 3).T
        matches = Matches(*columns)
        words = WordBoundaries(view, tokens)
        return matches.take(words.whole(matches.start, matches.end))


class WordBoundaries:
    """Where words may begin and end in the normalised view of a text.

    Latin words and numbers, and runs of katakana, are one word each; kanji and hiragana are cut where
    tokens are.

    Args:
        view: Normalised view of ``tokens.text``.
        tokens: Tokens of the same text.
    """

    def __init__(self, view: AlignedText, tokens: Tokens) -> None:
        self._codes = code_points(f"\0{view.text}\0")
        if any(mark in tokens.text for mark in _LETTER_MARKS):
            marks = [ord(mark) for mark in _LETTER_MARKS]
            from_mark = np.isin(code_points(tokens.text)[view.starts], marks)
            self._codes = np.where(np.pad(from_mark, 1), 0, self._codes)
        self._view = view
        self._tokens = tokens

    def whole(self, start: NDArray[np.integer], end: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Return bool ``(n,)``: whether each span neither begins nor ends inside a word."""
        first = _among(self._tokens.start, self._view.starts[start])
        last = _among(self._tokens.end, self._view.ends[end - 1])
        sides = np.concatenate((start, end + 1, start + 1, end))
        beside, here = _character_classes().take(self._codes.take(sides)).reshape(2, -1)
        by_token = (here >= _KANJI) & np.concatenate((first, last))
        cut = (beside != here) | (here == _OTHER) | by_token
        return np.asarray(cut[: len(start)] & cut[len(start) :])


def overlapping(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """Return pattern, start and end of every match, overlapping ones too."""
    try:
        return automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:
        return automaton.find_matches_as_indexes(_LONE_SURROGATE.sub("\ufffd", text), overlapping=True)


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


def _among(ascending: Positions, positions: Positions) -> NDArray[np.bool_]:
    """Return bool ``(n,)``: whether each position is one of the ascending ones."""
    if not len(ascending):
        return np.zeros(len(positions), dtype=bool)
    places = np.searchsorted(ascending, positions)
    return np.asarray(ascending.take(places, mode="clip") == positions)


@lru_cache(maxsize=1)
def _ascii_lower() -> dict[int, int]:
    return {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@lru_cache(maxsize=1)
def _character_classes() -> NDArray[np.uint8]:
    classes = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    for low, high, kind in (
        ("0", "9", _LATIN),
        ("A", "Z", _LATIN),
        ("a", "z", _LATIN),
        ("À", "ɏ", _LATIN),
        ("ぁ", "ゟ", _HIRAGANA),
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
