"""Blocks as a parser finds them: runs of visible source text, and what is cleaned out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kijiyomi.text.passage import BlockKind

Span = tuple[int, int]


class TextRun(NamedTuple):
    """A run of consecutive source characters that a reader sees.

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
        """Return what a reader sees of the run."""
        return source[self.start : self.end] if self.literal is None else self.literal

    def shifted(self, shift: int) -> TextRun:
        """Return the run ``shift`` characters further on."""
        return TextRun(self.start + shift, self.end + shift, self.literal, self.code)

    def part(self, start: int, end: int) -> TextRun:
        """Return the part ``[start, end)``; that of a literal still stands for all its characters."""
        if self.literal is not None:
            return self._replace(literal=self.literal[start:end])
        return TextRun(self.start + start, self.start + end, None, self.code)


@dataclass(slots=True)
class ParsedBlock:
    """A block of a source, not yet part of a passage.

    Attributes:
        kind: What it is.
        level: Heading level 1 to 6, 0 for every other kind.
        runs: Its visible text, in order.
    """

    kind: BlockKind
    level: int = 0
    runs: list[TextRun] = field(default_factory=list)


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


def clean_block(block: ParsedBlock, source: str) -> str:
    """Take addresses, check boxes and superfluous white space out of a block's runs.

    Args:
        block: A block of the source; its runs are replaced.
        source: The source.

    Returns:
        What a reader sees of the block.
    """
    if len(block.runs) == 1:
        text = block.runs[0].text(source)
    else:
        text = "".join([run.text(source) for run in block.runs])
    if block.kind == "list_item" and (box := _CHECKBOX.match(text)):
        text = _remove(block, text, [box.span()])
    if "://" in text or "www." in text:
        text = _remove(block, text, _address_spans(block.runs, text))
    if text != text.strip() or ("\n" in text and _BREAK_BESIDE_BLANK.search(text)):
        text = _remove(block, text, _superfluous_blank_spans(text))
    return text


def _address_spans(runs: Iterable[TextRun], text: str) -> list[Span]:
    """Return the addresses in the text of some runs, but for those in code."""
    found = [match.span() for match in _ADDRESS.finditer(text)]
    position = 0
    for run in runs:
        length = run.end - run.start if run.literal is None else len(run.literal)
        if run.code:
            found = [(s, e) for s, e in found if e <= position or position + length <= s]
        position += length
    return found


def _superfluous_blank_spans(text: str) -> list[Span]:
    """Return the blanks at both ends of a text and around its line breaks."""
    found: list[Span] = []
    for blank in _BLANK.finditer(text):
        start, end = span = blank.span()
        if start == 0 or end == len(text):
            found.append(span)
        elif "\n" in blank[0]:
            found += [part.span() for part in _BLANK_AT_BREAK.finditer(text, start, end)]
    return found


def _remove(block: ParsedBlock, text: str, spans: Sequence[Span]) -> str:
    """Remove spans of the block's text, in order and apart, from its runs; return the text that is left."""
    if not spans:
        return text
    kept: list[TextRun] = []
    left: list[str] = []
    position, following = 0, 0
    for run in block.runs:
        length = run.end - run.start if run.literal is None else len(run.literal)
        start, stop = 0, length
        while following < len(spans) and spans[following][0] < position + length:
            removed_start, removed_end = spans[following]
            if removed_start - position > start:
                kept.append(run.part(start, removed_start - position))
                left.append(text[position + start : removed_start])
            start = max(start, removed_end - position)
            if start >= length and removed_end > position + length:
                break
            following += 1
        if start < stop:
            kept.append(run.part(start, stop))
            left.append(text[position + start : position + stop])
        position += length
    block.runs = kept
    return "".join(left)


def count_lines(code: str) -> int:
    """Return the number of lines of some code that are not blank."""
    return sum(1 for line in code.splitlines() if line.strip())
