"""What all charts in Altair share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kijiyomi.display.entity_wording import MYRIADS
from kijiyomi.errors import DependencyError
from kijiyomi.records.analysis import Analysis

if TYPE_CHECKING:
    import altair as alt

AnyRecords = Iterable[Analysis | Mapping[str, Any]]
"""Analyses, or the records that ``kijiyomi score`` wrote, read back as dictionaries."""

JAPANESE_FONTS = '"Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif'


def load_altair() -> Any:
    """Return Altair.

    Raises:
        DependencyError: If it is not installed.
    """
    try:
        import altair
    except ImportError as error:
        raise DependencyError("charts need Altair: pip install 'kijiyomi[plot]'") from error
    return altair


def make_chart(rows: list[dict[str, Any]], title: str, mark: Any, **channels: Any) -> alt.Chart:
    """Return a chart of rows, in fonts that have Japanese characters."""
    altair = load_altair()
    plain = altair.Chart(altair.Data(values=rows), title=title, mark=mark)
    chart: alt.Chart = plain.encode(**channels).configure(font=JAPANESE_FONTS)
    return chart


def count_channel(channel: Any, counted: str) -> Any:
    """Return a channel whose axis counts something, such as ``articles``, without fractions."""
    return channel(f"{counted}:Q", title=counted, axis=load_altair().Axis(tickMinStep=1, format="d"))


def unabridged_axis() -> Any:
    """Return an axis that shows every label, long Japanese ones too."""
    return load_altair().Axis(labelLimit=260, labelOverlap=False)


def myriads_expression() -> str:
    """Return a number on an axis as Japanese readers write it, as an expression of Vega."""
    expression = "format(datum.value, '~r')"
    largest, _ = MYRIADS[0]
    for unit, name in reversed(MYRIADS):
        # Below the largest unit there are four digits at most, which are written without a comma.
        comma = "," if unit == largest else ""
        written = f"format(datum.value / {unit:.0f}, '{comma}~r') + '{name}'"
        expression = f"datum.value >= {unit:.0f} ? {written} : {expression}"
    return expression


def as_records(records: AnyRecords) -> list[Mapping[str, Any]]:
    """Return analyses as records."""
    return [given.to_dict() if isinstance(given, Analysis) else given for given in records]
