"""What every feature extractor reads: an article together with its readable text and tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.batches import slices
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
        lengths = [len(document.passage.text) for document in self]
        return [self[part] for part in slices(lengths, _JOINED_CHARACTERS)]

    @cached_property
    def joined(self) -> Joined:
        """The readable texts."""
        return join(
            [document.passage.normalised for document in self], [document.tokens for document in self]
        )


def join(views: Sequence[AlignedText], tokens: Sequence[Tokens]) -> Joined:
    """Return texts joined to one.

    Args:
        views: The normalised view of each text; one at least.
        tokens: Tokens of each text, all of one lexicon.
    """
    texts, view_texts = [some.text for some in tokens], [one.text for one in views]
    lengths = _lengths(texts)
    ends = _lasts(lengths)
    bases = ends - lengths
    in_view, in_tokens = _Shift(_lengths(view_texts), bases, ends), _Shift(_lengths(tokens), bases, ends)
    return Joined(
        AlignedText(
            _with_ends(view_texts),
            in_view.joined([one.starts for one in views], 0),
            in_view.joined([one.ends for one in views], 1),
        ),
        Tokens(
            _with_ends(texts),
            tokens[0].lexicon,
            in_tokens.joined([some.start for some in tokens], 0),
            in_tokens.joined([some.end for some in tokens], 1),
            _each_with([some.morpheme for some in tokens], _BOUNDARY),
        ),
        bases,
        in_view.starts,
    )


class _Shift:
    """From places in each of some texts to places in all of them joined.

    Args:
        sizes: int32 ``(texts,)``: how many places of each text there are.
        bases: int32 ``(texts,)``: where each begins when they are joined.
        ends: int32 ``(texts,)``: where each ends then.

    Attributes:
        starts: int32 ``(texts,)``: the first of the places of each text.
    """

    def __init__(self, sizes: Positions, bases: Positions, ends: Positions) -> None:
        self._shifts = bases.repeat(sizes + 1)
        self._lasts = _lasts(sizes)
        self._ends = ends
        self.starts = self._lasts - sizes

    def joined(self, columns: Sequence[Positions], beyond: int) -> Positions:
        """Return the places in all texts, after those of each one so far beyond its end."""
        places = _each_with(columns, _BOUNDARY)
        places += self._shifts
        places[self._lasts] = self._ends + beyond
        return places


def _lengths(texts: Sequence[str] | Sequence[Tokens]) -> Positions:
    return np.array(list(map(len, texts)), dtype=np.int32)


def _lasts(sizes: Positions) -> Positions:
    """Return where each sequence ends when each has one more element after it, which is its last."""
    return (sizes + 1).cumsum(dtype=np.int32) - 1


def _each_with(columns: Sequence[Positions], last: Positions) -> Positions:
    parts = [last] * (2 * len(columns))
    parts[::2] = columns
    return np.concatenate(parts)


def _with_ends(texts: Sequence[str]) -> str:
    return "\0".join([*texts, ""])
