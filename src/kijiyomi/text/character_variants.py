"""Spellings of one character that a reader takes for the same: variant kanji, decomposed kana, selectors.

Three folds, for three uses:

- :func:`compose` gives the text that a dictionary of words was written in, with the way back: what is
  decomposed is composed, selectors of glyphs are dropped, and kanji beyond the basic plane, which tokenizers
  take for symbols, become kanji;
- :data:`KANJI_VARIANTS` takes each variant to the character that names are mostly written with, one for
  one. It is for matching names that are known, 髙島屋 with 高島屋. Nothing that is shown is folded so: what a
  person or a company calls itself stays;
- :data:`MODERN_KANJI` is the part of it that changes no name into another one, 國 to 国 but not 嶋 to 島. It
  is for the one form under which the spellings of a name are counted.

The pairs stand in ``kanji_variants.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray
from kijiyomi.text.source_map import AlignedText

_Pair = Annotated[str, msgspec.Meta(min_length=2, max_length=2)]


class _KanjiVariants(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``kanji_variants.toml``: variant and standard form of each kanji."""

    old_forms: tuple[_Pair, ...]
    glyphs: tuple[_Pair, ...]
    alternatives: tuple[_Pair, ...]


def _read_variants() -> tuple[dict[str, str], dict[str, str]]:
    """Return the forms in use now of old kanji, and the standard form of every variant."""
    file = Path(__file__).with_name("kanji_variants.toml")
    read = msgspec.toml.decode(file.read_bytes(), type=_KanjiVariants)
    modern = {pair[0]: pair[1] for pair in (*read.old_forms, *read.glyphs)}
    return modern, modern | {pair[0]: pair[1] for pair in read.alternatives}


_MODERN, _STANDARD = _read_variants()
MODERN_KANJI = MappingProxyType(_MODERN)
"""The form in use now of each old kanji, and of those that are only another glyph."""
KANJI_VARIANTS = MappingProxyType(_STANDARD)
"""The standard form of each variant kanji."""

_BEYOND_BASIC_PLANE = 0x20000
_BEFORE_SELECTOR = np.uint16(0xDB40)
IDEOGRAPHIC_SELECTOR = re.compile("[\U000e0100-\U000e01ef]")
"""Says which glyph of the kanji before it is meant."""
_SELECTORS = "\ufe00-\ufe02\U000e0100-\U000e01ef"
_KANJI = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SELECTED_KANJI = re.compile(f"[{_KANJI}][{_SELECTORS}]+")
"""A kanji with the selector of one of its glyphs (an ideographic variation sequence)."""
_COMBINING = "\u0300-\u036f\u3099\u309a"
_CHANGED = re.compile(
    f"[^{_COMBINING}][{_COMBINING}]+|{SELECTED_KANJI.pattern}|[\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Rare kanji, in no dictionary of words. They stand for those beyond the basic plane without a standard form.
_RARE_KANJI, _RARE_KANJI_COUNT = 0x3400, 0x19B6


def may_need_composing(text: str) -> bool:
    """May :func:`compose` change the text? Much faster than to do it."""
    return bool(_in_changed().take(_utf_16(text), mode="clip").any())


def holds_ideographic_selector(text: str) -> bool:
    """Does the text hold any of U+E0100 to U+E01EF?"""
    # UTF-16 begins these and tags with one unit, and is written and compared at the speed of memory.
    return bool((_utf_16(text) == _BEFORE_SELECTOR).any()) and IDEOGRAPHIC_SELECTOR.search(text) is not None


def _utf_16(text: str) -> NDArray[np.uint16]:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)


@lru_cache(maxsize=1)
def _in_changed() -> BoolArray:
    """Return bool ``(0x10000,)``: whether each unit of UTF-16 is in what :func:`compose` changes."""
    marks = np.zeros(1 << 16, dtype=bool)
    for first, last in ((0x300, 0x36F), (0x3099, 0x309A), (0xF900, 0xFAFF), (0xFE00, 0xFE02)):
        marks[first : last + 1] = True
    # What a character from U+20000 on begins with.
    marks[0xD840:0xDC00] = True
    return marks


def compose(text: str) -> AlignedText:
    """Return the text as a dictionary of words has it, aligned with ``text``."""
    parts: list[str] = []
    lengths = np.ones(len(text), dtype=np.int32)
    ends = np.arange(1, len(text) + 1, dtype=np.int32)
    position = 0
    for changed in _CHANGED.finditer(text):
        start, end = changed.span()
        composed = _composed(changed[0])
        # What is not composed goes on standing for itself.
        composed_end = end - len(composed) + 1
        parts += (text[position:start], composed)
        lengths[start + 1 : composed_end] = 0
        ends[start] = composed_end
        position = end
    parts.append(text[position:])
    starts = np.arange(len(text), dtype=np.int32)
    return AlignedText("".join(parts), starts.repeat(lengths), ends.repeat(lengths))


def _composed(changed: str) -> str:
    written = changed[0] if SELECTED_KANJI.match(changed) else changed
    composed = unicodedata.normalize("NFC", written)
    if len(composed) > len(written):
        return changed
    if ord(composed[0]) < _BEYOND_BASIC_PLANE:
        return composed
    rare = chr(_RARE_KANJI + ord(composed[0]) % _RARE_KANJI_COUNT)
    return KANJI_VARIANTS.get(composed[0], rare) + composed[1:]
