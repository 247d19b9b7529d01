"""Thousands of phrases found in one pass over a text, as whole words and whatever their case."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress, pairwise, starmap
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation
from numpy.typing import NDArray

from kijiyomi.arrays import code_points, from_code_points
from kijiyomi.entities.overlaps import outermost_indices
from kijiyomi.entities.word_boundaries import WordBoundaries
from kijiyomi.text.character_variants import KANJI_VARIANTS
from kijiyomi.text.fold import fold_case
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import Tokens

# Characters of phrases up to which the automaton is deterministic: twice as fast, with up to 1.5 KB for each.
_DETERMINISTIC = 10_000


class Match(NamedTuple):
    """An occurrence of a phrase.

    Attributes:
        phrase: Index of the phrase.
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
        phrases: NFKC phrases, each once after :func:`~kijiyomi.text.fold.fold_case`.
        endings: NFKC words that any phrase may be followed by.
        substrings: Words without case, none of them a phrase, that :meth:`find_with_substrings` finds inside
            words too.
    """

    def __init__(
        self, phrases: Iterable[str], endings: Iterable[str] = (), substrings: Iterable[str] = ()
    ) -> None:
        self._phrases, self._substrings = tuple(map(fold_case, phrases)), tuple(substrings)
        self._endings = tuple(endings)
        searched = self._phrases + self._substrings
        self._alphabet = Alphabet((*searched, *map(fold_case, self._endings)))
        self._encoded_endings = tuple(self._encoded(self._endings))
        small = sum(map(len, searched)) <= _DETERMINISTIC
        implementation = Implementation.DFA if small else Implementation.ContiguousNFA
        self._automaton = BytesAhoCorasick(self._encoded(searched), implementation=implementation)

    def __reduce__(
        self,
    ) -> tuple[type[PhraseMatcher], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
        return PhraseMatcher, (self._phrases, self._endings, self._substrings)

    def _encoded(self, words: Sequence[str]) -> Iterator[bytes]:
        encoded = self._alphabet.encode("".join(words))
        ends = accumulate((len(word) * WIDTH for word in words), initial=0)
        return (encoded[start:end] for start, end in pairwise(ends))

    def find(self, view: AlignedText, tokens: Tokens) -> list[Match]:
        """Return every match that neither begins nor ends inside a word, those without an ending first.

        Args:
            view: Normalised view of ``tokens.text``.
            tokens: Tokens of the same text.
        """
        return self.find_with_substrings(view, tokens)[0]

    def find_with_substrings(self, view: AlignedText, tokens: Tokens) -> tuple[list[Match], list[Match]]:
        """Return what :meth:`find` does, and every occurrence of the substrings, by their index."""
        encoded, phrases = self._alphabet.encode(view.text), len(self._phrases)
        found = self._occurrences(encoded).T.tolist()
        substrings = [Match(index - phrases, start, end) for index, start, end in found if index >= phrases]
        matches = [match for match in found if match[0] < phrases] if substrings else found
        if not matches:
            return [], substrings
        extended = list(self._with_endings(encoded, matches))
        _, starts, ends = _columns([*matches, *(match[:3] for match in extended)])
        whole = WordBoundaries(view, tokens).are_whole(starts, ends).tolist()
        kept = [*starmap(Match, compress(matches, whole)), *compress(extended, whole[len(matches) :])]
        return kept, substrings

    def _with_endings(self, encoded: bytes, matches: Iterable[tuple[int, int, int]]) -> Iterator[Match]:
        first = frozenset(written[:WIDTH] for written in self._encoded_endings)
        for phrase, start, end in matches:
            offset = end * WIDTH
            if encoded[offset : offset + WIDTH] in first and encoded.startswith(
                self._encoded_endings, offset
            ):
                for ending, written in zip(self._endings, self._encoded_endings, strict=True):
                    if encoded.startswith(written, offset):
                        yield Match(phrase, start, end + len(ending), ending)

    def find_longest(self, view: AlignedText, tokens: Tokens) -> NDArray[np.int32]:
        """Return int32 ``(3, n)``: phrase, start and end of those matches that lie in no other, by start.

        Phrases with an ending are not looked for.

        Args:
            view: Normalised view of ``tokens.text``.
            tokens: Tokens of the same text.
        """
        found = self._occurrences(self._alphabet.encode(view.text))
        if found.size:
            whole = WordBoundaries(view, tokens).are_whole(found[1], found[2])
            found = found.compress(whole & (found[0] < len(self._phrases)), axis=1)
            found = found.take(outermost_indices(found[1], found[2]), axis=1)
        return found

    def occurring(self, texts: Sequence[str]) -> list[int]:
        """Return the indices of those normalised texts that hold a phrase, be it inside a word."""
        found = self._occurrences(self._alphabet.encode("\0".join(texts)))
        if not found.size:
            return []
        ends = list(accumulate([len(text) + 1 for text in texts]))
        return sorted({bisect_left(ends, end) for end in found[2].tolist()})

    def _occurrences(self, encoded: bytes) -> NDArray[np.int32]:
        """Return int32 ``(3, n)``: index, start and end of all phrases and substrings, be they in words."""
        found = _columns(self._automaton.find_matches_as_indexes(encoded, overlapping=True))
        found[1:] //= WIDTH
        return found


def _columns(found: Iterable[tuple[int, int, int]]) -> NDArray[np.int32]:
    """Return int32 ``(3, n)``: index, start and end of each match."""
    return np.fromiter(chain.from_iterable(found), np.int32).reshape(-1, 3).T


WIDTH = 2
"""Bytes of each character that :class:`Alphabet` encodes."""

# The first byte of a character is never the second of another, so that nothing is found across two.
_SECOND_BYTES = 128
_MOST_CHARACTERS = _SECOND_BYTES * _SECOND_BYTES
# No character beyond has a lower case, or is a variant of another.
_CASED, _CODES = 0x20000, ord(max(KANJI_VARIANTS)) + 1
_CHUNK = 0x1000


class Alphabet:
    """Texts in two bytes a character, which an automaton reads faster than UTF-8.

    Only the characters of some phrases are told apart; all others are one. Characters with the same lower
    case are one, and so are variants of a kanji. Those that begin a phrase have first bytes of their own:
    over the others an automaton stays in its first state.

    Args:
        phrases: Phrases after :func:`~kijiyomi.text.fold.fold_case`.

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
        beginning = -(-(len(others) + 1) // _SECOND_BYTES) * _SECOND_BYTES
        if beginning + len(first) > _MOST_CHARACTERS:
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


def _in_two_bytes(numbers: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return numbers below 16,384 as one byte from 128 on and one below, in this order in memory."""
    high, low = numbers // _SECOND_BYTES, numbers % _SECOND_BYTES
    return (high + _SECOND_BYTES + (low << 8)).astype("<u2")


@lru_cache(maxsize=1)
def _lower_case() -> NDArray[np.uint32]:
    """Return uint32 ``(0x20000,)``: the lower case of each code point."""
    codes = np.arange(_CASED, dtype=np.uint32)
    chunks = (codes[start : start + _CHUNK] for start in range(0, _CASED, _CHUNK))
    return np.concatenate([code_points(fold_case(from_code_points(chunk))) for chunk in chunks])
