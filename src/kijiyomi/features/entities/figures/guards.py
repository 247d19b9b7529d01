"""Where digits and kanji numerals are no figures."""

from __future__ import annotations

import re
from functools import lru_cache

from kijiyomi.features.entities.figures.numerals import Numeral
from kijiyomi.features.entities.figures.vocabulary import KNOWLEDGE, Unit
from kijiyomi.knowledge.toml import read_toml

# Digits that go on a name, a version, an identifier, a number cut by a mark, an address's parameter.
_JOINED = re.compile(
    r"(?:[A-Za-z0-9_][-−.:/‐+]|[A-Za-z0-9_#%@&\\]|\d[,:]|[A-Za-z0-9]['’]|[Vv]er\. ?|No\. ?|№ ?)\Z"
)


class Guards:
    """The word lists of ``knowledge/figures/idioms.toml``, compiled."""

    def __init__(self) -> None:
        table = read_toml(KNOWLEDGE / "idioms.toml")
        self._before = frozenset(table["before"])
        self._small = frozenset(table["small"])
        self._small_with = {numeral: frozenset(names) for numeral, names in table["small_with"].items()}
        self._number_of = frozenset(table["number_of"])
        self._word = re.compile("|".join(table["words"]))
        self._exclaimed = frozenset(table["exclaimed"])

    def joined(self, text: str, start: int) -> bool:
        """Do the digits at ``start`` go on what stands before them?"""
        return start > 0 and _JOINED.search(text[max(0, start - 5) : start]) is not None

    def word(self, text: str, numeral: Numeral) -> bool:
        """Is the kanji numeral part of a word?"""
        before = text[numeral.start - 1] if numeral.start else ""
        if before in self._before:
            return True
        if numeral.text[0] == "数" and before in self._number_of:
            return True
        return self._word.match(text, numeral.start) is not None

    def uncounted(self, text: str, numeral: Numeral, unit: Unit, end: int) -> bool:
        """Is a kanji numeral with this counter a word rather than a count?"""
        if numeral.text == "何":
            return not (unit.name in self._exclaimed and text.startswith("も", end))
        if unit.kind != "counter":
            return False
        if unit.name == "つ" or numeral.text in self._small:
            return True
        return unit.name in self._small_with.get(numeral.text, ())


@lru_cache(maxsize=1)
def guards() -> Guards:
    """Return the guards, read once."""
    return Guards()
