"""Where digits and kanji numerals are no figures: names, versions, words, clock times."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits

from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.numerals import LARGE, Numeral
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.number_words import ExclusionWords, exclusion_words
from kijiyomi.knowledge.units import WrittenUnit, counters, measures

# Digits that go on a name, a version, an identifier, a number cut by a mark, an address's parameter.
_JOINED = re.compile(
    r"(?:[A-Za-z0-9_][-−./‐+]|(?<![\d.])\.|[A-Za-z0-9_#%@&^\\]|\d[,:・·]|[A-Za-z0-9]['’]"
    r"|[Vv]er\. ?|No\. ?|№ ?)\Z"
)
JOINED_ENDS = frozenset(ascii_letters + digits + "_-−./‐+#%@&^\\,:・·'’№ ×x")
_SPACED_ENDS = frozenset(".№×x")  # the last characters before a space of those
_TIMES = re.compile(r"(?<![A-Za-z0-9.,])[0-9.,]+ ?[×x] ?\Z")  # 1920×1080ドット is no number of dots
_CROSSES = frozenset("×x")
_NAME = re.compile(r"[A-Za-z] ")

CLOCK_BEGINS = frozenset("時:")
_CLOCK = re.compile(
    r"時(?!間|価|給|速)(?:半|[\d一二三四五六七八九十]{1,3}分(?:[\d一二三四五六七八九十]{1,3}秒)?)?|(?<!\d{3}):[0-5]\d(?::\d\d)?(?!\d|[,.]\d|[万億兆千百])"
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
        self._versioned = re.compile(
            rf"(?<![A-Za-z])(?:{any_of(words.versioned)})(?![A-Za-z])[^\d。\n]{{0,8}}\Z", re.IGNORECASE
        )
        self._sized = re.compile("|".join(words.sized))
        self._versioned_names = frozenset(words.versioned)
        self._identified = words.identified
        self._counted_before = re.compile(rf"(?:{'|'.join(words.counted_before)}) ?\Z")
        self._counted_after = re.compile("|".join(words.counted_after))

    def continues_name(self, text: str, start: int, floor: int) -> bool:
        """Do the digits at ``start`` go on what stands before them, which ends in :data:`JOINED_ENDS`?

        A slash or dot divides two figures where one ends just before it, at ``floor``: 32GB/64GB.
        """
        before = text[start - 1]
        if before in "/・·" and floor == start - 1:
            return False
        if before == " " and text[start - 2 : start - 1] not in _SPACED_ENDS:
            return False
        if before in ",:/" and _divides(text, start) and (before != "/" or _IS_SPEC.match(text, start)):
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
        if self.is_identifier(text, numeral, unit.name, end):
            return True
        if unit.kind != "counter":
            return not numeral.ascii and unit.name in measures().digits_only
        if numeral.ascii:
            if text[numeral.start - 1] in self._named_ends and text.endswith(self._named, 0, numeral.start):
                return True
            version = "." in numeral.text and unit.name != "倍"
            heading = len(unit.name) > 1 and _numbers_section(text, numeral)
            if heading and (version or _HEADING.match(text, end)):
                return True
            if unit.name[0].isascii():
                return _follows_model_name(text, numeral) or (version and _follows_name(text, numeral))
            return (version or "ァ" <= unit.name[0] <= "ヺ") and _follows_name(text, numeral)
        small = len(numeral.text) == 1 and numeral.text not in "数十百千"
        return unit.name == "つ" or (small and unit.name not in self._small_counts.get(numeral.text, ()))

    def is_unit_label(self, text: str, numeral: Numeral, start: int, end: int) -> bool:
        """Does the amount ``[start, end)`` say what a table counts in, or how it is rounded?

        So do 単位:百万円, (千円), 千円単位 and 百万円未満切捨て.
        """
        before = text[start - 1 : start]
        if before in _LABEL_ENDS:
            closes = _LABEL_CLOSES.get(before, ())
            if numeral.text in _TABLE_SCALES and text[end : end + 1] in closes:
                return True
            if start and self._unit_label.search(text[max(0, start - 5) : start]):
                return True
        if numeral.text in _TABLE_SCALES and text.startswith("単位", end):
            return True
        return text.endswith("未満", start, end) and self._rounded.match(text, end) is not None

    def is_version(self, text: str, numeral: Numeral) -> bool:
        """Is a number without a unit the version of what stands before it, as in OS要件:2.1以上?"""
        if numeral.value is None or numeral.value >= _LEAST_MODEL:
            return False
        return (
            self._versioned.search(text[max(0, numeral.start - _VERSION_REACH) : numeral.start]) is not None
        )

    def is_version_after_code(self, code: str, numeral: Numeral) -> bool:
        """Is a number after a currency's code, which is a name of software too, a version: PHP 8.1?"""
        return code in self._versioned_names and _SHORT_VERSION.fullmatch(numeral.text) is not None

    def is_identifier(self, text: str, numeral: Numeral, unit: str, end: int) -> bool:
        """Does the number name one of what ``unit``, which ends at ``end``, says: 8080ポート?"""
        least = self._identified.get(unit)
        if least is None or numeral.value is None or numeral.value < least or not numeral.text.isdigit():
            return False
        before = text[max(0, numeral.start - _COUNTED_REACH) : numeral.start]
        return self._counted_before.search(before) is None and self._counted_after.match(text, end) is None

    def _is_size(self, text: str, numeral: Numeral, end: int) -> bool:
        """Is a number with 型 the size of a screen, as the words beside it say?"""
        if numeral.value is None or numeral.value < _LEAST_SIZE:
            return False
        near = text[max(0, numeral.start - _SIZE_REACH) : numeral.start].rpartition("。")[2]
        return self._sized.search(near) is not None or _SIZED_AFTER.match(text, end) is not None


_VERSION_REACH = 20
_SHORT_VERSION = re.compile(r"\d(?:\.\d)?")  # a price has two decimals: PHP 5.99
_COUNTED_REACH = 6
_TABLE_SCALES = frozenset(["千", "百万", "十億"])
# What may follow a unit that stands alone, by what stands before it.
_ALONE, _IN_BRACKETS = ("", "\n", " "), (")", "]", "、", ",", "/")
_LABEL_CLOSES = dict.fromkeys(_ALONE, _ALONE) | dict.fromkeys("([", _IN_BRACKETS)
_LABEL_ENDS = frozenset([*_LABEL_CLOSES, *"位は:="])
_LEAST_SIZE, _SIZE_REACH = 3, 12  # inches, and characters
_SIZED_AFTER = re.compile(r"(?:クラス|以上|以下)?の?(?:[A-Z48(]|[ァ-ヺ]|液晶|有機|画面)")


_LABELLED = re.compile(r"(?<![\d.,:/])\d{1,5}(?:\.\d{1,2})?[,:/]\Z")
_YEAR_LABEL = re.compile(r"(?:19|20)\d\d:")  # 2025:50億円
_IS_SPEC = re.compile(rf"\d[\d,.]*(?:[KMGT]B(?![A-Za-z])|ドル|円|[{LARGE}])")  # RTX 5090/32GB
_LABEL_REACH = 16
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_IN_NAME = re.compile(r"(?:[A-Za-z] ?|[ァ-ヺー]|[A-Za-z][A-Za-z0-9]*-)\Z")
_IS_LABEL = re.compile(r"[表図問案例章節項]\Z")
_OF_CLOCK = re.compile(r"(?<![A-Za-z])(?:[AaPp]\.?[Mm]\.?|[A-Z]{1,2}T|UTC|Mon|Tue|Wed|Thu|Fri|Sat|Sun) ?\Z")


def ends_in_name(before: str) -> bool:
    """Is a number after ``before`` the end of a name rather than an amount, as in RTX 5070 and ピクセル9?"""
    return _IN_NAME.search(before) is not None and _OF_CLOCK.search(before) is None


def _divides(text: str, start: int) -> bool:
    """Does the mark before ``start`` divide a name from a figure, as in RTX 5070:549ドル?"""
    before = text[max(0, start - _LABEL_REACH) : start]
    if text[start - 1] == "," and _THOUSANDS.match(text, start):
        return False
    number = _LABELLED.search(before)
    if number is None:
        return False
    label = before[: number.start()]
    is_year = _YEAR_LABEL.match(number.group()) is not None
    return is_year or ends_in_name(label) or _IS_LABEL.search(label) is not None


_ONE_BY_ONE = re.compile(r"1(?P<counter>つ|[一-龥ァ-ヺ]{1,2})(?:[1一](?P=counter)|ひと[りつ])")


def one_by_one_end(text: str, start: int) -> int | None:
    """Return the end of an idiom such as 1つ1つ, 1人ひとり and 1日1日, if it begins at ``start``."""
    idiom = _ONE_BY_ONE.match(text, start)
    return idiom.end() if idiom else None


def numbers_line(text: str, numeral: Numeral) -> bool:
    """Does a number with a space after it count the lines of a text, one of which stands beside it?

    So does the 27 of ``26 …⏎27 人は…``, of a verse or a listing.
    """
    if (
        numeral.value is None
        or numeral.value > _MOST_LINES
        or text[numeral.end + 1 : numeral.end + 2] in _DATE_UNITS
    ):
        return False
    before = text[: numeral.start].rstrip("\n").rpartition("\n")[2]
    after = text[numeral.end :].partition("\n")[2].lstrip("\n")
    return any(
        line is not None and int(line[1]) == numeral.value + step
        for line, step in ((_LINE_NUMBER.match(before), -1), (_LINE_NUMBER.match(after), 1))
    )


_MOST_LINES = 200
_DATE_UNITS = ("年", "月", "日")
_LINE_NUMBER = re.compile(r"(\d{1,4}) ")


_LEAST_YUAN = 1000
_TWO_CAPITALS = 2
_ACRONYM = re.compile(r"(?<![A-Za-z0-9._/-])[A-Z]{2,6}\Z")


def follows_acronym(text: str, start: int) -> bool:
    """Do digits stand directly after a word of capitals, as in PBR0.8倍?"""
    return _ACRONYM.search(text[max(0, start - 7) : start]) is not None


def is_no_model(figure: Figure) -> bool:
    """Is this, after a word of capitals, a figure rather than its model number, as in RTX4090台?

    Nor are AKB48元メンバー and CXD3271GW figures.
    """
    if figure.label == "MONEY":
        return figure.currency != "CNY" or not figure.value or figure.value >= _LEAST_YUAN
    if figure.label == "PERCENT":
        return True
    unit = figure.unit or ""
    if unit == "倍":
        return True
    measured = unit.isascii() and len(unit) > 1 and unit not in counters().counters
    return measured and not (unit.isupper() and unit[-1] != "B" and len(unit) == _TWO_CAPITALS)


def clock_end(text: str, end: int) -> int | None:
    """Return the end of the clock time (10時30分, 23:59) whose hour ends at ``end``, if there is one.

    After a name that ends in digits a colon makes no time of the day: Pixel 9:30%引き.
    """
    clock = _CLOCK.match(text, end)
    if clock is None or (text[end] == ":" and _divides(text, end + 1)):
        return None
    return clock.end()


def _is_blank(written: str) -> bool:
    """Does the 〇 stand for something left out, as in 〇十年, rather than for the 0 of 〇・五?"""
    return written[0] == "〇" and written[1:2] not in ("・", ".")


def _follows_name(text: str, numeral: Numeral) -> bool:
    """Does the numeral follow a Latin name, as in Gemini 2.5モデル?"""
    before = text[max(0, numeral.start - 2) : numeral.start]
    return before.endswith(" ") and _NAME.match(before) is not None and numeral.scale == 1


def _numbers_section(text: str, numeral: Numeral) -> bool:
    """Does the number begin a heading, a space after it, as in 2.3 課題?"""
    begins_line = numeral.start == 0 or text[numeral.start - 1] == "\n"
    return begins_line and numeral.scale == 1 and text.startswith(" ", numeral.end)


# 3 事業者及び経費
_HEADING = re.compile(r"(?:[、・]|及び|および|並びに|又は|または|と)[^。、はがをにで\n]{1,20}(?:\n|\Z)")

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
