"""What all charts share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kijiyomi.errors import DependencyError
from kijiyomi.records.analysis import Analysis

if TYPE_CHECKING:
    import altair as alt

Records = Iterable[Analysis | Mapping[str, Any]]

FONTS = '"Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif'


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
    chart: alt.Chart = plain.encode(**channels).configure(font=FONTS)
    return chart


def articles_axis(channel: Any) -> Any:
    """Return the channel that counts articles."""
    return channel("articles:Q", title="articles", axis=load_altair().Axis(tickMinStep=1, format="d"))


def readable_axis(altair: Any) -> Any:
    """Return an axis that shows every label, long Japanese ones too."""
    return altair.Axis(labelLimit=260, labelOverlap=False)


def record_dicts(records: Records) -> Iterator[Mapping[str, Any]]:
    """Yield analyses as records."""
    for record in records:
        yield record.to_dict() if isinstance(record, Analysis) else record
