"""An analysis in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kijiyomi.display.entity_wording import describe
from kijiyomi.display.fact_wording import describe_property, status_name
from kijiyomi.display.terminal_tables import plain_text, terminal_table
from kijiyomi.records.analysis import Analysis, Entity
from kijiyomi.records.labels import LABELS, EntityLabel

_ROWS_PER_LABEL = 12
_FACTS_SHOWN = 40


def print_analysis(analysis: Analysis, console: Console | None = None) -> None:
    """Print what was found in an article.

    Args:
        analysis: What to print; none of it is taken for markup or terminal commands.
        console: Where to; standard output when not given.
    """
    (console or Console(highlight=False)).print(Group(*_parts(analysis)))


def _parts(analysis: Analysis) -> Iterator[RenderableType]:
    yield plain_text(analysis.title or analysis.id or "(no title)", style="bold")
    if analysis.path:
        yield plain_text(analysis.path, style="dim")
    yield Text()
    yield _properties(analysis)
    if analysis.keywords:
        yield from (Text(), Rule("Keywords", align="left", style="dim"), _keywords(analysis))
    if analysis.entities:
        yield from (Text(), Rule("Entities", align="left", style="dim"), _entities(analysis))
    if analysis.facts:
        yield from (Text(), Rule("Facts", align="left", style="dim"), _facts(analysis))
    for warning in analysis.warnings:
        yield plain_text(f"warning: {warning}", style="yellow")


def _properties(analysis: Analysis) -> Table:
    time = analysis.reading_time
    properties = {
        "Reading time": f"{time.minutes:,} min ({time.seconds:,.0f} s, {analysis.characters:,} characters)",
        "Categories": ", ".join(f"{c.label} {c.score:.0%}" for c in analysis.categories),
        "Tags": ", ".join(f"{t.label} {t.score:.0%}" for t in analysis.tags),
        "Subjects": ", ".join(f"{s.label} {s.score:.0%}" for s in analysis.subjects),
        "Excerpt": analysis.excerpt,
    }
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, value in properties.items():
        if value:
            table.add_row(Text(name), plain_text(value))
    return table


def _keywords(analysis: Analysis) -> Table:
    table = terminal_table("Keyword", "Score", "Count", right=("Score", "Count"))
    for keyword in analysis.keywords:
        table.add_row(plain_text(keyword.text), Text(f"{keyword.score:.3g}"), Text(f"{keyword.count:,}"))
    return table


def _entities(analysis: Analysis) -> Table:
    table = terminal_table("Label", "First written as", "Name or value", "Count", right=("Count",))
    for label in LABELS:
        groups = _groups(analysis, label)
        for group in groups[:_ROWS_PER_LABEL]:
            table.add_row(
                Text(label, style=LABELS[label].terminal),
                plain_text(group.first.text),
                plain_text(describe(group.first)),
                Text(f"{group.times:,}"),
            )
        if len(groups) > _ROWS_PER_LABEL:
            table.add_row(Text(), Text(f"… and {len(groups) - _ROWS_PER_LABEL:,} more", style="dim"))
    return table


def _facts(analysis: Analysis) -> Table:
    table = terminal_table("Figure", "Whose", "What", "When", "Status")
    for fact in analysis.facts[:_FACTS_SHOWN]:
        table.add_row(
            plain_text(fact.text),
            plain_text(fact.entity.name if fact.entity else "–"),
            plain_text(describe_property(fact.to_dict())),
            plain_text(fact.when.text if fact.when else "–"),
            Text(status_name(fact.status)),
        )
    if len(analysis.facts) > _FACTS_SHOWN:
        table.add_row(Text(f"… and {len(analysis.facts) - _FACTS_SHOWN:,} more", style="dim"))
    return table


class _Group(NamedTuple):
    first: Entity
    times: int


def _groups(analysis: Analysis, label: EntityLabel) -> list[_Group]:
    """Return entities of one name or value together, most frequent first."""
    groups: dict[str, _Group] = {}
    for entity in analysis.entities:
        if entity.label == label:
            value = describe(entity)
            group = groups.get(value, _Group(entity, 0))
            groups[value] = group._replace(times=group.times + 1)
    return sorted(groups.values(), key=lambda group: -group.times)
