"""Exact offsets for taggers that report surfaces only."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from kijiyomi.errors import KijiyomiError
from kijiyomi.text.codes import code_points
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme, Tokens

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


def align(text: str, tagged: str, lexicon: Lexicon, morpheme: NDArray[np.int32]) -> Tokens:
    """Return tokens with offsets into ``text``.

    The tagger skips white space between tokens and nothing else, so the n-th non-space character of
    the tokens is the n-th of the text.

    Args:
        text: What the user gave.
        tagged: What the tagger was given: ``taggable(text)``.
        lexicon: Where ``morpheme`` points.
        morpheme: int32 ``(n,)``: the morpheme id of each token in order.

    Raises:
        KijiyomiError: If the tokens do not rebuild the text, which would make every offset wrong.
    """
    codes = code_points(tagged)
    is_space = codes == ord(MECAB_SPACES[0])
    for space in MECAB_SPACES[1:]:
        is_space |= codes == ord(space)
    solid = np.flatnonzero(~is_space).astype(np.int32)
    lengths = lexicon.column(solid_length)[morpheme]
    last = np.cumsum(lengths, dtype=np.int64)
    covered = int(last[-1]) if len(last) else 0
    if covered != len(solid):
        raise KijiyomiError(
            f"the tokenizer returned {covered} characters for a text of {len(solid)}; "
            "please report this text as a bug"
        )
    return Tokens(text, lexicon, solid[last - lengths], solid[last - 1] + 1, morpheme)
