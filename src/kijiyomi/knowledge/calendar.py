"""The words of the calendar: eras, seasons, holidays, 昨年, 上旬, 以降."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, read_data
from kijiyomi.records.analysis import DatePart, Modifier

DateLevel = Literal["year", "month", "century"]
"""What a part (初頭, 前半) can be of."""


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A holiday on a day of a month, or on its nth weekday.

    Attributes:
        month: 1 to 12.
        day: 1 to 31; ``None`` for one on a weekday.
        weekday: ISO weekday, 1 to 7.
        nth: Which one of the month.
    """

    month: Annotated[int, msgspec.Meta(ge=1, le=12)]
    day: Annotated[int, msgspec.Meta(ge=1, le=31)] | None = None
    weekday: Annotated[int, msgspec.Meta(ge=1, le=7)] | None = None
    nth: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None

    def __post_init__(self) -> None:
        on_weekday = self.weekday is not None and self.nth is not None
        if (self.day is None) != on_weekday or (self.weekday is None) != (self.nth is None):
            raise ValueError("a holiday has a day, or else a weekday and which one of the month it is (nth)")


class CalendarWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``numbers/calendar.toml``, whose comments say what each table means."""

    bounds: tuple[str, ...]
    eras: dict[str, int]
    seasons: dict[Literal["SP", "SU", "FA", "WI"], tuple[str, ...]]
    halves: dict[Literal["H1", "H2"], tuple[str, ...]]
    parts: dict[DateLevel, dict[DatePart, tuple[str, ...]]]
    after: dict[Modifier, tuple[str, ...]]
    after_day: dict[Modifier, tuple[str, ...]]
    holidays: dict[str, Holiday]
    periods: dict[Literal["past", "future"], tuple[str, ...]]
    origins: dict[str, int]
    relative: dict[Literal["year", "month", "day", "week", "fiscal", "quarter"], dict[str, int]]
    anaphoric: dict[Literal["year", "month"], tuple[str, ...]]


@lru_cache(maxsize=1)
def calendar_words() -> CalendarWords:
    """Return the words of the calendar, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(FOLDER / "numbers" / "calendar.toml", CalendarWords)
