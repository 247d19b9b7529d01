"""Whether a number counts what follows it, or names it, as what stands before the number shows."""

from __future__ import annotations

import re
from functools import lru_cache

from kijiyomi.entities.numbers.numerals import Numeral
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.noun_units import noun_unit_words

_REACH = 6
_NAMED = re.compile(r"[A-Za-zァ-ヺー][ :・]\Z|\d[ ・,、.:]\Z|[×x*] ?\Z")  # Windows 11, 1、3
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def is_count(numeral: Numeral) -> bool:
    """May this number be how many there are, rather than a year, a version or an identifier?"""
    value = numeral.value
    if value is None or (numeral.scale == 1 and "." in numeral.text):
        return False
    if not numeral.text.isdigit():
        return True
    return numeral.text[0] != "0" and not _FIRST_YEAR <= value <= _LAST_YEAR


def begins_count(text: str, start: int) -> bool:
    """May a number at ``start`` count what follows it, after what stands before it?"""
    before = text[max(0, start - _REACH) : start]
    return _NAMED.search(before) is None and _before().search(before) is not None


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\n 、。,・:;()「」』【】\[\]|ぁ-ん]|{any_of(noun_unit_words().before)})\Z")
