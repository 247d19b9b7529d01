"""What the readers of figures hand each other."""

from __future__ import annotations

from typing import NamedTuple

from kijiyomi.records.analysis import Basis, Change, DatePart, Modifier
from kijiyomi.records.labels import EntityLabel


class Figure(NamedTuple):
    """A figure in the normalised text, its values in the order of an entity's.

    Attributes:
        start: First code point.
        end: One past the last code point.
        label: MONEY, PERCENT, QUANTITY, DATE or DURATION; ``None`` for what looks like a figure and is
            none, such as a clock time, whose characters no other figure may claim.
        value: The number; ``None`` with a range or where the text gives none.
        min: Lower end of a range.
        max: Upper end of a range.
        currency: ISO 4217 code.
        unit: Unit or counter.
        timex: Value of a date or duration.
        modifier: How the figure is qualified.
        part: Which part of a date is meant.
        change: Which way it went.
        basis: What the change is measured against.
    """

    start: int
    end: int
    label: EntityLabel | None
    value: float | None = None
    min: float | None = None
    max: float | None = None
    currency: str | None = None
    unit: str | None = None
    timex: str | None = None
    modifier: Modifier | None = None
    part: DatePart | None = None
    change: Change | None = None
    basis: Basis | None = None
