"""Articles to passages: what a reader reads of Markdown or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import Int32Array, shared_arange
from kijiyomi.article import Article
from kijiyomi.batching import batches
from kijiyomi.text.block_reader import MarkdownReader
from kijiyomi.text.dialects import mask_dialects
from kijiyomi.text.normalise import normalise_batch
from kijiyomi.text.parsed_blocks import ParsedBlock, TextRun, clean_block
from kijiyomi.text.passage import Block, Passage
from kijiyomi.text.source_map import AlignedText

# Characters read together: their arrays shall fit the processor's caches.
_BATCH_CHARACTERS = 32_000
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def read_passage(article: Article) -> Passage:
    """Return what a reader of ``article`` reads, aligned with ``article.text``.

    Markdown is CommonMark with tables, strikethrough, footnotes and definition lists, and what Jekyll,
    Hugo, Hexo, Zenn, Qiita, Kramdown and Obsidian add. Never fails: what cannot be parsed is read as
    plain text, with a warning.

    Args:
        article: The article; with ``markup="plain"`` every line is a block, taken literally.
    """
    return read_passage_batch([article])[0]


def read_passage_batch(articles: Sequence[Article]) -> list[Passage]:
    """Return what :func:`read_passage` does of each article."""
    groups = batches(articles, _length, max_items=len(articles), full_size=_BATCH_CHARACTERS)
    return [passage for group in groups for passage in _read_group(group)]


def _length(article: Article) -> int:
    return len(article.text)


def _read_group(articles: Sequence[Article]) -> Iterator[Passage]:
    builder = PassageBuilder()
    sources = [_read_source(article, builder) for article in articles]
    aligned = builder.aligned_texts()
    normalised = normalise_batch([one.text for one in aligned])
    for source, text, view, blocks in zip(sources, aligned, normalised, builder.blocks, strict=True):
        in_article = _in_article(text, source.offsets)
        yield Passage(in_article, view, blocks, source.images, source.code_lines, source.warnings)


class _Source(NamedTuple):
    """What is known of an article's source besides its blocks.

    Attributes:
        offsets: int32: where each character was in ``Article.text``; ``None`` when all are where they were.
        images: As in :class:`~kijiyomi.text.passage.Passage`.
        code_lines: As there.
        warnings: As there.
    """

    offsets: Int32Array | None
    images: int = 0
    code_lines: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


def _read_source(article: Article, builder: PassageBuilder) -> _Source:
    """Add the blocks of an article to those the builder has."""
    source, offsets = _unify_line_ends(article.text, article.body_start)
    if article.markup == "plain":
        lines = [line.span() for line in _LINE.finditer(source)]
        blocks = [ParsedBlock("paragraph", runs=[TextRun(*line)]) for line in lines]
        builder.add(blocks, [source[start:end] for start, end in lines])
        return _Source(offsets)
    masked = mask_dialects(source, article.path)
    reader = MarkdownReader(masked.text, indented_code=not masked.is_mdx)
    if masked.masks:
        for block in reader.blocks:
            block.runs = list(masked.masks.read_past(block.runs))
    builder.add(reader.blocks, [clean_block(block, source) for block in reader.blocks])
    images = reader.images + masked.images
    code_lines = (*reader.code_lines, *masked.code_lines)
    return _Source(offsets, images, code_lines, tuple(reader.warnings))


def _unify_line_ends(text: str, start: int) -> tuple[str, Int32Array | None]:
    """Return ``text[start:]`` without byte order mark and carriage returns, and where each character was."""
    if not start and "\r" not in text and not text.startswith("\ufeff"):
        return text, None
    text = text[start:]
    dropped = [match.start() for match in re.finditer(r"\A\ufeff|\r(?=\n)", text)]
    kept = np.delete(np.arange(start, start + len(text), dtype=np.int32), dropped)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), kept


def _in_article(aligned: AlignedText, offsets: Int32Array | None) -> AlignedText:
    """Return a text aligned with the article instead of with its source of unified line ends."""
    if offsets is None or not aligned.text:
        return aligned
    return AlignedText(aligned.text, offsets[aligned.starts], offsets[aligned.ends - 1] + 1)


class PassageBuilder:
    """Builds the texts of passages from their blocks; the arrays of all passages are made at once.

    Attributes:
        blocks: The blocks of each passage, with offsets in that passage.
    """

    def __init__(self) -> None:
        self.blocks: list[tuple[Block, ...]] = []
        # All positions below count in one text: the passages one after the other, a newline after each block.
        self._spans: list[tuple[int, int]] = []  # of each passage, without its last newline
        self._end = 0
        self._texts: list[str] = []  # of each block
        # A stretch is a run of text, or the newline after a block.
        self._shifts: list[int] = []  # how far the source of each stretch lies from it
        self._lengths: list[int] = []  # of each stretch
        self._literals: list[tuple[slice, TextRun]] = []
        self._newlines: list[int] = []  # between the blocks of a passage
        self._newline_ends: list[int] = []  # where the source of each newline ends: the next block's begins

    def add(self, parsed: Sequence[ParsedBlock], texts: Sequence[str]) -> None:
        """Add a passage of the blocks that hold any text, one newline between them.

        Args:
            parsed: Its blocks in order.
            texts: What a reader sees of each.
        """
        base = position = self._end
        shifts, lengths = self._shifts, self._lengths
        blocks: list[Block] = []
        source_end = 0
        for block, text in zip(parsed, texts, strict=True):
            runs = block.runs
            if not runs:
                continue
            if blocks:
                self._newlines.append(position - 1)
                self._newline_ends.append(max(source_end, runs[0].start))
            block_start = position - base
            for run in runs:
                start, source_end, literal, _ = run
                length = source_end - start if literal is None else len(literal)
                shifts.append(start - position)
                lengths.append(length)
                if literal is not None:
                    self._literals.append((slice(position, position + length), run))
                position += length
            blocks.append(Block(block_start, position - base, block.kind, block.level))
            shifts.append(source_end - position)
            lengths.append(1)
            position += 1
            self._texts.append(text)
        self._spans.append((base, position - 1 if blocks else position))
        self._end = position
        self.blocks.append(tuple(blocks))

    def aligned_texts(self) -> list[AlignedText]:
        """Return the text of each passage, aligned with its source."""
        text = "\n".join(self._texts)
        starts = shared_arange(self._end) + np.array(self._shifts, dtype=np.int32).repeat(self._lengths)
        ends = starts + np.int32(1)
        if self._newlines:
            ends[self._newlines] = self._newline_ends
        for characters, run in self._literals:
            starts[characters] = run.start
            ends[characters] = run.end
        return [
            AlignedText(text[start:end], starts[start:end], ends[start:end]) for start, end in self._spans
        ]
