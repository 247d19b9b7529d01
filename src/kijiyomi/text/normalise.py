"""NFKC for matching, with the way back to every source character."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import code_points, from_code_points
from kijiyomi.text.source_map import AlignedText, identities

_BMP = 0x10000
_STABLE, _STARTS_CLUSTER, _JOINS_CLUSTER, _BEYOND = 0, 1, 2, 3


def normalise(text: str) -> AlignedText:
    """Return the NFKC form of ``text``, each character aligned with the source characters it stands for.

    Full width becomes half width (１２３ｋｍ → 123km), half-width kana full (ｶﾞ → ガ, one character for two),
    ligatures open (㌔ → キロ, two characters for one).
    """
    return normalise_all([text])[0]


def normalise_all(texts: Sequence[str]) -> list[AlignedText]:
    """Return the NFKC form of each text; see :func:`normalise`."""
    odd = [place for place, text in enumerate(texts) if not _is_normal(text)]
    if not odd:
        return identities(texts)
    codes = _one_to_one(code_points("".join([texts[place] for place in odd])))
    mapped = from_code_points(codes)
    same_length = list(texts)
    others: list[tuple[int, AlignedText]] = []
    start = 0
    for place in odd:
        end = start + len(texts[place])
        same_length[place] = text = mapped[start:end]
        if not _is_normal(text):
            others.append((place, _join_clusters(text, _clusters(text, codes[start:end]))))
        start = end
    views = identities(same_length)
    for place, view in others:
        views[place] = view
    return views


def _is_normal(text: str) -> bool:
    return unicodedata.is_normalized("NFKC", text)


def _one_to_one(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    mapped = _tables()[0].take(codes, mode="clip")
    beyond = (codes >= _BMP).nonzero()[0]
    mapped[beyond] = codes[beyond]
    return mapped


def _clusters(text: str, codes: NDArray[np.uint32]) -> list[tuple[int, int]]:
    """Return start and end of what must be normalised together: a character and what combines with it."""
    roles = _tables()[1].take(codes, mode="clip")
    clusters: list[tuple[int, int]] = []
    end = 0
    special = (roles != _STABLE).nonzero()[0]
    for place, role in zip(special.tolist(), roles[special].tolist(), strict=True):
        if role == _BEYOND:
            role = _role(text[place])
        if role == _JOINS_CLUSTER:
            start = clusters.pop()[0] if clusters and place == end else max(place - 1, 0)
        elif role == _STARTS_CLUSTER:
            start = place
        else:
            continue
        end = place + 1
        clusters.append((start, end))
    return clusters


def _join_clusters(text: str, clusters: list[tuple[int, int]]) -> AlignedText:
    """Normalise each cluster on its own."""
    parts: list[str] = []
    lengths = np.ones(len(text), dtype=np.int32)
    ends = np.arange(1, len(text) + 1, dtype=np.int32)
    done = 0
    for start, end in clusters:
        normal = unicodedata.normalize("NFKC", text[start:end])
        parts += (text[done:start], normal)
        lengths[start] = len(normal)
        if end > start + 1:
            lengths[start + 1 : end] = 0
            ends[start] = end
        done = end
    parts.append(text[done:])
    starts = np.arange(len(text), dtype=np.int32)
    return AlignedText("".join(parts), starts.repeat(lengths), ends.repeat(lengths))


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return, for the basic plane: the one-character NFKC form (or itself), and each character's role.

    One entry more stands for every character beyond that plane.
    """
    single = np.arange(_BMP + 1, dtype=np.uint32)
    roles = np.full(_BMP + 1, _STABLE, dtype=np.uint8)
    characters = list(map(chr, range(_BMP)))
    for code, character in enumerate(characters):
        normal = unicodedata.normalize("NFKC", character)
        if normal != character:
            roles[code] = _STARTS_CLUSTER
            if len(normal) == 1:
                single[code] = ord(normal)
    joins = np.fromiter(map(_joins_cluster, characters), bool, _BMP)
    roles[:-1][joins] = _JOINS_CLUSTER
    roles[-1] = _BEYOND
    return single, roles


def _role(character: str) -> int:
    if _joins_cluster(character):
        return _JOINS_CLUSTER
    return _STABLE if unicodedata.is_normalized("NFKC", character) else _STARTS_CLUSTER


def _joins_cluster(character: str) -> bool:
    # A Hangul vowel or final consonant joins the syllable before it.
    return unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff"
