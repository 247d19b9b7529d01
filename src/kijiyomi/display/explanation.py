"""Why categories and tags are suggested, for the terminal and notebooks."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kijiyomi.classifier.explain import Explained, Explanation, Fact, Reason
from kijiyomi.display.html import analysis_html
from kijiyomi.display.tables import escaped
from kijiyomi.display.terminal import print_report
from kijiyomi.display.wording import showable

_MOST_FACTS = 4
_PLACES = {"title": "タイトル", "body": "本文"}


def print_explained(explained: Explained, console: Console | None = None) -> None:
    """Print an analysis and what carried each of its labels.

    Args:
        explained: What to print; none of it is taken for markup or terminal commands.
        console: Where to; standard output when not given.
    """
    console = console or Console(highlight=False)
    print_report(explained.analysis, console)
    console.print(Group(*_parts(explained)))


def explanation_html(explained: Explained) -> str:
    """Return the analysis and what carried each of its labels as HTML that stands on its own."""
    rows = "".join(map(_row, explained.explanations))
    if not rows:
        return analysis_html(explained.analysis)
    head = "".join(f"<th>{name}</th>" for name in ("ラベル", "根拠となった語句", "その他の根拠"))
    return (
        f"{analysis_html(explained.analysis)}"
        f'<section class="kijiyomi tex2jax_ignore mathjax_ignore" lang="ja">'
        f'<p class="kijiyomi-quiet">数は対数オッズへの寄与</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _parts(explained: Explained) -> Iterator[RenderableType]:
    if not explained.explanations:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("Label", "Words that carried it", "What else did"):
        table.add_column(name, overflow="fold")
    for one in explained.explanations:
        cells = (
            f"{one.label} {one.score:.0%}",
            ", ".join(map(_reason, one.reasons)),
            ", ".join(map(_fact, one.facts[:_MOST_FACTS])),
        )
        table.add_row(*(Text(showable(cell)) for cell in cells))
    yield from (Text(), Rule("Why (log odds)", align="left", style="dim"), table)


def _reason(reason: Reason) -> str:
    where = " in title" if reason.place == "title" else ""
    times = f" ×{len(reason.spans)}" if len(reason.spans) > 1 else ""
    return f"{reason.text}{times}{where} {reason.weight:+.2f}"


def _fact(fact: Fact) -> str:
    return f"{fact.name} {fact.weight:+.2f}"


def _row(one: Explanation) -> str:
    chips = "".join(map(_chip, one.reasons))
    facts = "、".join(map(_fact, one.facts[:_MOST_FACTS]))
    return f"<tr><td>{escaped(one.label)} {one.score:.0%}</td><td>{chips}</td><td>{escaped(facts)}</td></tr>"


def _chip(reason: Reason) -> str:
    hover = f"{_PLACES[reason.place]}、{len(reason.spans)}か所"
    weight = f'<span class="kijiyomi-quiet">{reason.weight:+.2f}</span>'
    return f'<span class="kijiyomi-chip" title="{hover}">{escaped(reason.text)} {weight}</span>'
