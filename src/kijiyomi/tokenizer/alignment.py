"""Exact offsets for taggers that report surfaces only."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from kijiyomi.arrays import BoolArray, CodePoints, Int32Array, code_points
from kijiyomi.errors import KijiyomiError
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme

# char.def of UniDic: what its SPACE category holds. MeCab skips it between tokens.
MECAB_SPACES = " \t\n\v"
# All but the first are consecutive code points.
_SPACE, _TAB, _TO_VERTICAL_TAB = (np.uint32(code) for code in (0x20, 0x09, 0x0B - 0x09))
_UNTAGGABLE = re.compile("[\0\ud800-\udfff]")


def replace_untaggable(text: str) -> str:
    """Return ``text``, same length, without what taggers drop or cannot encode: NUL and lone surrogates."""
    if "\0" not in text and _is_encodable(text):
        return text
    return _UNTAGGABLE.sub(lambda match: " " if match[0] == "\0" else "\ufffd", text)


def replace_untaggable_batch(texts: Sequence[str]) -> Sequence[str]:
    """Return :func:`replace_untaggable` of each text."""
    together = "".join(texts)
    return texts if replace_untaggable(together) is together else list(map(replace_untaggable, texts))


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def non_space_length(morpheme: Morpheme) -> int:
    """Return how many characters of the surface are not white space."""
    surface = morpheme.surface
    return len(surface) - sum(map(surface.count, MECAB_SPACES))


def align_tokens(text: str, lexicon: Lexicon, morpheme: Int32Array) -> tuple[Int32Array, Int32Array]:
    """Return int32 ``(n,)``, ``(n,)``: start and end of each token in the text.

    The tagger skips white space between tokens and nothing else, so the n-th non-space character of
    the tokens is the n-th of the text.

    Args:
        text: What the tagger was given; see :func:`replace_untaggable`.
        lexicon: Where ``morpheme`` points.
        morpheme: int32 ``(n,)``: the morpheme id of each token.

    Raises:
        KijiyomiError: If the tokens do not rebuild the text, which would make every offset wrong.
    """
    positions = _non_space_offsets(code_points(text))
    lengths = lexicon.column(non_space_length)[morpheme]
    covered = lengths.cumsum()
    if len(positions) != (covered[-1] if len(covered) else 0):
        raise KijiyomiError(
            f"the tokenizer returned {covered[-1:].sum()} characters for a text of {len(positions)}; "
            "please report this text as a bug"
        )
    start = positions[covered - lengths]
    covered -= 1
    end = positions[covered]
    end += np.int32(1)
    return start, end


def _non_space_offsets(codes: CodePoints) -> Int32Array:
    """Return the offsets of the characters that are not white space."""
    non_space: BoolArray = (codes != _SPACE) & (codes - _TAB > _TO_VERTICAL_TAB)
    return non_space.nonzero()[0].astype(np.int32)
