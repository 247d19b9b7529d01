"""Exact offsets for taggers that report surfaces only."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kijiyomi.errors import KijiyomiError
from kijiyomi.text.codes import code_points
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme

# char.def of UniDic: what its SPACE category holds. MeCab skips it between tokens.
MECAB_SPACES = " \t\n\v"
_UNTAGGABLE = re.compile("[\0\ud800-\udfff]")


def taggable(text: str) -> str:
    """Return ``text``, same length, without what taggers drop or cannot encode: NUL and lone surrogates."""
    if _UNTAGGABLE.search(text) is None:
        return text
    return _UNTAGGABLE.sub(lambda match: " " if match[0] == "\0" else "\ufffd", text)


def solid_length(morpheme: Morpheme) -> int:
    """Return how many characters of the surface are not white space."""
    surface = morpheme.surface
    return len(surface) - sum(map(surface.count, MECAB_SPACES))


def align(
    segments: Sequence[str], counts: NDArray[np.intp], lexicon: Lexicon, morpheme: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return int32 ``(n,)``, ``(n,)``: start and end of each token, counted from its segment's start.

    The tagger skips white space between tokens and nothing else, so the n-th non-space character of
    the tokens is the n-th of the segments.

    Args:
        segments: What the tagger was given, piece by piece: :func:`taggable` texts.
        counts: ``(segments,)``: how many tokens it made of each.
        lexicon: Where ``morpheme`` points.
        morpheme: int32 ``(n,)``: the morpheme id of each token of all segments in order.

    Raises:
        KijiyomiError: If the tokens do not rebuild the segments, which would make every offset wrong.
    """
    codes = code_points("".join(segments))
    is_space = codes == ord(MECAB_SPACES[0])
    for space in MECAB_SPACES[1:]:
        is_space |= codes == ord(space)
    solid = np.flatnonzero(~is_space).astype(np.int32)
    lengths = lexicon.column(solid_length)[morpheme]
    last = np.cumsum(lengths, dtype=np.int64)
    covered = int(last[-1]) if len(last) else 0
    if covered != len(solid):
        raise _wrong(covered, len(solid))
    start, end = solid[last - lengths], solid[last - 1] + 1
    sizes = np.fromiter(map(len, segments), np.int32, len(segments))
    bases = np.cumsum(sizes, dtype=np.int32) - sizes
    base = np.repeat(bases, counts)
    if (start < base).any() or (end > base + np.repeat(sizes, counts)).any():
        raise _wrong(covered, len(solid))
    return start - base, end - base


def _wrong(covered: int, characters: int) -> KijiyomiError:
    return KijiyomiError(
        f"the tokenizer returned {covered} characters for a text of {characters}; "
        "please report this text as a bug"
    )
