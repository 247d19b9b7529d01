"""Units of time and the words that distinguish lengths of time from dates."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, check_known, read_data

Designator = Literal["Y", "M", "W", "BD", "D", "TH", "TM", "TS"]
"""A designator of ISO 8601 (BD is a working day); those of the time of day begin with T."""


class TimeUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of time.

    Attributes:
        designator: What it is counted in.
        count: How many of them it is.
        closing: Does no smaller unit follow it?
        vague_only: Do only vague numbers count it?
    """

    designator: Designator
    count: Decimal = Decimal(1)
    closing: bool = False
    vague_only: bool = False


class LengthCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions of what makes 3日 a length of time rather than a day of the month.

    Attributes:
        before: What stands before the number.
        after: What stands after 日.
        one_day_after: What stands after 1日.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    one_day_after: tuple[str, ...]


class DurationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``numbers/durations.toml``.

    Attributes:
        whole: Prefixes of a whole length of time.
        designators: The designators from coarse to fine, with about how many seconds each is.
        units: Units of time as written.
        halves: Lengths of time without a number of their own, such as 半年.
        length_cues: What makes 3日 a length of time.
        directions: tuple[str, ...] after a length of time that say when it ends or began; for each a regular
            expression of what makes it the beginning of another word.
        not_before: The same for units.
    """

    whole: tuple[str, ...]
    designators: dict[Designator, int]
    units: dict[str, TimeUnit]
    halves: dict[str, TimeUnit]
    length_cues: LengthCues
    directions: dict[Literal["before", "after"], dict[str, str]]
    not_before: dict[str, str]

    def __post_init__(self) -> None:
        used = {unit.designator for unit in (*self.units.values(), *self.halves.values())}
        check_known("units and halves", used, self.designators)
        check_known("not_before", self.not_before, self.units)


@lru_cache(maxsize=1)
def duration_words() -> DurationWords:
    """Return the units of time and their words, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(FOLDER / "numbers" / "durations.toml", DurationWords)
