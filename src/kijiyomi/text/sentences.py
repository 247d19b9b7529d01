"""Sentence boundaries."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import IndexArray, Int32Array, run_bounds
from kijiyomi.text.character_classes import WHITE_SPACE, ClassArray, character_classes, class_table

_OPENERS = "「『（(【［[〈《“"
_CLOSERS = "」』）)】］]〉》”"
_ENDS = "。．！？!?"
_FULL_STOP = re.compile(r"\.(?<=[a-z0-9)%\"]\.)(?=[ \u3000]+[A-Z\u3041-\u9fff])")
# An opening bracket that is never closed must not swallow the rest of the block.
_LONGEST_QUOTE = 400

# From _BREAK on a character is a mark, which may bound a sentence.
_OTHER, _SPACE, _BREAK, _END, _CLOSE, _OPEN = range(6)
_CLASSES = class_table({_SPACE: WHITE_SPACE, _BREAK: "\n", _END: _ENDS, _CLOSE: _CLOSERS, _OPEN: _OPENERS})


def sentence_spans(text: str) -> Int32Array:
    """Return the sentences of a text whose blocks end with a line.

    A sentence ends at 。！？ (with the brackets that close after it), at an English full stop before a
    space and a capital or Japanese letter, and at a line break; marks inside brackets end nothing, so a
    quotation stays in the sentence that reports it.

    Returns:
        int32 ``(n, 2)``: start and end in ``text``, white space trimmed, empty ones left out.
    """
    classes = _classes(text)
    boundaries = _boundaries(classes)
    bounds = np.empty(len(boundaries) + 2, dtype=np.intp)
    bounds[0], bounds[1:-1], bounds[-1] = 0, boundaries, len(text)
    written = ((classes != _SPACE) & (classes != _BREAK)).nonzero()[0]
    # The first of the written characters from each boundary on.
    first = written.searchsorted(bounds)
    sentences = (first[:-1] < first[1:]).nonzero()[0]
    spans = np.empty((len(sentences), 2), dtype=np.int32)
    spans[:, 0] = written[first[sentences]]
    spans[:, 1] = written[first[sentences + 1] - 1] + 1
    return spans


def _classes(text: str) -> ClassArray:
    """Return uint8 ``(len(text),)``: what each character may do to a sentence."""
    classes = character_classes(text, _CLASSES)
    for stop in _FULL_STOP.finditer(text):
        classes[stop.start()] = _END
    return classes


class _Marks(NamedTuple):
    """Marks of a text: brackets, line breaks, and ends of sentences with the brackets that close them.

    Attributes:
        classes: uint8 ``(n,)``: the class of the first character of each.
        starts: ``(n,)``: that character.
        ends: ``(n,)``: one past its last character.
    """

    classes: NDArray[np.uint8]
    starts: IndexArray
    ends: IndexArray


def _boundaries(classes: ClassArray) -> IndexArray:
    """Return where a sentence ends and the next begins."""
    positions = (classes >= _BREAK).nonzero()[0]
    here = classes[positions]
    before, after = here[:-1], here[1:]
    adjacent = positions[1:] - positions[:-1] == 1
    continues = adjacent & (before >= _END) & (before <= after) & (after <= _CLOSE)
    bounds = run_bounds(len(positions), ~continues)
    first = bounds[:-1]
    marks = _Marks(here[first], positions[first], positions[bounds[1:] - 1] + 1)
    ends = marks.classes <= _END
    for mark in _marks_in_brackets(classes, marks):
        ends[mark] = False
    return marks.ends[ends]


def _marks_in_brackets(classes: ClassArray, marks: _Marks) -> list[int]:
    """Return which marks end nothing since they are inside brackets.

    Args:
        classes: uint8 ``(characters,)``: the class of each character.
        marks: The marks among them.
    """
    # Most brackets hold no mark: what opens is followed by what closes.
    openings = ((marks.classes[:-1] == _OPEN) & (marks.classes[1:] != _CLOSE)).nonzero()[0].tolist()
    if not openings:
        return []
    mark_classes, starts, ends = marks.classes.tobytes(), marks.starts.data, marks.ends.data
    characters = classes.tobytes()
    inside: list[int] = []
    mark = 0
    for opening in openings:
        if opening < mark:
            continue
        depth, mark = 1, opening + 1
        while depth > 0 and mark < len(mark_classes):
            mark_class, start = mark_classes[mark], starts[mark]
            if mark_class == _OPEN:
                depth += 1
            elif mark_class == _CLOSE:
                depth -= ends[mark] - start
            elif mark_class == _END and start - starts[opening] <= _LONGEST_QUOTE:
                inside.append(mark)
                depth -= characters.count(_CLOSE, start, ends[mark])
            else:
                break
            mark += 1
    return inside
