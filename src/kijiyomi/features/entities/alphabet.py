"""Texts in two bytes a character, which an automaton reads faster than UTF-8."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.text.codes import code_points, from_code_points

WIDTH = 2
"""Bytes of each character."""

# The first byte of a character is never the second of another, so that nothing is found across two.
_SECONDS = 128
_MOST = _SECONDS * _SECONDS
# No character beyond has a lower case.
_CASED = 0x20000
_CHUNK = 0x1000


class Alphabet:
    """The characters of some phrases, those that begin one apart from the others; all else is one character.

    Characters with the same lower case are one. Those that begin a phrase have first bytes of their own: over
    others an automaton stays in its first state.

    Args:
        phrases: Phrases after :func:`fold`.

    Raises:
        ValueError: If they hold more than some 16,000 different characters.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = tuple(phrases)
        held = code_points("".join(phrases))
        size = max(_CASED, int(held.max(initial=0)) + 1) + 1
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
        last = int(numbers.nonzero()[0].max(initial=0))
        self._table = _in_two_bytes(numbers[: last + 2])

    def encode(self, text: str) -> bytes:
        """Return the text in :data:`WIDTH` bytes a character."""
        return self._table.take(code_points(text), mode="clip").tobytes()


def fold(text: str) -> str:
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
    return np.concatenate([code_points(fold(from_code_points(chunk))) for chunk in chunks])
