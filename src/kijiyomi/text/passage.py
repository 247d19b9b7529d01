"""The readable text of an article."""

from __future__ import annotations

from typing import Literal, NamedTuple

from kijiyomi.arrays import Int32Array
from kijiyomi.text.source_map import AlignedText

BlockKind = Literal["heading", "paragraph", "list_item", "table_cell"]


class Block(NamedTuple):
    """One block of readable text.

    Attributes:
        start: First code point in the passage.
        end: One past the last code point; the passage holds a newline there or ends.
        kind: What the block is; quotes and HTML blocks count as paragraphs.
        level: Heading level 1 to 6, 0 for every other kind.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0


class Passage(NamedTuple):
    """What a reader of the article reads, with the way back to its source.

    Markup, code blocks, URLs, image descriptions, comments and template commands are taken out.
    Blocks are separated by one newline. Within a block every character is copied from the source
    (or is an entity such as ``&amp;`` resolved, which then stands for all its source characters).

    Attributes:
        aligned: The readable text, aligned with ``Article.text``.
        normalised: NFKC view for matching, aligned with ``aligned.text`` (not with the article).
        blocks: By start, never overlapping, covering everything but the newlines between them.
        images: Number of images.
        code_lines: Number of lines, blank ones aside, of each block of code and each formula set apart.
        warnings: What was odd about the input, for a person.
    """

    aligned: AlignedText
    normalised: AlignedText
    blocks: tuple[Block, ...]
    images: int = 0
    code_lines: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The readable text."""
        return self.aligned.text

    def sentence_spans(self) -> Int32Array:
        """Return int32 ``(n, 2)``: start and end of each sentence in :attr:`text`, none across blocks."""
        from kijiyomi.text.sentences import sentence_spans

        return sentence_spans(self.text)
