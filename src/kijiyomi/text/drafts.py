"""The visible pieces of a source, and what is taken out of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kijiyomi.text.passage import BlockKind

Range = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of visible text.

    Attributes:
        start: First character in the source.
        end: One past the last.
        literal: What stands for these characters; ``None`` when they are copied.
        code: Whether it is inline code, in which no address is looked for.
    """

    start: int
    end: int
    literal: str | None = None
    code: bool = False

    def text(self, source: str) -> str:
        """Return what a reader sees of the piece."""
        return source[self.start : self.end] if self.literal is None else self.literal

    def moved(self, shift: int) -> Piece:
        """Return the piece ``shift`` characters further on."""
        return Piece(self.start + shift, self.end + shift, self.literal, self.code)

    def cut(self, start: int, end: int) -> Piece:
        """Return the part ``[start, end)``; that of a literal still stands for all its characters."""
        if self.literal is not None:
            return self._replace(literal=self.literal[start:end])
        return Piece(self.start + start, self.start + end, None, self.code)


@dataclass(slots=True)
class Draft:
    """A block of the passage before it is put together."""

    kind: BlockKind
    level: int = 0
    pieces: list[Piece] = field(default_factory=list)


_ADDRESS = re.compile(
    r"^[ \t\u3000]*https?://\S+[ \t\u3000]*$"
    r"|(?P<open>[(（\[［<＜])?(?:(?:https?|ftp)://|(?<![\w./@-])www\.(?=[\w-]+\.))"
    r"(?:[!#-'*-;=?-Z_a-z|~\[\]\\^`{}]|\([!#-'*-;=?-~]*\))+(?<![.,;:!?'*_~`\]])(?(open)[)）\]］>＞]|)",
    re.MULTILINE,
)
_BLANK = re.compile(r"\s+")
_BLANK_AT_BREAK = re.compile(r"[^\S\n]+(?=\n)|(?<=\n)\s+")
_BREAK_BESIDE_BLANK = re.compile(r"\n(?:(?<=\s\n)|(?=\s))")
_CHECKBOX = re.compile(r"\s*\[[ xX]\][ \t]")


def clean(draft: Draft, source: str, masks: Sequence[Range]) -> str:
    """Take template commands, addresses, check boxes and superfluous white space out of a draft.

    Returns:
        What a reader sees of it.
    """
    if masks:
        draft.pieces = list(_outside(draft.pieces, masks))
    if len(draft.pieces) == 1:
        text = draft.pieces[0].text(source)
    else:
        text = "".join([piece.text(source) for piece in draft.pieces])
    if draft.kind == "list_item" and (box := _CHECKBOX.match(text)):
        text = _cut(draft, text, [box.span()])
    if "://" in text or "www." in text:
        text = _cut(draft, text, _addresses(draft.pieces, text))
    if text != text.strip() or ("\n" in text and _BREAK_BESIDE_BLANK.search(text)):
        text = _cut(draft, text, _superfluous(text))
    return text


def _superfluous(text: str) -> list[Range]:
    """Return the blanks at both ends of a text and about its line breaks."""
    found: list[Range] = []
    for blank in _BLANK.finditer(text):
        start, end = span = blank.span()
        if start == 0 or end == len(text):
            found.append(span)
        elif "\n" in blank[0]:
            found += [part.span() for part in _BLANK_AT_BREAK.finditer(text, start, end)]
    return found


def _outside(pieces: Iterable[Piece], masks: Sequence[Range]) -> Iterator[Piece]:
    """Yield what lies outside the masked ranges, which are in order and never overlap."""
    ends = [end for _, end in masks]
    for piece in pieces:
        start = piece.start
        if piece.literal is None:
            for mask_start, mask_end in masks[bisect_right(ends, start) :]:
                if mask_start >= piece.end:
                    break
                if start < mask_start:
                    yield piece._replace(start=start, end=mask_start)
                start = mask_end
        if start < piece.end:
            yield piece._replace(start=start)


def _addresses(pieces: Iterable[Piece], text: str) -> list[Range]:
    found = [match.span() for match in _ADDRESS.finditer(text)]
    position = 0
    for piece in pieces:
        length = piece.end - piece.start if piece.literal is None else len(piece.literal)
        if piece.code:
            found = [(s, e) for s, e in found if e <= position or position + length <= s]
        position += length
    return found


def _cut(draft: Draft, text: str, ranges: Sequence[Range]) -> str:
    """Remove ranges of the draft's text, in order and apart, from its pieces; return the text left."""
    if not ranges:
        return text
    kept: list[Piece] = []
    left: list[str] = []
    position, ahead = 0, 0
    for piece in draft.pieces:
        length = piece.end - piece.start if piece.literal is None else len(piece.literal)
        start, stop = 0, length
        while ahead < len(ranges) and ranges[ahead][0] < position + length:
            cut_start, cut_end = ranges[ahead]
            if cut_start - position > start:
                kept.append(piece.cut(start, cut_start - position))
                left.append(text[position + start : cut_start])
            start = max(start, cut_end - position)
            if start >= length and cut_end > position + length:
                break
            ahead += 1
        if start < stop:
            kept.append(piece.cut(start, stop))
            left.append(text[position + start : position + stop])
        position += length
    draft.pieces = kept
    return "".join(left)
