"""Sentence boundaries."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import code_points, run_bounds

_OPENERS = "「『（(【［[〈《“"
_CLOSERS = "」』）)】］]〉》”"
_ENDS = "。．！？!?"
_FULL_STOP = re.compile(r"\.(?<=[a-z0-9)%\"]\.)(?=[ \u3000]+[A-Z\u3041-\u9fff])")
# An opening bracket that is never closed must not swallow the rest of the block.
_LONGEST_QUOTE = 400

# Kinds of characters; those from _BREAK on mark something.
_OTHER, _SPACE, _BREAK, _END, _CLOSE, _OPEN = range(6)
_WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_KINDS = np.full(1 << 16, _OTHER, dtype=np.uint8)
for _characters, _kind in (
    (_WHITE_SPACE, _SPACE),
    ("\n", _BREAK),
    (_ENDS, _END),
    (_CLOSERS, _CLOSE),
    (_OPENERS, _OPEN),
):
    _KINDS[list(map(ord, _characters))] = _kind


def sentence_spans(text: str) -> NDArray[np.int32]:
    """Return the sentences of a text whose blocks end with a line.

    A sentence ends at 。！？ (with the brackets that close after it), at an English full stop before a
    space and a capital or Japanese letter, and at a line break; marks inside brackets end nothing, so a
    quotation stays in the sentence that reports it.

    Returns:
        int32 ``(n, 2)``: start and end in ``text``, white space trimmed, empty ones left out.
    """
    kinds = _kinds(text)
    boundaries = _boundaries(kinds)
    bounds = np.empty(len(boundaries) + 2, dtype=np.intp)
    bounds[0], bounds[1:-1], bounds[-1] = 0, boundaries, len(text)
    written = ((kinds != _SPACE) & (kinds != _BREAK)).nonzero()[0]
    # The first of the written characters from each boundary on.
    first = written.searchsorted(bounds)
    sentences = (first[:-1] < first[1:]).nonzero()[0]
    spans = np.empty((len(sentences), 2), dtype=np.int32)
    spans[:, 0] = written[first[sentences]]
    spans[:, 1] = written[first[sentences + 1] - 1] + 1
    return spans


def _kinds(text: str) -> NDArray[np.uint8]:
    """Return uint8 ``(len(text),)``: what each character may do to a sentence."""
    kinds = _KINDS.take(code_points(text), mode="clip")
    for stop in _FULL_STOP.finditer(text):
        kinds[stop.start()] = _END
    return kinds


def _boundaries(kinds: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return where a sentence ends and the next begins."""
    places = (kinds >= _BREAK).nonzero()[0]
    here = kinds[places]
    before, after = here[:-1], here[1:]
    # Ends of a sentence in a row are one mark, together with the brackets that close right after them.
    goes_on = (places[1:] - places[:-1] == 1) & (before >= _END) & (before <= after) & (after <= _CLOSE)
    bounds = run_bounds(len(places), ~goes_on)
    heads = bounds[:-1]
    marks = _Marks(here[heads], places[heads], places[bounds[1:] - 1] + 1)
    ends = marks.kinds <= _END
    for mark in _quoted(kinds, marks):
        ends[mark] = False
    return marks.ends[ends]


class _Marks(NamedTuple):
    """Marks of a text.

    Attributes:
        kinds: uint8 ``(n,)``: the kind of the first character of each.
        starts: ``(n,)``: that character.
        ends: ``(n,)``: one past its last character.
    """

    kinds: NDArray[np.uint8]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]


def _quoted(characters: NDArray[np.uint8], marks: _Marks) -> list[int]:
    """Return which marks end nothing since they stand inside brackets.

    Args:
        characters: uint8 ``(characters,)``: their kinds.
        marks: The marks among them.
    """
    # Most brackets are around none.
    openings = ((marks.kinds[:-1] == _OPEN) & (marks.kinds[1:] != _CLOSE)).nonzero()[0].tolist()
    if not openings:
        return []
    kinds, starts, ends = marks.kinds.tobytes(), marks.starts.data, marks.ends.data
    closers = characters.tobytes()
    quoted: list[int] = []
    place = 0
    for opening in openings:
        if opening < place:
            continue
        depth, place = 1, opening + 1
        while depth > 0 and place < len(kinds):
            kind, start = kinds[place], starts[place]
            if kind == _OPEN:
                depth += 1
            elif kind == _CLOSE:
                depth -= ends[place] - start
            elif kind == _END and start - starts[opening] <= _LONGEST_QUOTE:
                quoted.append(place)
                depth -= closers.count(_CLOSE, start, ends[place])
            else:
                break
            place += 1
    return quoted
