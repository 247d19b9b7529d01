"""Folding: what the spellings of one word have in common, so that they can be compared.

Each function says what it makes equal:

============================== ===============================================================
:func:`fold_case`              case; as long as the text, so that offsets stay
:func:`fold_width_and_case`    case and all that NFKC makes equal: full and half width, ㌔ and キロ
:func:`fold_separators`        that, and what stands between words: ``Open AI``, ``Open-AI``
:func:`fold_phrase_batch`      that, and the long-vowel mark at the end of a word: サーバー, サーバ
:func:`fold_model_number`      case and joints of a product's number: ``RTX-4090``, ``rtx 4090``
============================== ===============================================================
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_SEPARATORS = "・,.-_/"
_NUMBER_JOINTS = re.compile("[ ™®-]")
# Beginning with the mark itself is what makes searching fast.
_FINAL_LONG_VOWEL = re.compile(r"ー(?<=[ァ-ヺー][ァ-ヺ]ー)(?![ァ-ヺー])")
# No text in NFKC holds it.
_BETWEEN_PHRASES = "①"


def fold_case(text: str) -> str:
    """Return ``text`` in lower case, character for character; letters with two in lower case stay."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(map(_lower, text))


@lru_cache(maxsize=1 << 12)
def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


@lru_cache(maxsize=1 << 12)
def fold_width_and_case(text: str) -> str:
    """Return ``text`` in NFKC and lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def fold_separators(text: str) -> str:
    """Return ``text`` in NFKC and lower case, without white space, ``・`` and ``, . - _ /``."""
    return _without_separators(fold_width_and_case(text))


def _without_separators(text: str) -> str:
    # Faster than a regular expression.
    text = "".join(text.split())
    for separator in _SEPARATORS:
        text = text.replace(separator, "")
    return text


def fold_phrase_batch(phrases: Collection[str]) -> list[str]:
    """Return each phrase in NFKC and lower case, without separators and long-vowel marks that end a word.

    All phrases are folded as one text, which is much faster than one by one.
    """
    joined = _BETWEEN_PHRASES.join([unicodedata.normalize("NFKC", phrase) for phrase in phrases]).lower()
    folded = _without_separators(_FINAL_LONG_VOWEL.sub("", joined))
    return folded.split(_BETWEEN_PHRASES)[: len(phrases)]


def fold_model_number(number: str) -> str:
    """Return an NFKC model number in lower case, without spaces, hyphens, ``™`` and ``®``."""
    return _NUMBER_JOINTS.sub("", number).lower()
