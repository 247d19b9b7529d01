"""Where a figure can begin: one regular expression that leaves few positions to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from kijiyomi.entities.numbers.fractions import MIXED, MIXED_BEFORE_UNIT, VULGAR_STROKE
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import KANJI, LARGE, RANGE_MARKS
from kijiyomi.entities.numbers.unit_patterns import currency_patterns, scale_before_unit, unit_matcher
from kijiyomi.knowledge.calendar import calendar_words
from kijiyomi.knowledge.units import measures

NUMERAL_BEGINS = frozenset("0123456789" + KANJI)
"""The characters a numeral begins with."""

DATE_FOLLOWERS = frozenset("年月日週世四会QH春夏秋冬/.-・、," + RANGE_MARKS)
"""The characters after a number that can make it a date."""

ONE_FOLLOWERS = frozenset(
    LARGE + "年月日週時分秒世 かカヶヵケ箇円元銭弗ドユポウ割%から以超・、.な乃" + RANGE_MARKS
)
"""The characters after a lone 一 that can make it a figure; 一人, 一部 … are words."""

_SCALES = "KkMBT"
_DATE_LETTERS = "RHS"  # R7年, H1


@lru_cache(maxsize=1)
def figure_followers() -> frozenset[str]:
    """Return the characters after a number without currency symbol that can make it a figure."""
    comparisons = "以超未よもまをに大小か近弱程前ほ余な乃の"
    others = comparisons + _SCALES + VULGAR_STROKE + " 時:分"
    return DATE_FOLLOWERS | frozenset(unit_matcher().first_characters + others)


@lru_cache(maxsize=1)
def kanji_followers() -> frozenset[str]:
    """Return the characters after a kanji numeral that can make it a figure, or go on with the number."""
    return frozenset(
        unit_matcher().first_characters
        + LARGE
        + "年月日世時分四半から以超・、. 0123456789余な乃"
        + RANGE_MARKS
    )


@lru_cache(maxsize=2)
def trigger_pattern(*, relative: bool) -> re.Pattern[str]:
    """Return what matches where a figure can begin, words such as 昨年 only if ``relative``.

    It begins with one set of characters, which is what makes searching fast; what follows only sorts out.
    """
    words = list(chain.from_iterable(calendar_words().relative.values())) if relative else []
    after = _set(kanji_followers()) + r"\d"
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(
        rf"[0-9{KANJI}半QF元{first}](?:(?<=[0-9])(?<![0-9].){_digits()}"
        rf"|(?<=[{KANJI}])(?<![{KANJI}]{{2}})(?:[{KANJI}]{{1,24}}(?=[{after}])|(?<!一)(?=[{after}])|(?=[{_set(ONE_FOLLOWERS)}]))"
        r"|(?<=半)(?=[年月日世時])|(?<=Q)(?=[1-4](?:[FC]Y|(?![A-Za-z0-9])))|(?<=F)(?=Y ?'?\d)|(?<=元)(?=年)"
        + "".join(rf"|(?<={word[0]})(?={word[1:]})" for word in words)
        + ")"
    )


def _digits() -> str:
    """Return a pattern of the rest of a number after its first digit.

    A symbol or qualifier directly before it can make it a figure whatever follows, a letter rules out that
    it is one; otherwise what follows must be able to make it one, or go on with the number.
    """
    ends = _set(currency_patterns().symbol_ends | modifiers().before_word_ends)
    preceded = "|".join(f"(?<={before}.)" for before in [*_symbol_ends(), *_qualifier_ends()])
    not_joined = r"(?<![A-Za-z0-9_#%@&^\\].)(?<![A-Za-z0-9_][-−.‐].)(?<![0-9_]\+.)"
    joined = rf"(?<=[{_DATE_LETTERS}].)|(?<=[A-Z][A-Z].)"  # R7年, PBR0.8倍
    followed = rf"(?:{joined}|{not_joined})[0-9]*+(?=[\d数]| {{0,2}}(?:{_following()}))"
    return f"(?:{followed}|(?<=[{ends}].)(?:{preceded})[0-9]*)"


def _symbol_ends() -> list[str]:
    """Return patterns of what a currency's symbol or code ends in, each of one length."""
    symbols = currency_patterns().codes
    marks = frozenset(symbol[-1] for symbol in symbols if not symbol[-1].isalpha())
    ends = [f"[{_set(marks)}]", *_by_length(symbol for symbol in symbols if symbol[-1].isalpha())]
    return [*ends, *(f"{end} " for end in ends)]


def _qualifier_ends() -> list[str]:
    """Return patterns of what a qualifier before a number ends in, each of one length."""
    return _by_length(word[-2:] for word in modifiers().words_before)


def _by_length(words: Iterable[str]) -> list[str]:
    """Return patterns of the words of each length, for lookbehind takes no others."""
    groups: dict[int, set[str]] = {}
    for word in words:
        groups.setdefault(len(word), set()).add(re.escape(word))
    return [f"(?:{'|'.join(sorted(group))})" for group in groups.values()]


def _following() -> str:
    """Return a pattern of what follows a number that can be a figure, or goes on with the number."""
    others = frozenset(c for c in figure_followers() if not (c.isascii() and c.isalpha())) - {" "}
    return (
        rf"[{_set(others | frozenset(KANJI + LARGE))}]|{MIXED.pattern}|{MIXED_BEFORE_UNIT.pattern}|"
        rf"{scale_before_unit().pattern}|\^|[×x] ?\d|[QH]|"
        f"[{_SCALES}](?![A-Za-z0-9])|{_latin_units()}"
    )


def _latin_units() -> str:
    names = [name for name in unit_matcher().names if name[0].isascii() and name[0].isalpha()]
    letters = "".join(name for name in names if len(name) == 1)
    seconds: dict[str, set[str]] = {}
    for name in names:
        seconds.setdefault(name[0], set()).update(name[1:2])
    longer = "|".join(f"{first}[{_set(frozenset(some))}]" for first, some in seconds.items() if some)
    before_smaller = "".join(name for name in measures().subunits if name in letters)  # 3m50cm
    return f"[{letters}](?![A-Za-z0-9])|[{before_smaller}](?=[0-9])|{longer}"


def _set(characters: frozenset[str]) -> str:
    return re.escape("".join(sorted(characters)))
