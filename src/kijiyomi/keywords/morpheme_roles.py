"""What each morpheme may do in a noun compound, as bits of one integer."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from zlib import crc32

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.data_files import FOLDER, read_toml
from kijiyomi.text.fold import fold_width_and_case
from kijiyomi.tokenizer.tokens import Morpheme

MEMBER, STARTS, ENDS, ALONE = 1, 2, 4, 8
LATIN, KATAKANA, UNLISTED = 16, 32, 64
DIGITS, NUMERAL, COUNTER, POINT = 128, 256, 512, 1024
HYPHEN, NAKAGURO, KATAKANA_ONLY = 2048, 4096, 8192
OPENS_QUOTE, CLOSES_QUOTE = 16384, 32768

_FREE = MEMBER | STARTS | ENDS
_LATIN_WORD = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ɏ]+\Z")
_KATAKANA_WORD = re.compile(r"[ァ-ヺー]+\Z")
_KATAKANA_CHARACTER = re.compile("[ァ-ヺ]")
# Letters that are also units, but name a kind after a figure: 5G, 3D, 4K.
_DIMENSIONS = frozenset("GDK")
_PUNCTUATION = {
    **dict.fromkeys("-+&_/", HYPHEN),
    **dict.fromkeys(".,", HYPHEN | POINT),
    "・": NAKAGURO,
    **dict.fromkeys('「『“"《', OPENS_QUOTE),
    **dict.fromkeys("」』”》", CLOSES_QUOTE),
    **dict.fromkeys("%‰", COUNTER),
}


def role(morpheme: Morpheme) -> int:
    """Return the bits that describe what ``morpheme`` may do in a compound; 0 where it ends one."""
    surface = unicodedata.normalize("NFKC", morpheme.surface)
    if surface in _PUNCTUATION:
        punctuation = _PUNCTUATION[surface]
        return punctuation | MEMBER if punctuation & (HYPHEN | NAKAGURO) else punctuation
    if surface in _separators():
        return 0
    bits = _grammar(morpheme, surface)
    if not bits & MEMBER:
        return bits
    if _KATAKANA_CHARACTER.search(surface):
        bits |= KATAKANA
    if _KATAKANA_WORD.match(surface):
        bits |= KATAKANA_ONLY
    if bits & ALONE and (len(surface) < 2 or surface in general_nouns()):
        bits -= ALONE
    return bits if morpheme.known else bits | UNLISTED


def key(morpheme: Morpheme) -> int:
    """Return a number that spellings of one word share: NFKC, lower case, no final long-vowel mark."""
    folded = fold_width_and_case(morpheme.surface)
    if len(folded) > 2:
        folded = folded.rstrip("ー")
    return crc32(folded.encode("utf-8", "surrogatepass")) - (1 << 31)


def _grammar(morpheme: Morpheme, surface: str) -> int:
    if morpheme.pos2 == "数詞":
        return _number(surface)
    if morpheme.pos1 in ("名詞", "記号", "感動詞") and _LATIN_WORD.match(surface):
        return _latin(morpheme, surface)
    if morpheme.pos1 == "名詞":
        return _noun(morpheme)
    if morpheme.pos1 == "接頭辞" or (morpheme.pos1 == "形状詞" and morpheme.pos2 in ("一般", "タリ")):
        return MEMBER | STARTS
    if morpheme.pos1 == "接尾辞" and morpheme.pos2 == "名詞的":
        return MEMBER | ENDS | (COUNTER if morpheme.pos3 in ("助数詞", "一般") else 0)
    return MEMBER if morpheme.pos1 == "接尾辞" and surface == "的" else 0


def _number(surface: str) -> int:
    if surface.isascii():
        return MEMBER | ENDS | DIGITS
    # ゼロトラスト and the like: in katakana the figure is a word.
    return _FREE if _KATAKANA_WORD.match(surface) else NUMERAL


def _latin(morpheme: Morpheme, surface: str) -> int:
    if surface.isdigit():
        return MEMBER | ENDS | DIGITS
    counts = morpheme.pos3 == "助数詞可能" and surface not in _DIMENSIONS
    return _FREE | ALONE | LATIN | (COUNTER if counts or surface in _units() else 0)


def _noun(morpheme: Morpheme) -> int:
    if morpheme.pos2 == "助動詞語幹":
        return 0
    if morpheme.pos3 == "助数詞可能":
        return _FREE | ALONE | COUNTER
    return _FREE if morpheme.pos3 == "副詞可能" else _FREE | ALONE


def general_nouns() -> frozenset[str]:
    """Return the nouns that say nothing on their own."""
    return _words("general")


def _separators() -> frozenset[str]:
    return _words("separators")


def _units() -> frozenset[str]:
    return _words("units")


@lru_cache(maxsize=3)
def _words(name: str) -> frozenset[str]:
    path = FOLDER / "nouns.toml"
    words = read_toml(path).get(name)
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise KnowledgeError(f"{path}: {name} must be a list of non-empty strings")
    return frozenset(words)
