"""Tables in self-contained HTML pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from kijiyomi.display.safe_text import escape_html

_NUMBER = ' class="number"'


def html_page(title: str, sections: Iterable[str]) -> str:
    """Return a page; nothing in it is fetched from elsewhere.

    Args:
        title: Plain text.
        sections: HTML.
    """
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape_html(title)}</title><style>{_css()}</style></head>"
        f"<body><main><h1>{escape_html(title)}</h1>{''.join(sections)}</main></body></html>\n"
    )


def html_table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table with its caption; columns of numbers are aligned to the right.

    Args:
        caption: Plain text.
        columns: Names of the columns, plain text.
        rows: Cells, plain text or numbers.
    """
    listed = list(rows)
    numbers = [all(isinstance(row[index], int | float) for row in listed) for index in range(len(columns))]
    head = "".join(
        f'<th scope="col"{_NUMBER * number}>{escape_html(column)}</th>'
        for column, number in zip(columns, numbers, strict=True)
    )
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in listed)
    return (
        f'<div class="wide"><table><caption>{escape_html(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"<td{_NUMBER}>{value:.3f}</td>"
    if isinstance(value, int):
        return f"<td{_NUMBER}>{value:,}</td>"
    return f"<td>{escape_html(str(value))}</td>"


@lru_cache(maxsize=1)
def _css() -> str:
    return files("kijiyomi.display").joinpath("html_tables.css").read_text(encoding="utf-8")
