"""NFKC for matching, with the way back to every source character."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.text.aligned import AlignedText
from kijiyomi.text.codes import code_points, from_code_points

_BMP = 0x10000
_STABLE, _STARTS_CLUSTER, _JOINS_CLUSTER = 0, 1, 2


def normalise(text: str) -> AlignedText:
    """Return the NFKC form of ``text``, each character aligned with the source characters it stands for.

    Full width becomes half width (１２３ｋｍ → 123km), half-width kana full (ｶﾞ → ガ, one character for two),
    ligatures open (㌔ → キロ, two characters for one).
    """
    if unicodedata.is_normalized("NFKC", text):
        return AlignedText.identity(text)
    codes = code_points(text)
    mapped = _one_to_one(codes)
    same_length = from_code_points(mapped)
    if unicodedata.is_normalized("NFKC", same_length):
        positions = np.arange(len(text) + 1, dtype=np.int32)
        return AlignedText(same_length, positions[:-1], positions[1:])
    return _join_clusters(same_length, _roles(mapped))


def _one_to_one(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    table = _tables()[0]
    mapped: NDArray[np.uint32] = codes.copy()
    basic = codes < _BMP
    mapped[basic] = table[codes[basic]]
    return mapped


def _roles(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return uint8 ``(n,)``: whether each character is stable, starts a cluster, or joins the one before."""
    table = _tables()[1]
    roles = np.empty(len(codes), dtype=np.uint8)
    basic = codes < _BMP
    roles[basic] = table[codes[basic]]
    roles[~basic] = [_role(chr(code)) for code in codes[~basic].tolist()]
    return roles


def _join_clusters(text: str, roles: NDArray[np.uint8]) -> AlignedText:
    """Normalise each cluster (a character and what combines with it) on its own."""
    joins = roles == _JOINS_CLUSTER
    followed = np.append(joins[1:], False)
    heads = np.flatnonzero(~joins & ((roles == _STARTS_CLUSTER) | followed))
    if joins[:1].any():
        heads = np.append(0, heads)
    boundaries = np.append(np.flatnonzero(~joins), len(text))
    ends = boundaries[np.searchsorted(boundaries, heads, side="right")]
    pieces: list[str] = []
    lengths = np.ones(len(text), dtype=np.int32)
    done = 0
    for head, end in zip(heads.tolist(), ends.tolist(), strict=True):
        piece = unicodedata.normalize("NFKC", text[head:end])
        pieces += (text[done:head], piece)
        lengths[head:end] = 0
        lengths[head] = len(piece)
        done = end
    pieces.append(text[done:])
    cluster_ends = np.arange(1, len(text) + 1, dtype=np.int32)
    cluster_ends[heads] = ends
    starts = np.repeat(np.arange(len(text), dtype=np.int32), lengths)
    return AlignedText("".join(pieces), starts, np.repeat(cluster_ends, lengths))


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return, for the basic plane: the one-character NFKC form (or itself), and each character's role."""
    characters = [chr(code) for code in range(_BMP)]
    normal = [unicodedata.normalize("NFKC", character) for character in characters]
    single = [ord(n) if len(n) == 1 else code for code, n in enumerate(normal)]
    roles = [_role(character) for character in characters]
    return np.array(single, dtype=np.uint32), np.array(roles, dtype=np.uint8)


def _role(character: str) -> int:
    if unicodedata.combining(character) or _composes_backwards(character):
        return _JOINS_CLUSTER
    return _STABLE if unicodedata.is_normalized("NFKC", character) else _STARTS_CLUSTER


def _composes_backwards(character: str) -> bool:
    """Is this a Hangul vowel or final consonant, which joins the syllable before it?"""
    return "\u1160" <= character <= "\u11ff"
