"""The words around numbers: those that qualify a figure, and those that numerals are part of."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, check_known, read_data
from kijiyomi.records.analysis import Modifier


class ModifierWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``numbers/modifiers.toml``: what qualifies a figure, by meaning.

    Attributes:
        before: Words before the figure, inside its span.
        after: Words after the figure, inside its span.
        beyond: Words after the figure, outside its span.
        not_before: By word, a regular expression of what makes it the beginning of another word.
    """

    before: dict[Modifier, tuple[str, ...]]
    after: dict[Modifier, tuple[str, ...]]
    beyond: dict[Modifier, tuple[str, ...]]
    not_before: dict[str, str]

    def __post_init__(self) -> None:
        groups = chain(self.after.values(), self.beyond.values())
        check_known("not_before", self.not_before, set(chain.from_iterable(groups)))


class ExclusionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``numbers/exclusions.toml``: where digits and kanji numerals are no figures.

    Attributes:
        before: The characters after which a kanji numeral is part of a word.
        small_counts: By kanji numeral (or several), the counters it counts with when it stands alone.
        number_of: The characters after which 数 ends a word.
        words: Regular expressions of words that begin with a kanji numeral.
        named: Names that a number with a counter goes on.
        exclaimed: The units that 何 counts in exclamations.
        unit_labels: Regular expressions of what stands before a unit that is no amount: 単位:百万円.
        versioned: What has versions: Android 2.1以上.
        identified: By counter, the number from which on it rather names one: 8080ポート.
        counted_before: Regular expressions of what before such a number makes it a count: 最大2048ポート.
        counted_after: The same of what stands after the unit: 2048ポート以上.
        rounded: Regular expression of what makes 百万円未満 a rule of rounding.
        numbered: The counters that number one thing after the other: a middle dot lists their digits.
        sized: The words beside which a number with 型 is a size.
    """

    before: str
    small_counts: dict[str, tuple[str, ...]]
    number_of: str
    words: tuple[str, ...]
    named: tuple[str, ...]
    exclaimed: tuple[str, ...]
    unit_labels: tuple[str, ...]
    versioned: tuple[str, ...]
    identified: dict[str, int]
    counted_before: tuple[str, ...]
    counted_after: tuple[str, ...]
    rounded: str
    numbered: tuple[str, ...]
    sized: tuple[str, ...]


@lru_cache(maxsize=1)
def modifier_words() -> ModifierWords:
    """Return what qualifies a figure, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(FOLDER / "numbers" / "modifiers.toml", ModifierWords)


@lru_cache(maxsize=1)
def exclusion_words() -> ExclusionWords:
    """Return where numerals are no figures, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(FOLDER / "numbers" / "exclusions.toml", ExclusionWords)
