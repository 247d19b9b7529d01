"""Sentence boundaries, character by character."""

from __future__ import annotations

import re
from itertools import pairwise

_MARK = re.compile(
    r"(?P<end>[。．！？!?]+[」』）)】］\]〉》”]*)|(?P<close>[」』）)】］\]〉》”]+)|(?P<open>[「『（(【［\[〈《“])|\n"
)
_FULL_STOP = re.compile(r'(?<=[a-z0-9)%"])\.(?=[ \u3000]+[A-Z\u3041-\u9fff])')
_LONGEST_QUOTE = 400


def sentence_spans(text: str) -> list[tuple[int, int]]:
    marked = _FULL_STOP.sub("。", text)
    boundaries, depth, opening = [0], 0, 0
    for mark in _MARK.finditer(marked):
        if mark["open"]:
            depth, opening = depth + 1, opening if depth else mark.start()
        elif mark["close"]:
            depth = max(0, depth - len(mark["close"]))
        elif mark["end"] and depth and mark.start() - opening <= _LONGEST_QUOTE:
            depth = max(0, depth - len(mark["end"].lstrip("。．！？!?")))
        else:
            depth = 0
            boundaries.append(mark.end())
    boundaries.append(len(text))
    spans = []
    for start, end in pairwise(boundaries):
        sentence = text[start:end]
        if sentence.strip():
            start += len(sentence) - len(sentence.lstrip())
            spans.append((start, start + len(sentence.strip())))
    return spans
