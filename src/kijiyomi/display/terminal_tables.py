"""Tables in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from kijiyomi.display.safe_text import replace_terminal_controls


def terminal_table(*columns: str, right: Sequence[str] = ()) -> Table:
    """Return an empty table without lines, whose cells fold.

    Args:
        columns: Their names.
        right: Names of those that are aligned to the right.
    """
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in columns:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    return table


def plain_text(text: str, style: str = "") -> Text:
    """Return text of which nothing is taken for rich's markup or for commands to the terminal."""
    return Text(replace_terminal_controls(text), style=style)
