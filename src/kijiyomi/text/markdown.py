"""Markdown to the text a reader reads, every character knowing its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.batching import batches
from kijiyomi.text.block_reader import MarkdownReader
from kijiyomi.text.drafts import Draft, Piece, clean
from kijiyomi.text.normalise import normalise_all
from kijiyomi.text.passage import Block, Passage
from kijiyomi.text.source_map import AlignedText, positions
from kijiyomi.text.template_tags import mask_templates

# Their arrays shall fit the processor's caches.
_CHARACTERS_TOGETHER = 32_000
_LINE = re.compile(r"[^\n]*\S[^\n]*")

# Where each character of the source was, unless all are where they were; images, code characters and
# warnings as in Passage.
_Read = tuple[NDArray[np.int32] | None, int, int, tuple[str, ...]]


def read_passage(article: Article) -> Passage:
    """Return what a reader of ``article`` reads, aligned with ``article.text``.

    Markdown is CommonMark with tables, strikethrough, footnotes and definition lists, and what Jekyll,
    Hugo, Hexo, Zenn, Qiita, Kramdown and Obsidian add. Never fails: what cannot be parsed is read as
    plain text, with a warning.

    Args:
        article: The article; with ``markup="plain"`` every line is a block, taken literally.
    """
    return read_passages([article])[0]


def read_passages(articles: Sequence[Article]) -> list[Passage]:
    """Return what :func:`read_passage` does of each article."""
    groups = batches(articles, _length, most_items=len(articles), most=_CHARACTERS_TOGETHER)
    return [passage for group in groups for passage in _read_together(group)]


def _length(article: Article) -> int:
    return len(article.text)


def _read_together(articles: Sequence[Article]) -> Iterator[Passage]:
    assembly = Assembly()
    read = [_read(article, assembly) for article in articles]
    aligned = assembly.aligned()
    normalised = normalise_all([one.text for one in aligned])
    for one, text, view, blocks in zip(read, aligned, normalised, assembly.blocks, strict=True):
        origin, images, code_characters, warnings = one
        yield Passage(_to_origin(text, origin), view, blocks, images, code_characters, warnings)


def _read(article: Article, assembly: Assembly) -> _Read:
    """Add the text of an article to the assembly."""
    source, origin = _unify_line_ends(article.text)
    if article.markup == "plain":
        lines = [line.span() for line in _LINE.finditer(source)]
        drafts = [Draft("paragraph", pieces=[Piece(*line)]) for line in lines]
        assembly.add(drafts, [source[start:end] for start, end in lines])
        return origin, 0, 0, ()
    templates = mask_templates(source)
    reader = MarkdownReader(templates.text)
    assembly.add(reader.drafts, [clean(draft, source, templates.masks) for draft in reader.drafts])
    images = reader.images + templates.images
    code_characters = reader.code_characters + templates.code_characters
    return origin, images, code_characters, tuple(reader.warnings)


def _unify_line_ends(text: str) -> tuple[str, NDArray[np.int32] | None]:
    """Return ``text`` without byte order mark and carriage returns, and where each character was."""
    if "\r" not in text and not text.startswith("\ufeff"):
        return text, None
    dropped = [match.start() for match in re.finditer(r"\A\ufeff|\r(?=\n)", text)]
    kept = np.delete(np.arange(len(text), dtype=np.int32), dropped)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), kept


def _to_origin(aligned: AlignedText, origin: NDArray[np.int32] | None) -> AlignedText:
    if origin is None or not aligned.text:
        return aligned
    return AlignedText(aligned.text, origin[aligned.starts], origin[aligned.ends - 1] + 1)


class Assembly:
    """Readable texts put together one after the other; the arrays of all of them are made at once.

    Attributes:
        blocks: The blocks of each text, with places in that text.
    """

    def __init__(self) -> None:
        self.blocks: list[tuple[Block, ...]] = []
        # Places are counted in all texts together, a newline after each block.
        self._bounds: list[tuple[int, int]] = []
        self._end = 0
        self._texts: list[str] = []
        # How far each stretch lies from its source, and how long it is.
        self._shifts: list[int] = []
        self._lengths: list[int] = []
        self._newlines: list[int] = []
        self._following: list[int] = []  # where in its source what follows each of them begins
        self._literals: list[tuple[slice, Piece]] = []

    def add(self, drafts: Sequence[Draft], texts: Sequence[str]) -> None:
        """Add the text of the drafts that hold any, one newline between them.

        Args:
            drafts: Blocks in order.
            texts: What a reader sees of each.
        """
        base = place = self._end
        shifts, lengths = self._shifts, self._lengths
        blocks: list[Block] = []
        last = 0
        for draft, text in zip(drafts, texts, strict=True):
            pieces = draft.pieces
            if not pieces:
                continue
            if blocks:
                self._newlines.append(place - 1)
                self._following.append(max(last, pieces[0].start))
            first = place - base
            for piece in pieces:
                start, last, literal, _ = piece
                length = last - start if literal is None else len(literal)
                shifts.append(start - place)
                lengths.append(length)
                if literal is not None:
                    self._literals.append((slice(place, place + length), piece))
                place += length
            blocks.append(Block(first, place - base, draft.kind, draft.level))
            shifts.append(last - place)
            lengths.append(1)
            place += 1
            self._texts.append(text)
        self._bounds.append((base, place - 1 if blocks else place))
        self._end = place
        self.blocks.append(tuple(blocks))

    def aligned(self) -> list[AlignedText]:
        """Return each text, aligned with its source."""
        text = "\n".join(self._texts)
        starts = positions(self._end) + np.array(self._shifts, dtype=np.int32).repeat(self._lengths)
        ends = starts + np.int32(1)
        if self._newlines:
            ends[self._newlines] = self._following
        for places, piece in self._literals:
            starts[places] = piece.start
            ends[places] = piece.end
        return [AlignedText(text[a:b], starts[a:b], ends[a:b]) for a, b in self._bounds]
