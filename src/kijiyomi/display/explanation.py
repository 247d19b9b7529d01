"""Why categories and tags are suggested, in the terminal and as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from kijiyomi.classifier.explain import Explained, Explanation, Factor, Reason
from kijiyomi.display.analysis_html import analysis_html
from kijiyomi.display.analysis_terminal import print_analysis
from kijiyomi.display.safe_text import escape_html
from kijiyomi.display.terminal_tables import plain_text, terminal_table

_MOST_FACTORS = 4
_PARTS_OF_ARTICLE = {"title": "タイトル", "body": "本文"}


def print_explained(explained: Explained, console: Console | None = None) -> None:
    """Print an analysis and what carried each of its labels.

    Args:
        explained: What to print; none of it is taken for markup or terminal commands.
        console: Where to; standard output when not given.
    """
    console = console or Console(highlight=False)
    print_analysis(explained.analysis, console)
    console.print(Group(*_parts(explained)))


def explanation_html(explained: Explained) -> str:
    """Return the analysis and what carried each of its labels as self-contained HTML."""
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
    table = terminal_table("Label", "Words that carried it", "What else did")
    for one in explained.explanations:
        cells = (
            f"{one.label} {one.score:.0%}",
            ", ".join(map(_reason, one.reasons)),
            ", ".join(map(_factor, one.factors[:_MOST_FACTORS])),
        )
        table.add_row(*map(plain_text, cells))
    yield from (Text(), Rule("Why (log odds)", align="left", style="dim"), table)


def _reason(reason: Reason) -> str:
    where = " in title" if reason.place == "title" else ""
    times = f" ×{len(reason.spans)}" if len(reason.spans) > 1 else ""
    return f"{reason.text}{times}{where} {reason.weight:+.2f}"


def _factor(factor: Factor) -> str:
    return f"{factor.name} {factor.weight:+.2f}"


def _row(one: Explanation) -> str:
    label = escape_html(f"{one.label} {one.score:.0%}")
    chips = "".join(map(_chip, one.reasons))
    factors = escape_html("、".join(map(_factor, one.factors[:_MOST_FACTORS])))
    return f"<tr><td>{label}</td><td>{chips}</td><td>{factors}</td></tr>"


def _chip(reason: Reason) -> str:
    hover = f"{_PARTS_OF_ARTICLE[reason.place]}、{len(reason.spans)}か所"
    weight = f'<span class="kijiyomi-quiet">{reason.weight:+.2f}</span>'
    return f'<span class="kijiyomi-chip" title="{hover}">{escape_html(reason.text)} {weight}</span>'
