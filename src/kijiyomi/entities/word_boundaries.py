"""Where words begin and end, for phrases that must be whole words."""

from __future__ import annotations

import sys
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import code_points
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import Tokens

# From kanji on, tokens say where words end; of the others each run is one word.
_OTHER, _LATIN, _KATAKANA, _KANJI, _HIRAGANA = range(5)
_SCRIPTS = (
    ("0", "9", _LATIN),
    ("A", "Z", _LATIN),
    ("a", "z", _LATIN),
    ("À", "Ö", _LATIN),
    ("Ø", "ö", _LATIN),
    ("ø", "ɏ", _LATIN),
    ("ぁ", "ゟ", _HIRAGANA),
    ("ァ", "ヺ", _KATAKANA),
    ("ー", "ヿ", _KATAKANA),
    ("㐀", "䶿", _KANJI),
    ("一", "鿿", _KANJI),
    ("々", "々", _KANJI),
    ("𠀀", "\U0003ffff", _KANJI),
)
# NFKC opens them into letters, which belong to no word.
_LETTER_MARKS = "™℠"


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

    def are_whole(self, starts: NDArray[np.integer], ends: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Return bool ``(n,)``: whether each span neither begins nor ends inside a word.

        Args:
            starts: int ``(n,)``: first characters in the view.
            ends: int ``(n,)``: one past the last characters.
        """
        token_starts = _among(self._tokens.start, self._view.starts[starts])
        token_ends = _among(self._tokens.end, self._view.ends[ends - 1])
        # One is added to every offset into the codes, which begin with a NUL.
        sides = np.concatenate((starts, ends + 1, starts + 1, ends))
        beside, inside = _scripts().take(self._codes.take(sides)).reshape(2, -1)
        by_token = (inside >= _KANJI) & np.concatenate((token_starts, token_ends))
        cut = (beside != inside) | (inside == _OTHER) | by_token
        return np.asarray(cut[: len(starts)] & cut[len(starts) :])


def _among(ascending: NDArray[np.int32], positions: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return bool ``(n,)``: whether each position is one of the ascending ones."""
    if not len(ascending):
        return np.zeros(len(positions), dtype=bool)
    indices = np.searchsorted(ascending, positions)
    return np.asarray(ascending.take(indices, mode="clip") == positions)


@lru_cache(maxsize=1)
def _scripts() -> NDArray[np.uint8]:
    """Return uint8 ``(0x110000,)``: the script of each code point."""
    scripts = np.full(sys.maxunicode + 1, _OTHER, dtype=np.uint8)
    for first, last, script in _SCRIPTS:
        scripts[ord(first) : ord(last) + 1] = script
    return scripts
