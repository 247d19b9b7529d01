"""Where a figure can begin: one regular expression that leaves few places to be read."""

from __future__ import annotations

import re
from functools import lru_cache

from kijiyomi.features.entities.figures.calendar_patterns import TO, calendar_patterns
from kijiyomi.features.entities.figures.modifiers import modifiers
from kijiyomi.features.entities.figures.numerals import KANJI, LARGE
from kijiyomi.features.entities.figures.vocabulary import money, units

NUMBERS = frozenset("0123456789" + KANJI)
CALENDAR = frozenset("年月日週世四会QH春夏秋冬/.-・、," + TO)
_AFTER_ONE = (
    LARGE + "年月日週時分秒世 かカヶヵケ箇円元銭弗ドユポウ割%~〜から以超・、."
)  # 一人, 一部 … are words
_OF_DATE = "RHS"  # R7年, H1
_GOES_ON = r"\d.,数 " + KANJI + LARGE
_GLUE = "A-Za-z0-9_#%@&^\\\\"


@lru_cache(maxsize=1)
def telling_after() -> frozenset[str]:
    """Return the characters after a number without currency symbol that can make it a figure."""
    comparisons, scales = "以超未よもまをに大小か近弱程前ほ", "KkMBT"
    return CALENDAR | frozenset(units().first_characters + comparisons + scales + " 時:分")


@lru_cache(maxsize=2)
def anchor(*, relative: bool) -> re.Pattern[str]:
    """Return what matches where a figure can begin, words such as 昨年 only if ``relative``.

    It begins with one set of characters, which is what makes searching fast; what follows only sorts out.
    """
    words = [word for words in calendar_patterns().relative.values() for word in words] if relative else []
    after = re.escape(units().first_characters + LARGE + "年月日世時分四半~〜から以超・、. ") + r"\d"
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(
        rf"[0-9{KANJI}半QF元{first}](?:(?<=[0-9])(?<![0-9].){_digits()}"
        rf"|(?<=[{KANJI}])(?<![{KANJI}]{{2}})(?:[{KANJI}]{{1,24}}(?=[{after}])|(?<!一)(?=[{after}])|(?=[{_AFTER_ONE}]))"
        r"|(?<=半)(?=[年月日世時])|(?<=Q)(?=[1-4](?:[FC]Y|(?![A-Za-z0-9])))|(?<=F)(?=Y ?'?\d)|(?<=元)(?=年)"
        + "".join(rf"|(?<={word[0]})(?={word[1:]})" for word in words)
        + ")"
    )


def _digits() -> str:
    """Return a pattern of the rest of a number after its first digit.

    What stands directly before it can make it a figure whatever follows, or rule out that it is one;
    otherwise what follows must be able to make it one, or go on with the number.
    """
    symbol_ends = money().symbol_ends - {" "}
    letters = frozenset(filter(str.isalpha, symbol_ends))
    return (
        rf"(?:(?:(?<=[{_set(symbol_ends - letters | modifiers().before_word_ends)}].)"
        rf"|(?<=[A-Za-z][{_set(letters)}].)|(?<=[{_set(symbol_ends)}] .))[0-9]*"
        rf"|(?:(?<=[{_OF_DATE}].)|(?<![{_GLUE}].)(?<![A-Za-z0-9_][-−.‐+].))[0-9]*+"
        rf"(?=[{_GOES_ON}{_set(telling_after())}]))"
    )


def _set(characters: frozenset[str]) -> str:
    return re.escape("".join(sorted(characters)))
