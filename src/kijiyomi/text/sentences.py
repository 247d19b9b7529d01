"""Sentence boundaries."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.text.codes import code_points

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
    bounds = np.concatenate(([0], _boundaries(kinds), [len(text)]))
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
    kinds[[stop.start() for stop in _FULL_STOP.finditer(text)]] = _END
    return kinds


def _boundaries(kinds: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return where a sentence ends and the next begins."""
    marks = _Marks.of(kinds)
    ends = marks.kinds <= _END
    ends[_quoted(marks)] = False
    return marks.ends[ends]


class _Marks(NamedTuple):
    """Marks of a text.

    Ends of a sentence in a row are one mark, together with the brackets that close right after them.

    Attributes:
        kinds: uint8 ``(n,)``.
        starts: ``(n,)``: first character of each.
        ends: ``(n,)``: one past its last character.
        closers: ``(n,)``: number of closing brackets in it.
    """

    kinds: NDArray[np.uint8]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    closers: NDArray[np.intp]

    @classmethod
    def of(cls, kinds: NDArray[np.uint8]) -> _Marks:
        """Return the marks among characters of these kinds."""
        places = (kinds >= _BREAK).nonzero()[0]
        places = places[_matter(kinds[places])]
        here = kinds[places]
        follows = places[1:] == places[:-1] + 1
        follows &= (here[:-1] >= _END) & (here[:-1] <= here[1:]) & (here[1:] <= _CLOSE)
        heads = np.flatnonzero(np.append(True, ~follows)[: len(places)])
        bounds = np.append(heads, len(places))
        closers = np.append(0, np.cumsum(here == _CLOSE))[bounds]
        return cls(here[heads], places[heads], places[bounds[1:] - 1] + 1, closers[1:] - closers[:-1])


def _quoted(marks: _Marks) -> list[int]:
    """Return which marks end nothing since they stand inside brackets."""
    kinds, starts, closers = marks.kinds.tolist(), marks.starts.tolist(), marks.closers.tolist()
    quoted: list[int] = []
    place = 0
    for opening in (marks.kinds == _OPEN).nonzero()[0].tolist():
        if opening < place:
            continue
        depth, place = 1, opening + 1
        while depth > 0 and place < len(kinds):
            kind = kinds[place]
            if kind == _OPEN:
                depth += 1
            elif kind == _CLOSE:
                depth -= closers[place]
            elif kind == _END and starts[place] - starts[opening] <= _LONGEST_QUOTE:
                quoted.append(place)
                depth -= closers[place]
            else:
                break
            place += 1
    return quoted


def _matter(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which marks may change where a sentence ends: all but brackets around none."""
    around_none = (kinds[:-1] == _OPEN) & (kinds[1:] == _CLOSE)
    matter = np.ones(len(kinds), dtype=bool)
    matter[:-1] &= ~around_none
    matter[1:] &= ~around_none
    return matter
