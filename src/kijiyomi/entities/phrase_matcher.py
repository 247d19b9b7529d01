"""Texts in two bytes a character, which an automaton reads faster than UTF-8."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress, pairwise, starmap
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation
from numpy.typing import NDArray

from kijiyomi.arrays import code_points, from_code_points
from kijiyomi.text.fold import KANJI_VARIANTS
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import Tokens

_OTHER, _LATIN, _KATAKANA, _KANJI, _HIRAGANA = range(5)
_LETTER_MARKS = "™℠"
# Characters of phrases up to which the automaton is deterministic: twice as fast, with up to 1.5 KB for each.
_DETERMINISTIC = 10_000

Positions = NDArray[np.int32]


class Match(NamedTuple):
    """A place where a phrase stands.

    Attributes:
        phrase: Which phrase.
        start: First character in the normalised view.
        end: One past the last character.
        ending: What follows the phrase up to there; ``""`` for the phrase alone.
    """

    phrase: int
    start: int
    end: int
    ending: str = ""


class PhraseMatcher:
    """Find whole-word occurrences of phrases in a text, whatever the case of letters and the form of kanji.

    Args:
        phrases: NFKC phrases, each once after :func:`fold_case`; matches name them by their index.
        endings: NFKC words with which any phrase may go on.
        parts: Words without case, none of them a phrase, that :meth:`find_with_parts` finds too.
    """

    def __init__(
        self, phrases: Iterable[str], endings: Iterable[str] = (), parts: Iterable[str] = ()
    ) -> None:
        self._phrases, self._parts = tuple(map(fold_case, phrases)), tuple(parts)
        self._endings = tuple(endings)
        searched = self._phrases + self._parts
        self._alphabet = Alphabet((*searched, *map(fold_case, self._endings)))
        self._encoded_endings = tuple(self._encoded(self._endings))
        small = sum(map(len, searched)) <= _DETERMINISTIC
        implementation = Implementation.DFA if small else Implementation.ContiguousNFA
        self._automaton = BytesAhoCorasick(self._encoded(searched), implementation=implementation)

    def __reduce__(
        self,
    ) -> tuple[type[PhraseMatcher], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
        return PhraseMatcher, (self._phrases, self._endings, self._parts)

    def _encoded(self, words: Sequence[str]) -> Iterator[bytes]:
        encoded = self._alphabet.encode("".join(words))
        ends = accumulate((len(word) * WIDTH for word in words), initial=0)
        return (encoded[start:end] for start, end in pairwise(ends))

    def find(self, view: AlignedText, tokens: Tokens) -> list[Match]:
        """Return the matches that neither begin nor end inside a word, phrases alone first.

        Args:
            view: Normalised view of ``tokens.text``.
            tokens: Tokens of the same text.
        """
        return self.find_with_parts(view, tokens)[0]

    def occurring(self, texts: Sequence[str]) -> list[int]:
        """Return which of some normalised texts hold a phrase, be it inside a word."""
        found = self._overlapping(self._alphabet.encode("\0".join(texts)))
        if not found.size:
            return []
        ends = list(accumulate([len(text) + 1 for text in texts]))
        return sorted({bisect_left(ends, end) for end in found[2].tolist()})

    def find_longest(self, view: AlignedText, tokens: Tokens) -> NDArray[np.int32]:
        """Return int32 ``(3, n)``: phrase, start and end of those matches that no other covers, by start.

        Phrases that go on with an ending are not looked for.

        Args:
            view: Normalised view of ``tokens.text``.
            tokens: Tokens of the same text.
        """
        found = self._overlapping(self._alphabet.encode(view.text))
        if found.size:
            whole = WordBoundaries(view, tokens).whole(found[1], found[2])
            found = found.compress(whole & (found[0] < len(self._phrases)), axis=1)
            found = found.take(np.lexsort((-found[2], found[1])), axis=1)
            reached = np.maximum.accumulate(found[2])
            uncovered = np.ones(len(reached), dtype=bool)
            np.greater(found[2, 1:], reached[:-1], out=uncovered[1:])
            found = found.compress(uncovered, axis=1)
        return found

    def find_with_parts(self, view: AlignedText, tokens: Tokens) -> tuple[list[Match], list[Match]]:
        """Return what :meth:`find` does, and the parts wherever they stand, by their index."""
        encoded, phrases = self._alphabet.encode(view.text), len(self._phrases)
        found = self._overlapping(encoded).T.tolist()
        parts = [Match(word - phrases, start, end) for word, start, end in found if word >= phrases]
        alone = [match for match in found if match[0] < phrases] if parts else found
        return self._whole(encoded, alone, WordBoundaries(view, tokens)) if alone else [], parts

    def _overlapping(self, encoded: bytes) -> NDArray[np.int32]:
        """Return int32 ``(3, n)``: phrase or part, start and end of every match, overlapping ones too."""
        found = _columns(self._automaton.find_matches_as_indexes(encoded, overlapping=True))
        found[1:] //= WIDTH
        return found

    def _whole(
        self, encoded: bytes, alone: Sequence[tuple[int, int, int]], boundaries: WordBoundaries
    ) -> list[Match]:
        further = list(self._going_on(encoded, alone))
        _, starts, ends = _columns([*alone, *(match[:3] for match in further)])
        whole = boundaries.whole(starts, ends).tolist()
        return [*starmap(Match, compress(alone, whole)), *compress(further, whole[len(alone) :])]

    def _going_on(self, encoded: bytes, alone: Iterable[tuple[int, int, int]]) -> Iterator[Match]:
        for phrase, start, end in alone:
            place = end * WIDTH
            if encoded.startswith(self._encoded_endings, place):
                for ending, written in zip(self._endings, self._encoded_endings, strict=True):
                    if encoded.startswith(written, place):
                        yield Match(phrase, start, end + len(ending), ending)


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


def _columns(found: Iterable[tuple[int, int, int]]) -> NDArray[np.int32]:
    """Return int32 ``(3, n)``: pattern, start and end of each match."""
    return np.fromiter(chain.from_iterable(found), np.int32).reshape(-1, 3).T


def longest(matches: Iterable[Match]) -> list[Match]:
    """Return the matches that no other covers, by start; of those of one place the first."""
    kept: list[Match] = []
    reach = 0
    for match in sorted(matches, key=_longest_first):
        if match.end > reach:
            kept.append(match)
            reach = match.end
    return kept


def _longest_first(match: Match) -> tuple[int, int]:
    return match.start, -match.end


def _among(ascending: Positions, positions: Positions) -> NDArray[np.bool_]:
    """Return bool ``(n,)``: whether each position is one of the ascending ones."""
    if not len(ascending):
        return np.zeros(len(positions), dtype=bool)
    places = np.searchsorted(ascending, positions)
    return np.asarray(ascending.take(places, mode="clip") == positions)


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
        ("𠀀", "\U0003ffff", _KANJI),
    ):
        classes[ord(low) : ord(high) + 1] = kind
    for sign in "×÷":
        classes[ord(sign)] = _OTHER
    return classes


WIDTH = 2
"""Bytes of each character."""

# The first byte of a character is never the second of another, so that nothing is found across two.
_SECONDS = 128
_MOST = _SECONDS * _SECONDS
# No character beyond has a lower case, or is a variant of another.
_CASED, _CODES = 0x20000, ord(max(KANJI_VARIANTS)) + 1
_CHUNK = 0x1000


class Alphabet:
    """The characters of some phrases, those that begin one apart from the others; all else is one character.

    Characters with the same lower case are one, and so are variants of a kanji. Those that begin a phrase
    have first bytes of their own: over others an automaton stays in its first state.

    Args:
        phrases: Phrases after :func:`fold_case`.

    Raises:
        ValueError: If they hold more than some 16,000 different characters.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = tuple(phrases)
        held = code_points("".join(phrases))
        size = max(_CODES, int(held.max(initial=0)) + 1) + 1
        begins, holds = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        begins[code_points("".join(phrase[:1] for phrase in phrases))] = True
        holds[held] = True
        first, others = begins.nonzero()[0], (holds & ~begins).nonzero()[0]
        # Number 0 is what no phrase holds.
        beginning = -(-(len(others) + 1) // _SECONDS) * _SECONDS
        if beginning + len(first) > _MOST:
            raise ValueError(f"phrases of {len(first) + len(others):,} different characters are too many")
        numbers = np.zeros(size, dtype=np.uint16)
        numbers[others] = np.arange(1, len(others) + 1)
        numbers[first] = np.arange(beginning, beginning + len(first))
        numbers[:_CASED] = numbers[_lower_case()]
        for variant, standard in KANJI_VARIANTS.items():
            numbers[ord(variant)] = numbers[ord(standard)] = numbers[ord(standard)] or numbers[ord(variant)]
        last = int(numbers.nonzero()[0].max(initial=0))
        self._table = _in_two_bytes(numbers[: last + 2])

    def encode(self, text: str) -> bytes:
        """Return the text in :data:`WIDTH` bytes a character."""
        return self._table.take(code_points(text), mode="clip").tobytes()


def fold_case(text: str) -> str:
    """Return ``text`` in lower case, character for character."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(map(_lower, text))


@lru_cache(maxsize=1 << 12)
def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _in_two_bytes(numbers: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return numbers below 16,384 as one byte from 128 on and one below, in this order in memory."""
    high, low = numbers // _SECONDS, numbers % _SECONDS
    return (high + _SECONDS + (low << 8)).astype("<u2")


@lru_cache(maxsize=1)
def _lower_case() -> NDArray[np.uint32]:
    """Return uint32 ``(0x20000,)``: the lower case of each code point."""
    codes = np.arange(_CASED, dtype=np.uint32)
    chunks = (codes[start : start + _CHUNK] for start in range(0, _CASED, _CHUNK))
    return np.concatenate([code_points(fold_case(from_code_points(chunk))) for chunk in chunks])
