"""Markdown to the text a reader reads, every character knowing its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.text.aligned import AlignedText
from kijiyomi.text.normalise import normalise
from kijiyomi.text.passage import Passage
from kijiyomi.text.pieces import Draft, Piece, assemble, clean
from kijiyomi.text.reader import MarkdownReader
from kijiyomi.text.templates import mask_templates

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def read_passage(article: Article) -> Passage:
    """Return what a reader of ``article`` reads, aligned with ``article.text``.

    Markdown is CommonMark with tables, strikethrough, footnotes and definition lists, and what Jekyll,
    Hugo, Hexo, Zenn, Qiita, Kramdown and Obsidian add. Never fails: what cannot be parsed is read as
    plain text, with a warning.

    Args:
        article: The article; with ``markup="plain"`` every line is a block, taken literally.
    """
    source, origin = _unify_line_ends(article.text)
    if article.markup == "plain":
        aligned, blocks = assemble(source, _plain_lines(source))
        return Passage(_to_origin(aligned, origin), normalise(aligned.text), blocks)
    templates = mask_templates(source)
    reader = MarkdownReader(templates.text)
    for draft in reader.drafts:
        clean(draft, source, templates.masks)
    aligned, blocks = assemble(source, reader.drafts)
    return Passage(
        aligned=_to_origin(aligned, origin),
        normalised=normalise(aligned.text),
        blocks=blocks,
        images=reader.images + templates.images,
        code_characters=reader.code_characters + templates.code_characters,
        warnings=tuple(reader.warnings),
    )


def _plain_lines(source: str) -> Iterator[Draft]:
    return (Draft("paragraph", pieces=[Piece(*line.span())]) for line in _LINE.finditer(source))


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
