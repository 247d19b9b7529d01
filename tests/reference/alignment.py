"""Offsets of tokens, found by walking through the text."""

from __future__ import annotations

from collections.abc import Iterable

SPACES = " \t\n\v"


def align_tokens(text: str, surfaces: Iterable[str]) -> list[tuple[int, int]]:
    spans, offset = [], 0
    for surface in surfaces:
        start = None
        for character in surface:
            if character in SPACES:
                continue
            while text[offset] in SPACES:
                offset += 1
            assert text[offset] == character
            start = offset if start is None else start
            offset += 1
        spans.append((start, offset))
    return spans
