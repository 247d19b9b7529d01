"""Sentence boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kijiyomi.text.passage import Passage

_OPENERS = "「『（(【［[〈《“"
_CLOSERS = "」』）)】］]〉》”"
_ENDS = "。．！？!?"
_MARK = re.compile(
    # One set of characters at the beginning is what makes searching fast.
    rf"[{_ENDS}\n.{re.escape(_OPENERS + _CLOSERS)}](?:"
    rf"(?<=[{_ENDS}])[{_ENDS}]*[{re.escape(_CLOSERS)}]*|(?<=\n)"
    r"|(?<=[a-z0-9)%\"]\.)(?=[ \u3000]+[A-Z\u3041-\u9fff])"
    rf"|(?P<open>(?<=[{re.escape(_OPENERS)}]))|(?P<close>(?<=[{re.escape(_CLOSERS)}])))"
)
# An opening bracket that is never closed must not swallow the rest of the block.
_LONGEST_QUOTE = 400


def sentence_spans(passage: Passage) -> NDArray[np.int32]:
    """Return the sentences of a passage.

    A sentence ends at 。！？ (with the brackets that close after it), at an English full stop before a
    space and a capital or Japanese letter, at a line break, and at the end of its block; marks inside
    brackets end nothing, so a quotation stays in the sentence that reports it.

    Returns:
        int32 ``(n, 2)``: start and end in ``passage.text``, white space trimmed, empty ones left out.
    """
    text = passage.text
    spans = [
        _trimmed(text, start, end)
        for block in passage.blocks
        for start, end in _block_sentences(text, block.start, block.end)
    ]
    return np.array([span for span in spans if span[0] < span[1]], dtype=np.int32).reshape(-1, 2)


def _block_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth, opened = 0, start
    for mark in _MARK.finditer(text, start, end):
        kind = mark.lastgroup
        if kind == "open":
            opened = mark.start() if depth == 0 else opened
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif depth and mark[0] != "\n" and mark.start() - opened <= _LONGEST_QUOTE:
            depth = max(0, depth - sum(map(mark[0].count, _CLOSERS)))
        else:
            yield start, mark.end()
            depth, start = 0, mark.end()
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())
