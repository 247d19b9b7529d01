"""The plain form of ``kijiyomi.entities.numbers.triggers``: read a figure wherever a number begins."""

from __future__ import annotations

import re
from itertools import takewhile

from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.numerals import KANJI
from kijiyomi.entities.numbers.recogniser import FigureRecogniser
from kijiyomi.entities.numbers.triggers import ONE_FOLLOWERS, kanji_followers

DIGITS = "0123456789"
WORD = re.compile(r"半[年月日世時]|Q[1-4](?:[FC]Y|(?![A-Za-z0-9]))|FY ?'?\d|元年")


def begins(text: str, start: int) -> bool:
    """Can a figure begin at ``start``? At digits, at kanji numerals before what can follow them, at 半年, Q3."""
    character, before = text[start], text[start - 1 : start] or " "
    if character not in KANJI:
        return (character in DIGITS and before not in DIGITS) or WORD.match(text, start) is not None
    run = "".join(takewhile(KANJI.__contains__, text[start + 1 : start + 26]))
    following = text[start + 1 : start + len(run) + 2]
    longer = any(c in kanji_followers() for c in following[1:])
    alone = following[:1] in (ONE_FOLLOWERS if character == "一" else kanji_followers() | ONE_FOLLOWERS)
    return before not in KANJI and (longer or alone)


def figures(recogniser: FigureRecogniser, text: str) -> list[Figure]:
    """Return the figures of an NFKC text, read at every position that the last figure leaves free."""
    found, floor = [], 0
    for start in range(len(text)):
        if start >= floor and begins(text, start) and (figure := recogniser.read(text, start, floor)):
            floor = figure.end
            found += [figure] if figure.label else []
    return found
