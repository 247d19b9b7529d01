"""What each morpheme may do in a noun compound, as bits of one integer."""

from __future__ import annotations

import re
import unicodedata
from zlib import crc32

from kijiyomi.knowledge.function_words import english_function_words
from kijiyomi.knowledge.nouns import noun_lists
from kijiyomi.text.fold import fold_width_and_case
from kijiyomi.tokenizer.tokens import Morpheme

# Where in a compound it may be.
MEMBER, CAN_START, CAN_END, CAN_STAND_ALONE = 1, 2, 4, 8
# How it is written, and whether the tokenizer's dictionary has it.
LATIN, HAS_KATAKANA, UNKNOWN_WORD, ALL_KATAKANA = 16, 32, 64, 8192
# Figures: digits and numbers in kanji, and the counter or unit behind one.
DIGITS, KANJI_NUMERAL, COUNTER, DECIMAL_POINT = 128, 256, 512, 1024
# What joins the parts of a name.
HYPHEN, MIDDLE_DOT = 2048, 4096
OPENING_QUOTE, CLOSING_QUOTE = 16384, 32768
# What may belong to the Latin word before it (C++, C#), and a word that a point may belong to (.NET).
SIGN, AFTER_POINT = 65536, 131072
# A Latin word with a capital, and one that connects others where the text is English.
CAPITALISED, FUNCTION_WORD = 262144, 524288
# A noun that with a number before it is one term: 二酸化炭素, 3次元.
NUMBERED = 1048576

_ANYWHERE = MEMBER | CAN_START | CAN_END
_LATIN_WORD = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ɏ]+\Z")
_KATAKANA_WORD = re.compile(r"[ァ-ヺー]+\Z")
_KATAKANA_CHARACTER = re.compile("[ァ-ヺ]")
# Letters that are also units, but name a kind after a figure: 5G, 3D, 4K.
_DIMENSIONS = frozenset("GDK")
_PUNCTUATION = {
    **dict.fromkeys("-&_/", MEMBER | HYPHEN),
    "+": MEMBER | HYPHEN | SIGN,
    "#": SIGN,
    **dict.fromkeys(".,", MEMBER | HYPHEN | DECIMAL_POINT),
    "・": MEMBER | MIDDLE_DOT,
    **dict.fromkeys('「『“"《', OPENING_QUOTE),
    **dict.fromkeys("」』”》", CLOSING_QUOTE),
    **dict.fromkeys("%‰", COUNTER),
}


def compound_roles(morpheme: Morpheme) -> int:
    """Return the bits that describe what ``morpheme`` may do in a compound; 0 where it ends one."""
    surface = unicodedata.normalize("NFKC", morpheme.surface)
    if surface in _PUNCTUATION:
        return _PUNCTUATION[surface]
    if surface in noun_lists().separators:
        return COUNTER if morpheme.pos3 == "助数詞可能" else 0
    bits = _grammatical_roles(morpheme, surface)
    if not bits & MEMBER:
        return bits
    if _KATAKANA_CHARACTER.search(surface):
        bits |= HAS_KATAKANA
    if _KATAKANA_WORD.match(surface):
        bits |= ALL_KATAKANA
    if bits & CAN_STAND_ALONE and (len(surface) < 2 or surface in noun_lists().general):
        bits -= CAN_STAND_ALONE
    return bits if morpheme.known else bits | UNKNOWN_WORD


def spelling_hash(morpheme: Morpheme) -> int:
    """Return a number that spellings of one word share: NFKC, lower case, no final long-vowel mark."""
    folded = fold_width_and_case(morpheme.surface)
    if len(folded) > 2:
        folded = folded.rstrip("ー")
    return crc32(folded.encode("utf-8", "surrogatepass")) - (1 << 31)


def _grammatical_roles(morpheme: Morpheme, surface: str) -> int:
    if morpheme.pos2 == "数詞":
        return _number_roles(surface)
    if morpheme.pos1 in ("名詞", "記号", "感動詞") and _LATIN_WORD.match(surface):
        return _latin_roles(morpheme, surface)
    if morpheme.pos1 == "名詞":
        return _noun_roles(morpheme)
    if morpheme.pos1 == "接頭辞" or (morpheme.pos1 == "形状詞" and morpheme.pos2 in ("一般", "タリ")):
        return MEMBER | CAN_START
    if morpheme.pos1 == "接尾辞" and morpheme.pos2 == "名詞的":
        return MEMBER | CAN_END | (COUNTER if morpheme.pos3 in ("助数詞", "一般") else 0)
    return MEMBER if morpheme.pos1 == "接尾辞" and surface == "的" else 0


def _number_roles(surface: str) -> int:
    if surface.isascii():
        return MEMBER | CAN_END | DIGITS
    # ゼロトラスト and the like: in katakana the figure is a word.
    return _ANYWHERE if _KATAKANA_WORD.match(surface) else KANJI_NUMERAL


def _latin_roles(morpheme: Morpheme, surface: str) -> int:
    if surface.isdigit():
        return MEMBER | CAN_END | DIGITS
    bits = _ANYWHERE | CAN_STAND_ALONE | LATIN
    if (morpheme.pos3 == "助数詞可能" and surface not in _DIMENSIONS) or surface in noun_lists().units:
        bits |= COUNTER
    if surface in noun_lists().after_point:
        bits |= AFTER_POINT
    if surface[0].isupper():
        bits |= CAPITALISED
    # In capitals it is another word: IT, US, A.
    if surface.lower() in english_function_words() and not surface.isupper():
        bits |= FUNCTION_WORD
    return bits


def _noun_roles(morpheme: Morpheme) -> int:
    if morpheme.pos2 == "助動詞語幹":
        return 0
    if morpheme.pos3 == "助数詞可能":
        return _ANYWHERE | CAN_STAND_ALONE | COUNTER
    bits = _ANYWHERE if morpheme.pos3 == "副詞可能" else _ANYWHERE | CAN_STAND_ALONE
    return bits | NUMBERED if morpheme.surface in noun_lists().numbered else bits
