"""NFKC for matching, with the way back to every source character."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import CodePoints, code_points, from_code_points
from kijiyomi.text.character_variants import IDEOGRAPHIC_SELECTOR, holds_ideographic_selector
from kijiyomi.text.source_map import AlignedText, align_identically

_BASIC_PLANE = 0x10000
# What a character does to a cluster: to the characters that must be normalised together.
_IN_NONE, _STARTS_CLUSTER, _JOINS_CLUSTER, _BEYOND_BASIC_PLANE = 0, 1, 2, 3


def normalise(text: str) -> AlignedText:
    """Return the NFKC form of ``text``, each character aligned with the source characters it stands for.

    Full width becomes half width (１２３ｋｍ → 123km), half-width kana full (ｶﾞ → ガ, one character for two),
    ligatures open (㌔ → キロ, two characters for one). Selectors of the glyph of a kanji are dropped.
    """
    return normalise_batch([text])[0]


def normalise_batch(texts: Sequence[str]) -> list[AlignedText]:
    """Return the NFKC form of each text; see :func:`normalise`."""
    selectors = holds_ideographic_selector("".join(texts))
    is_normal = _is_normal_without_selectors if selectors else _is_normal
    changed = [index for index, text in enumerate(texts) if not is_normal(text)]
    if not changed:
        return align_identically(texts)
    codes = _map_one_to_one(code_points("".join([texts[index] for index in changed])))
    mapped = from_code_points(codes)
    same_length = list(texts)
    others: list[tuple[int, AlignedText]] = []
    start = 0
    for index in changed:
        end = start + len(texts[index])
        same_length[index] = text = mapped[start:end]
        if not is_normal(text):
            others.append((index, _normalise_clusters(text, _clusters(text, codes[start:end]))))
        start = end
    views = align_identically(same_length)
    for index, view in others:
        views[index] = view
    return views


def _is_normal(text: str) -> bool:
    return unicodedata.is_normalized("NFKC", text)


def _is_normal_without_selectors(text: str) -> bool:
    return _is_normal(text) and not holds_ideographic_selector(text)


def _map_one_to_one(codes: CodePoints) -> CodePoints:
    """Return the code points, each whose NFKC form is one character replaced by that."""
    mapped = _tables()[0].take(codes, mode="clip")
    beyond = (codes >= _BASIC_PLANE).nonzero()[0]
    mapped[beyond] = codes[beyond]
    return mapped


def _clusters(text: str, codes: CodePoints) -> list[tuple[int, int]]:
    """Return start and end of what must be normalised together: a character and what combines with it."""
    roles = _tables()[1].take(codes, mode="clip")
    clusters: list[tuple[int, int]] = []
    end = 0
    in_some = (roles != _IN_NONE).nonzero()[0]
    for position, role in zip(in_some.tolist(), roles[in_some].tolist(), strict=True):
        if role == _BEYOND_BASIC_PLANE:
            role = _cluster_role(text[position])
        if role == _JOINS_CLUSTER:
            start = clusters.pop()[0] if clusters and position == end else max(position - 1, 0)
        elif role == _STARTS_CLUSTER:
            start = position
        else:
            continue
        end = position + 1
        clusters.append((start, end))
    return clusters


def _normalise_clusters(text: str, clusters: list[tuple[int, int]]) -> AlignedText:
    """Normalise each cluster on its own."""
    parts: list[str] = []
    lengths = np.ones(len(text), dtype=np.int32)
    ends = np.arange(1, len(text) + 1, dtype=np.int32)
    done = 0
    for start, end in clusters:
        normal = unicodedata.normalize("NFKC", text[start:end])
        normal = IDEOGRAPHIC_SELECTOR.sub("", normal) or normal
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
def _tables() -> tuple[CodePoints, NDArray[np.uint8]]:
    """Return, for the basic plane: the one-character NFKC form (or itself), and each character's role.

    One entry more stands for every character beyond that plane.
    """
    single = np.arange(_BASIC_PLANE + 1, dtype=np.uint32)
    roles = np.full(_BASIC_PLANE + 1, _IN_NONE, dtype=np.uint8)
    characters = list(map(chr, range(_BASIC_PLANE)))
    for code, character in enumerate(characters):
        normal = unicodedata.normalize("NFKC", character)
        if normal != character:
            roles[code] = _STARTS_CLUSTER
            if len(normal) == 1:
                single[code] = ord(normal)
    joins = np.fromiter(map(_joins_cluster, characters), bool, _BASIC_PLANE)
    roles[:-1][joins] = _JOINS_CLUSTER
    roles[-1] = _BEYOND_BASIC_PLANE
    return single, roles


def _cluster_role(character: str) -> int:
    if _joins_cluster(character):
        return _JOINS_CLUSTER
    return _IN_NONE if _is_normal(character) else _STARTS_CLUSTER


def _joins_cluster(character: str) -> bool:
    # A Hangul vowel or final consonant joins the syllable before it.
    return (
        unicodedata.combining(character) > 0
        or "\u1160" <= character <= "\u11ff"
        or IDEOGRAPHIC_SELECTOR.match(character) is not None
    )
