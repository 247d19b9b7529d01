"""The prefilter of accelerators' names in plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

LONGEST = 31


def words(known: Mapping[str, bool], text: str) -> list[tuple[int, str]]:
    """Return the runs of Latin letters that have the length and the first two letters of a known word.

    Args:
        known: Words in lower case, and whether something in ASCII or a trademark must follow them.
        text: Where to look.
    """
    return [
        (run.start(), run[0])
        for run in re.finditer("[A-Za-z]+", text)
        if any(
            key(run[0].lower()) == key(word) and (goes_on(text, run.end()) or not must)
            for word, must in known.items()
        )
    ]


def key(word: str) -> tuple[int, str]:
    """Return what the prefilter looks at in a word."""
    return min(len(word), LONGEST), word[:2]


def goes_on(text: str, end: int) -> bool:
    """Does ASCII, a trademark or nothing at all follow?"""
    return text[end : end + 1].isascii() or text[end] in "™®"


def pairs(known: Iterable[str], text: str) -> list[int]:
    """Return the positions of the known pairs of characters."""
    return [start for start in range(len(text)) if text[start : start + 2] in set(known)]
