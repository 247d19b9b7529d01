"""What every feature extractor reads: articles with their readable text and tokens, also joined to one text.

Offsets are always code points, always half-open, and always of one of four texts:

- the *article*, ``Article.text``, is what users see: ``Entity.start`` and ``Entity.end`` count in it;
- the *passage*, ``Passage.text``, is what is left of it without markup; tokens, blocks and sentences count
  in it;
- the *normalised* text, ``Passage.normalised.text``, is the passage in NFKC; names, models and figures are
  matched in it;
- the *joined* text, ``JoinedTexts.tokens.text``, is several passages with a NUL after each, so that arrays of
  tokens serve many articles at once; ``JoinedTexts.normalised.text`` is their normalised texts, joined
  likewise.

Each step back is one look-up:

- joined → passage: subtract where the text begins, ``JoinedTexts.starts[i]``;
- normalised → passage: ``Passage.normalised.span(start, end)``, and for joined texts
  ``JoinedTexts.normalised.span(start, end)``;
- passage → article: ``Passage.aligned.span(start, end)``.

For example ``**ｶﾞ行**の㌔``, the second of two documents that are joined, after ``東京``. In the normalised
joined text ``東京␀ガ行のキロ␀`` the word キロ is at 6:8.

>>> from kijiyomi import Analyzer
>>> documents = Documents(list(map(Analyzer().read, ["東京", "**ｶﾞ行**の㌔"])))
>>> joined = documents.joined
>>> start, end = joined.normalised.span(6, 8)  # of the joined text 東京␀ｶﾞ行の㌔␀
>>> start, end
(7, 8)
>>> begin = int(joined.starts[1])
>>> start - begin, end - begin  # of the passage ｶﾞ行の㌔
(4, 5)
>>> documents[1].passage.aligned.span(start - begin, end - begin)  # of the article **ｶﾞ行**の㌔
(8, 9)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, overload

import numpy as np

from kijiyomi.arrays import IndexArray, Int32Array
from kijiyomi.article import Article
from kijiyomi.batching import batch_slices
from kijiyomi.text.passage import Passage
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import BOUNDARY, Tokens

# Few enough for the arrays of a joined text to stay in the processor's caches.
_CHUNK_CHARACTERS = 32_000
_ONE = np.int32(1)
_BOUNDARY = np.array([BOUNDARY], dtype=np.int32)


class Document(NamedTuple):
    """An article, read once.

    1度読んだ記事。本文と題名のトークンを持つ。

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


class JoinedTexts(NamedTuple):
    """Texts joined to one, a NUL after each, so that one pass over arrays serves all of them.

    Attributes:
        normalised: Their normalised texts, joined likewise and aligned with ``tokens.text``.
        tokens: Their tokens, with a token of the morpheme :data:`~kijiyomi.tokenizer.tokens.BOUNDARY` on
            each NUL.
        starts: int32 ``(texts,)``: where each text begins in ``tokens.text``.
        normalised_starts: int32 ``(texts,)``: where each begins in ``normalised.text``.
    """

    normalised: AlignedText
    tokens: Tokens
    starts: Int32Array
    normalised_starts: Int32Array

    def text_indices(self, offsets: Int32Array) -> IndexArray:
        """Return the index of the text that each offset in ``tokens.text`` is in."""
        return self.starts.searchsorted(offsets, side="right") - 1


class Documents(Sequence[Document]):
    """Documents whose tokens are of one lexicon.

    語彙表を共有する文書の並び。認識器にはこれを渡す。
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = tuple(documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> Documents: ...
    def __getitem__(self, index: int | slice) -> Document | Documents:
        return Documents(self._documents[index]) if isinstance(index, slice) else self._documents[index]

    @cached_property
    def chunks(self) -> list[Documents]:
        """The same documents in chunks short enough to be joined: their arrays fit the processor's caches.

        同じ文書を、1つにつなげられる長さに分けたもの。配列がプロセッサーのキャッシュに収まる。
        """
        lengths = [len(document.passage.text) for document in self]
        return [self[chunk] for chunk in batch_slices(lengths, _CHUNK_CHARACTERS)]

    @cached_property
    def joined(self) -> JoinedTexts:
        """The passages of all documents, of which there is one at least, joined to one text.

        すべての文書の本文を1つにつなげたもの。文書が1つ以上あるときに使える。
        """
        return join_texts(
            [document.passage.normalised for document in self], [document.tokens for document in self]
        )


def join_texts(normalised: Sequence[AlignedText], tokens: Sequence[Tokens]) -> JoinedTexts:
    """Return texts joined to one.

    Args:
        normalised: The normalised form of each text, aligned with it; one at least.
        tokens: Tokens of each text, all of one lexicon.
    """
    texts, normalised_texts = [some.text for some in tokens], [view.text for view in normalised]
    starts, normalised_starts = _joined_starts(texts), _joined_starts(normalised_texts)
    nuls = starts + np.array(list(map(len, texts)), dtype=np.int32)
    after_nuls = nuls + _ONE
    of_characters, of_tokens = _OffsetJoiner(normalised_texts, starts), _OffsetJoiner(tokens, starts)
    return JoinedTexts(
        AlignedText(
            _joined_text(normalised_texts),
            of_characters.join([view.starts for view in normalised], nuls),
            of_characters.join([view.ends for view in normalised], after_nuls),
        ),
        Tokens(
            _joined_text(texts),
            tokens[0].lexicon,
            of_tokens.join([some.start for some in tokens], nuls),
            of_tokens.join([some.end for some in tokens], after_nuls),
            _concatenate_with_ends([some.morpheme for some in tokens], _BOUNDARY),
        ),
        starts,
        normalised_starts,
    )


class _OffsetJoiner:
    """Turns offsets in each text into offsets in the joined text.

    Args:
        entries: For each text something as long as there are offsets in it.
        starts: int32 ``(texts,)``: where each text begins in the joined text.
    """

    def __init__(self, entries: Sequence[str] | Sequence[Tokens], starts: Int32Array) -> None:
        lengths = [len(some) + 1 for some in entries]
        self._shifts = starts.repeat(lengths)
        self._lasts = np.array(list(accumulate(lengths))) - 1

    def join(self, columns: Sequence[Int32Array], lasts: Int32Array) -> Int32Array:
        """Return the offsets of all texts, after those of each text one more for its NUL.

        Args:
            columns: int32 ``(entries,)`` for each text: offsets in that text.
            lasts: int32 ``(texts,)``: the offset for each NUL, in the joined text already.
        """
        offsets = _concatenate_with_ends(columns, _BOUNDARY)
        offsets += self._shifts
        offsets[self._lasts] = lasts
        return offsets


def _joined_starts(texts: Sequence[str]) -> Int32Array:
    *starts, _ = accumulate([len(text) + 1 for text in texts], initial=0)
    return np.array(starts, dtype=np.int32)


def _joined_text(texts: Sequence[str]) -> str:
    return "\0".join([*texts, ""])


def _concatenate_with_ends(columns: Sequence[Int32Array], end: Int32Array) -> Int32Array:
    """Return the columns one after the other, with ``end`` after each."""
    parts = [end] * (2 * len(columns))
    parts[::2] = columns
    return np.concatenate(parts)
