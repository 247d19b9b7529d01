"""The n-grams of one text, one at a time."""

from __future__ import annotations

import unicodedata
import zlib
from collections import Counter
from itertools import pairwise

from kijiyomi.tokenizer.tokens import Tokens

WHITE_SPACE = "\0\t\n\v\f\r \x85\xa0\u3000\ufeff"
SCRIPTS = ("09", "AZ", "az", "ぁゟ", "゠ヿ", "一鿿", "０９", "Ａｚ")

Counts = list[tuple[int, int]]
"""Keys with how often each occurs: the shorter n-grams, then the longer ones, both ascending."""


def crc(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def word_counts(tokens: Tokens) -> Counts:
    lemmas = [token.lemma for token in tokens if token.pos1 not in ("補助記号", "空白")]
    words = [crc(unicodedata.normalize("NFKC", lemma).lower()) for lemma in lemmas]
    pairs = [first << 32 | second for first, second in pairwise(words)]
    return sorted(Counter(words).items()) + sorted(Counter(pairs).items())


def character_counts(text: str) -> Counts:
    codes = list(map(ord, text.lower()))
    pairs = [first << 21 | second for first, second in pairwise(codes)]
    triples = [pair << 21 | third for pair, third in zip(pairs, codes[2:], strict=False)]
    return sorted(Counter(pairs).items()) + sorted(Counter(triples).items())


def line_counts(text: str) -> Counts:
    lines = [line.strip() for line in text.split("\n")]
    return sorted(Counter(crc(line) for line in lines if 0 < len(line) <= 60).items())


def layout_counts(text: str) -> Counts:
    keys = []
    above = -1
    for number, line in enumerate(text.split("\n")):
        if ink := line.strip(WHITE_SPACE):
            first, second, last_but_one, last = map(shape, (ink[0], ink[:2][-1], ink[-2:][0], ink[-1]))
            length, breaks = len(ink).bit_length(), min(number - above, 4)
            keys += [
                0 << 42 | first << 21 | second,
                1 << 42 | last_but_one << 21 | last,
                2 << 42 | first << 21 | last,
                3 << 42 | first << 21 | length,
                4 << 42 | last << 21 | length,
                5 << 42 | breaks << 21 | length,
                6 << 42 | breaks << 21,
            ]
            above = number
    return sorted(Counter(keys).items())


def shape(character: str) -> int:
    """Return the first character of the script, the character itself if it is of none of them."""
    return next((ord(first) for first, last in SCRIPTS if first <= character <= last), ord(character))
