"""Markdown to the text a reader reads, every character knowing its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.batches import batches
from kijiyomi.text.aligned import AlignedText
from kijiyomi.text.assembly import Assembly
from kijiyomi.text.normalise import normalise_all
from kijiyomi.text.passage import Passage
from kijiyomi.text.pieces import Draft, Piece, clean
from kijiyomi.text.reader import MarkdownReader
from kijiyomi.text.templates import mask_templates

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
