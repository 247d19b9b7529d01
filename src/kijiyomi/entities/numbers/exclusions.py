"""Where digits and kanji numerals are no figures: names, versions, words, clock times."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits

from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.numerals import Numeral
from kijiyomi.knowledge.number_words import ExclusionWords, exclusion_words
from kijiyomi.knowledge.units import WrittenUnit, counters, measures

# Digits that go on a name, a version, an identifier, a number cut by a mark, an address's parameter.
_JOINED = re.compile(
    r"(?:[A-Za-z0-9_][-−./‐+]|(?<![\d.])\.|[A-Za-z0-9_#%@&^\\]|\d[,:]|[A-Za-z0-9]['’]"
    r"|[Vv]er\. ?|No\. ?|№ ?)\Z"
)
JOINED_ENDS = frozenset(ascii_letters + digits + "_-−./‐+#%@&^\\,:'’№ ×x")
_SPACED_ENDS = frozenset(".№×x")  # the last characters before a space of those
_TIMES = re.compile(r"(?<![A-Za-z0-9.,])[0-9.,]+ ?[×x] ?\Z")  # 1920×1080ドット is no number of dots
_CROSSES = frozenset("×x")
_NAME = re.compile(r"[A-Za-z] ")

CLOCK_BEGINS = frozenset("時:")
_CLOCK = re.compile(
    r"時(?!間|価|給|速)(?:半|[\d一二三四五六七八九十]{1,3}分(?:[\d一二三四五六七八九十]{1,3}秒)?)?|:\d\d(?::\d\d)?"
)


class Exclusions:
    """The rules on what is no figure, with their words compiled.

    Args:
        words: The words.
    """

    def __init__(self, words: ExclusionWords) -> None:
        self._before = frozenset(words.before)
        self._small_counts = {
            numeral: frozenset(names)
            for numerals, names in words.small_counts.items()
            for numeral in numerals
        }
        self._number_of = frozenset(words.number_of)
        self._word = re.compile("|".join(words.words))
        self._named = words.named
        self._named_ends = frozenset(name[-1] for name in words.named)
        self._exclaimed = frozenset(words.exclaimed)
        self._unit_label = re.compile(rf"(?:{'|'.join(words.unit_labels)})\Z")
        self._rounded = re.compile(words.rounded)
        self._sized = re.compile("|".join(words.sized))

    def continues_name(self, text: str, start: int, floor: int) -> bool:
        """Do the digits at ``start`` go on what stands before them, which ends in :data:`JOINED_ENDS`?

        A slash divides two figures where one ends just before it, at ``floor``: 32GB/64GB.
        """
        before = text[start - 1]
        if before == "/" and floor == start - 1:
            return False
        if before == " " and text[start - 2 : start - 1] not in _SPACED_ENDS:
            return False
        if _JOINED.search(text[max(0, start - 5) : start]):
            return True
        times = before in _CROSSES or (before == " " and text[start - 2] in _CROSSES)
        return times and _TIMES.search(text[max(0, start - 14) : start]) is not None

    def word_end(self, text: str, numeral: Numeral) -> int | None:
        """Return the end of the word the kanji numeral is part of; ``None`` when it stands for itself."""
        before = text[numeral.start - 1] if numeral.start else ""
        if (before and before in self._before) or _is_blank(numeral.text):
            return numeral.end
        if numeral.text[0] == "数" and before and before in self._number_of:
            return numeral.end
        word = self._word.match(text, numeral.start)
        return word.end() if word else None

    def is_no_count(self, text: str, numeral: Numeral, unit: WrittenUnit, end: int) -> bool:
        """Is this numeral with this unit, which ends at ``end``, a word or a name rather than a count?"""
        if numeral.text == "何":
            return not (unit.name in self._exclaimed and text.startswith("も", end))
        if unit.name == "型":
            return not self._is_size(text, numeral, end)
        if unit.kind != "counter":
            return not numeral.ascii and unit.name in measures().digits_only
        if numeral.ascii:
            if text[numeral.start - 1] in self._named_ends and text.endswith(self._named, 0, numeral.start):
                return True
            if unit.name[0].isascii():
                return _follows_model_name(text, numeral)
            version = "." in numeral.text and unit.name != "倍"
            if version and len(unit.name) > 1 and _numbers_section(text, numeral):
                return True
            return (version or "ァ" <= unit.name[0] <= "ヺ") and _follows_name(text, numeral)
        small = len(numeral.text) == 1 and numeral.text not in "数十百千"
        return unit.name == "つ" or (small and unit.name not in self._small_counts.get(numeral.text, ()))

    def is_unit_label(self, text: str, numeral: Numeral, start: int, end: int) -> bool:
        """Does the amount ``[start, end)`` say what a table counts in, or how it is rounded?

        So do 単位:百万円, (千円) and 百万円未満切捨て.
        """
        before = text[start - 1 : start]
        if before in _LABEL_ENDS:
            closes = _LABEL_CLOSES.get(before, ())
            if numeral.text in _TABLE_SCALES and text[end : end + 1] in closes:
                return True
            if start and self._unit_label.search(text[max(0, start - 5) : start]):
                return True
        return text.endswith("未満", start, end) and self._rounded.match(text, end) is not None

    def _is_size(self, text: str, numeral: Numeral, end: int) -> bool:
        """Is a number with 型 the size of a screen, as the words beside it say?"""
        if numeral.value is None or numeral.value < _LEAST_SIZE:
            return False
        near = text[max(0, numeral.start - _SIZE_REACH) : numeral.start].rpartition("。")[2]
        return self._sized.search(near) is not None or _SIZED_AFTER.match(text, end) is not None


_TABLE_SCALES = frozenset(["千", "百万", "十億"])
# What may follow a unit that stands alone, by what stands before it.
_ALONE, _IN_BRACKETS = ("", "\n", " "), (")", "]", "、", ",", "/")
_LABEL_CLOSES = dict.fromkeys(_ALONE, _ALONE) | dict.fromkeys("([", _IN_BRACKETS)
_LABEL_ENDS = frozenset([*_LABEL_CLOSES, *"位は:="])
_LEAST_SIZE, _SIZE_REACH = 3, 12  # inches, and characters
_SIZED_AFTER = re.compile(r"(?:クラス|以上|以下)?の?(?:[A-Z48(]|[ァ-ヺ]|液晶|有機|画面)")


_ACRONYM = re.compile(r"(?<![A-Za-z0-9._/-])[A-Z]{2,6}\Z")


def follows_acronym(text: str, start: int) -> bool:
    """Do digits stand directly after a word of capitals, as in PBR0.8倍?"""
    return _ACRONYM.search(text[max(0, start - 7) : start]) is not None


def is_no_model(figure: Figure) -> bool:
    """Is this, after a word of capitals, a figure rather than its model number, as in RTX4090台?"""
    if figure.label in ("MONEY", "PERCENT"):
        return True
    unit = figure.unit or ""
    return unit == "倍" or (unit.isascii() and len(unit) > 1 and unit not in counters().counters)


def clock_end(text: str, end: int) -> int | None:
    """Return the end of the clock time (10時30分, 23:59) whose hour ends at ``end``, if there is one."""
    clock = _CLOCK.match(text, end)
    return clock.end() if clock else None


def _is_blank(written: str) -> bool:
    """Does the 〇 stand for something left out, as in 〇十年, rather than for the 0 of 〇・五?"""
    return written[0] == "〇" and written[1:2] not in ("・", ".")


def _follows_name(text: str, numeral: Numeral) -> bool:
    """Does the numeral follow a Latin name, as in Gemini 2.5モデル?"""
    return _NAME.search(text[max(0, numeral.start - 2) : numeral.start]) is not None and numeral.scale == 1


def _numbers_section(text: str, numeral: Numeral) -> bool:
    """Does the number begin a heading, a space after it, as in 2.3 課題?"""
    begins_line = numeral.start == 0 or text[numeral.start - 1] == "\n"
    return begins_line and numeral.scale == 1 and text.startswith(" ", numeral.end)


_LEAST_MODEL = 100
_MODEL_NAME = re.compile(r"(?:^|[^A-Za-z])[A-Z][A-Za-z]* \Z|[a-z][3579] \Z")


def _follows_model_name(text: str, numeral: Numeral) -> bool:
    """Is this the model in a processor's name, as in Xeon Gold 6230 CPU?"""
    if numeral.value is None or numeral.value < _LEAST_MODEL or not numeral.text.isdigit():
        return False
    return _MODEL_NAME.search(text[max(0, numeral.start - 16) : numeral.start]) is not None


@lru_cache(maxsize=1)
def exclusions() -> Exclusions:
    """Return the rules, compiled once."""
    return Exclusions(exclusion_words())
