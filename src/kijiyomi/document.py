"""What every feature extractor reads: an article together with its readable text and tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.batching import slices
from kijiyomi.text.passage import Passage
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import BOUNDARY, Tokens

Positions = NDArray[np.int32]

_JOINED_CHARACTERS = 32_000
_ONE = np.int32(1)
_BOUNDARY = np.array([BOUNDARY], dtype=np.int32)


class Document(NamedTuple):
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


class Joined(NamedTuple):
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
        return self.starts.searchsorted(places, side="right") - 1


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
    texts, normalised = [some.text for some in tokens], [view.text for view in views]
    starts, view_starts = _starts(texts), _starts(normalised)
    ends = starts + np.array(list(map(len, texts)), dtype=np.int32)
    after = ends + _ONE
    in_view, in_tokens = _Layout(normalised, starts), _Layout(tokens, starts)
    return Joined(
        AlignedText(
            _with_ends(normalised),
            in_view.places([view.starts for view in views], ends),
            in_view.places([view.ends for view in views], after),
        ),
        Tokens(
            _with_ends(texts),
            tokens[0].lexicon,
            in_tokens.places([some.start for some in tokens], ends),
            in_tokens.places([some.end for some in tokens], after),
            _each_with([some.morpheme for some in tokens], _BOUNDARY),
        ),
        starts,
        view_starts,
    )


class _Layout:
    """Which of the places in some texts, joined, are of which text, where each text has one more at its end.

    Args:
        texts: Each as long as there are places in it.
        starts: int32 ``(texts,)``: where each text begins when they are joined.
    """

    def __init__(self, texts: Sequence[str] | Sequence[Tokens], starts: Positions) -> None:
        sizes = [len(text) + 1 for text in texts]
        self._shifts = starts.repeat(sizes)
        self._lasts = np.array(list(accumulate(sizes))) - 1

    def places(self, columns: Sequence[Positions], last: Positions) -> Positions:
        """Return places in each text as places in all of them, with the last ones of each."""
        places = _each_with(columns, _BOUNDARY)
        places += self._shifts
        places[self._lasts] = last
        return places


def _starts(texts: Sequence[str]) -> Positions:
    """Return where each text begins when each has one more character after it."""
    *starts, _ = accumulate([len(text) + 1 for text in texts], initial=0)
    return np.array(starts, dtype=np.int32)


def _each_with(columns: Sequence[Positions], last: Positions) -> Positions:
    parts = [last] * (2 * len(columns))
    parts[::2] = columns
    return np.concatenate(parts)


def _with_ends(texts: Sequence[str]) -> str:
    return "\0".join([*texts, ""])
