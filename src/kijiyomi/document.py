"""What every feature extractor reads: an article together with its readable text and tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.batches import batches
from kijiyomi.text.aligned import AlignedText
from kijiyomi.text.passage import Passage
from kijiyomi.tokenizer.tokens import BOUNDARY, Tokens

Positions = NDArray[np.int32]

_JOINED_CHARACTERS = 32_000
_BOUNDARY = np.array([BOUNDARY], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Document:
    """An article, read once.

    Attributes:
        article: The input.
        passage: Its readable text with the way back to ``article.text``.
        tokens: Tokens of ``passage.text``.
        title: Tokens of ``article.title``.
    """

    article: Article
    passage: Passage
    tokens: Tokens
    title: Tokens


@dataclass(frozen=True, slots=True)
class Joined:
    """Texts joined to one, each with a NUL after it, so that one pass over arrays serves all of them.

    Attributes:
        view: Their normalised views, aligned with ``tokens.text``.
        tokens: Their tokens, with a token of the morpheme :data:`~kijiyomi.tokenizer.tokens.BOUNDARY` on
            each NUL.
        starts: int32 ``(texts,)``: where each text begins in ``tokens.text``.
        view_starts: int32 ``(texts,)``: where each begins in ``view.text``.
    """

    view: AlignedText
    tokens: Tokens
    starts: Positions
    view_starts: Positions

    def texts_at(self, places: Positions) -> NDArray[np.intp]:
        """Return which text each place of ``tokens.text`` is in."""
        return np.searchsorted(self.starts, places, side="right") - 1


class Documents(Sequence[Document]):
    """Documents whose tokens are of one lexicon, also joined to one."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = tuple(documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents)

    @overload
    def __getitem__(self, place: int) -> Document: ...
    @overload
    def __getitem__(self, place: slice) -> Documents: ...
    def __getitem__(self, place: int | slice) -> Document | Documents:
        return Documents(self._documents[place]) if isinstance(place, slice) else self._documents[place]

    @cached_property
    def groups(self) -> list[Documents]:
        """The same documents in groups that are short enough for the processor's caches when joined."""
        groups = batches(self, _length, most_items=len(self), most=_JOINED_CHARACTERS)
        return list(map(Documents, groups))

    @cached_property
    def joined(self) -> Joined:
        """The readable texts."""
        return join(
            [document.passage.normalised for document in self], [document.tokens for document in self]
        )


def _length(document: Document) -> int:
    return len(document.passage.text)


def join(views: Sequence[AlignedText], tokens: Sequence[Tokens]) -> Joined:
    """Return texts joined to one.

    Args:
        views: The normalised view of each text; one at least.
        tokens: Tokens of each text, all of one lexicon.
    """
    text = _Lengths([len(some.text) for some in tokens])
    view = _Lengths([len(one.text) for one in views])
    return Joined(
        AlignedText(
            _with_ends([one.text for one in views]),
            text.concatenated([one.starts for one in views], 0),
            text.concatenated([one.ends for one in views], 1),
        ),
        Tokens(
            _with_ends([some.text for some in tokens]),
            tokens[0].lexicon,
            text.concatenated([some.start for some in tokens], 0),
            text.concatenated([some.end for some in tokens], 1),
            np.concatenate([part for some in tokens for part in (some.morpheme, _BOUNDARY)]),
        ),
        text.bases,
        view.bases,
    )


class _Lengths:
    """How long texts are, and where they begin when each has one more character after it."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._lengths = lengths
        self.bases: Positions = np.array([0, *accumulate(length + 1 for length in lengths)][:-1], np.int32)

    def concatenated(self, columns: Sequence[Positions], beyond: int) -> Positions:
        """Return positions in each text, and one so far beyond its end, as positions in all of them."""
        whole = np.empty(sum(map(len, columns)) + len(columns), dtype=np.int32)
        start = 0
        for column, length, base in zip(columns, self._lengths, self.bases, strict=True):
            end = start + len(column)
            np.add(column, base, out=whole[start:end])
            whole[end] = base + length + beyond
            start = end + 1
        return whole


def _with_ends(texts: Sequence[str]) -> str:
    return "".join([f"{text}\0" for text in texts])
