"""Cut a text of any length into segments that a tagger can take."""

from __future__ import annotations

import unicodedata

_SENTENCE_ENDS = ("\n", "。", "！", "？")
_CLAUSE_ENDS = ("、", "，", ",", " ", "\u3000")
_JOINERS = "\u200d\ufe0e\ufe0f"
_LONGEST_CLUSTER = 32


def split_segments(text: str, limit: int) -> list[str]:
    """Return consecutive segments of ``text``, of at most ``limit`` characters, which join to ``text``.

    A segment ends after the last sentence end that fits, else after the last clause end, else anywhere
    that does not separate a character from its combining marks.

    Raises:
        ValueError: If ``limit`` is not positive.
    """
    if limit < 1:
        raise ValueError(f"limit must be positive, got {limit}")
    segments: list[str] = []
    start, length = 0, len(text)
    while length - start > limit:
        end = _segment_end(text, start, start + limit)
        segments.append(text[start:end])
        start = end
    if start < length:
        segments.append(text[start:])
    return segments


def _segment_end(text: str, start: int, stop: int) -> int:
    for marks in (_SENTENCE_ENDS, _CLAUSE_ENDS):
        last = max(text.rfind(mark, start, stop) for mark in marks)
        if last >= start:
            return last + 1
    for end in range(stop, max(start, stop - _LONGEST_CLUSTER), -1):
        if not (_attaches(text[end]) or text[end - 1] == "\u200d"):
            return end
    return stop


def _attaches(character: str) -> bool:
    return character in _JOINERS or unicodedata.combining(character) != 0
