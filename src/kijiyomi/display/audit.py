"""An audit for the terminal and as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from kijiyomi.audit import Audit, Finding
from kijiyomi.display.html_tables import html_page, html_table
from kijiyomi.display.terminal_tables import plain_text, terminal_table

_COLUMNS = ("Problem", "Posts", "What", "Evidence")


def print_audit(audit: Audit, console: Console | None = None, *, most: int = 40) -> None:
    """Print how many findings of each kind there are, and the worst.

    Args:
        audit: What to print; none of it is taken for markup or terminal commands.
        console: Where to; standard output when not given.
        most: Findings to list.
    """
    (console or Console(highlight=False)).print(Group(*_parts(audit, most)))


def audit_html(audit: Audit) -> str:
    """Return the audit as a page with every finding."""
    summary = html_table("Problems", ("Problem", "Findings", "Posts"), _summary(audit))
    rows = ((f.kind.value, len(f.posts), f.subject, f.sentence()) for f in audit.findings)
    listed = html_table("Findings, the worst first", _COLUMNS, rows)
    return html_page(f"Audit of {audit.posts:,} posts", (summary, listed) if audit.findings else ())


def _parts(audit: Audit, most: int) -> Iterator[RenderableType]:
    if not audit.findings:
        yield Text(f"{audit.posts:,} posts, nothing found")
        return
    yield Text(f"{audit.posts:,} posts", style="bold")
    summary = terminal_table("Problem", "Findings", "Posts", right=("Findings", "Posts"))
    for kind, findings, posts in _summary(audit):
        summary.add_row(kind, f"{findings:,}", f"{posts:,}")
    yield from (summary, Text())
    listed = terminal_table(*_COLUMNS, right=("Posts",))
    for finding in audit.findings[:most]:
        listed.add_row(*_row(finding))
    yield listed
    if len(audit.findings) > most:
        yield Text(f"… and {len(audit.findings) - most:,} more; --html or --json list all", style="dim")


def _summary(audit: Audit) -> list[tuple[str, int, int]]:
    counts = Counter(finding.kind for finding in audit.findings)
    concerned = {
        kind: {post for f in audit.findings if f.kind == kind for post in f.posts} for kind in counts
    }
    return [(kind.value, count, len(concerned[kind])) for kind, count in counts.items()]


def _row(finding: Finding) -> tuple[Text, ...]:
    cells = (finding.kind.value, f"{len(finding.posts):,}", finding.subject, finding.sentence())
    return tuple(plain_text(cell) for cell in cells)
