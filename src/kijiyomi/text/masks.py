"""Masks: stretches of a source that are markup, taken out before and after the Markdown parser reads it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from kijiyomi.text.inline_rules import MATH
from kijiyomi.text.parsed_blocks import TextRun

# Commands and signs inside fences and code spans are code. Nobody writes longer code spans.
CODE = (
    r"^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?P<ticks>`{3,}|~{3,})[^`\n]*\n"
    r"(?s:(?:.*?\n)??[ \t>]*(?P=ticks)[`~]*[ \t]*$|.*\Z)"
    r"|(?<!`)(?P<mark>`+)(?!`)(?:[^\n]|\n(?![ \t]*\n)){0,2000}?(?<!`)(?P=mark)(?!`)"
)
"""Pattern, for ``re.MULTILINE``, of a fence with what it holds or a code span."""

_MATH_BLOCK = r"^[ \t>]*\$\$[ \t]*\n(?s:.{0,5000}?)\n[ \t>]*\$\$[ \t]*$"
_LITERAL = re.compile(f"{CODE}|{_MATH_BLOCK}|{MATH.pattern}", re.MULTILINE)
_NOT_NEWLINE = re.compile(r"[^\n]")
# Stands for each character of code.
_CODE_CHARACTER = "\ue002"
# Stands for each character of a mask inside a line: no space, no punctuation, so that a link's address stays
# one.
_PLACEHOLDER = "\ue000"


class Mask(NamedTuple):
    """A stretch of markup.

    Attributes:
        start: First character in the source.
        end: One past the last.
        literal: What a reader sees instead.
    """

    start: int
    end: int
    literal: str = ""


class MarkupSource:
    """A text in which markup is looked for, and the same without what is code.

    Args:
        text: Markdown with line feeds at its line ends.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def prose(self) -> str:
        """The text, of the same length, with other characters instead of fences, code spans and formulas."""
        if "`" not in self.text and "~~~" not in self.text and "$" not in self.text:
            return self.text
        return _LITERAL.sub(_without_signs, self.text)


def holds(text: str, sign: str) -> bool:
    """Does the text hold some characters? Seen faster where the last of them is rare."""
    return sign[-1] in text and sign in text


class MarkupFound(NamedTuple):
    """What markup of one kind there is in a source.

    Attributes:
        masks: What is to be taken out, in any order.
        images: Number of images that it shows.
        code_lines: Number of lines of each block of code that it shows.
    """

    masks: list[Mask]
    images: int = 0
    code_lines: tuple[int, ...] = ()


NO_MARKUP = MarkupFound([])


class Masks:
    """The masks of a source, by start and apart.

    Args:
        masks: Masks in any order. Of those that overlap, the first covers what the others add; of two that
            begin together, the longer one.
    """

    def __init__(self, masks: Iterable[Mask] = ()) -> None:
        self._masks: list[Mask] = []
        for mask in sorted(masks, key=_longest_first):
            if not self._masks or mask.start >= self._masks[-1].end:
                self._masks.append(mask)
            elif mask.end > self._masks[-1].end:
                self._masks[-1] = self._masks[-1]._replace(end=mask.end)
        self._ends = [mask.end for mask in self._masks]

    def __iter__(self) -> Iterator[Mask]:
        return iter(self._masks)

    def __len__(self) -> int:
        return len(self._masks)

    def apply(self, source: str) -> str:
        """Return the source, of the same length, with other characters instead of each mask.

        Blanks for masks alone on their lines, so that they separate paragraphs as their output does.
        """
        parts: list[str] = []
        position = 0
        for line in _masks_by_line(source, self._masks):
            alone = _alone_on_lines(source, line)
            for start, end, literal in line:
                masked = source[start:end]
                parts.append(source[position:start])
                if alone and not literal:
                    parts.append(_NOT_NEWLINE.sub(" ", masked))
                else:
                    parts.append(_PLACEHOLDER * len(masked))
                position = end
        parts.append(source[position:])
        return "".join(parts)

    def read_past(self, runs: Iterable[TextRun]) -> Iterator[TextRun]:
        """Yield what of the runs lies outside the masks, and what masks inside them stand for."""
        for run in runs:
            start = run.start
            if run.literal is None:
                for index in range(bisect_right(self._ends, start), len(self._masks)):
                    mask = self._masks[index]
                    if mask.start >= run.end:
                        break
                    if start < mask.start:
                        yield run._replace(start=start, end=mask.start)
                    if mask.literal and mask.start >= start:
                        yield TextRun(*mask)
                    start = mask.end
            if start < run.end:
                yield run._replace(start=start)


def _without_signs(literal: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(_CODE_CHARACTER, literal[0])


def _longest_first(mask: Mask) -> tuple[int, int]:
    return mask.start, -mask.end


def _masks_by_line(source: str, masks: Sequence[Mask]) -> Iterator[list[Mask]]:
    """Yield masks together between which there is no line break."""
    line: list[Mask] = []
    for mask in masks:
        if line and "\n" in source[line[-1].end : mask.start]:
            yield line
            line = []
        line.append(mask)
    if line:
        yield line


def _alone_on_lines(source: str, masks: Sequence[Mask]) -> bool:
    """Is there nothing but blanks beside the masks on the lines they are on?"""
    before = source.rfind("\n", 0, masks[0].start) + 1
    after = source.find("\n", masks[-1].end)
    edges = [before, *(edge for mask in masks for edge in mask[:2]), after if after >= 0 else len(source)]
    return not any(source[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
