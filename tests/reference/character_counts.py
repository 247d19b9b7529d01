"""Characters and words of a text, counted by regular expressions."""

from __future__ import annotations

import re

_LETTER = "[A-Za-z0-9\u00c0-\u10ff\u1200-\u167f\u1681-\u1fff０-９Ａ-Ｚａ-ｚ]"
_WORD = re.compile(rf"{_LETTER}+(?:['’.,-]{_LETTER}+)*")


def count_characters(text: str) -> tuple[int, int, int]:
    """Return characters but white space, words of spaced scripts, and the characters of those."""
    words = _WORD.findall(text)
    return len("".join(text.split())), len(words), sum(map(len, words))
