"""``kijiyomi audit``: what is wrong with an archive's labels and posts."""

from __future__ import annotations

import json

import click

from kijiyomi.archive.sources import Format
from kijiyomi.cli import options


@click.command(short_help="Find useless, wrong and missing labels in an archive.")
@click.argument("archive")
@click.option("--json", "as_json", is_flag=True, help="Print every finding as JSON.")
@options.html_option
@options.format_option
@options.id_column_option
@options.title_column_option
@options.text_column_option
@options.quiet_option
def audit(
    archive: str,
    as_json: bool,
    html: str | None,
    format: Format | None,
    id_column: str,
    title_column: str,
    text_column: str,
    quiet: bool,
) -> None:
    """List what an editor should look at in ARCHIVE, the worst first, each with its evidence.

    Found are tags on nearly every post, spellings and near-synonyms of one tag, posts whose category or
    tags look wrong, reading times that do not fit, templated excerpts, near-duplicates and repetitions.
    Nothing is changed.
    """
    from kijiyomi.archive import ColumnNames, read_archive
    from kijiyomi.audit import audit as look_over
    from kijiyomi.display.audit import audit_html, print_audit

    articles = read_archive(
        archive,
        format=format,
        columns=ColumnNames(id_column, title_column, text_column),
        on_unreadable=lambda unreadable: click.echo(f"passed over: {unreadable.reason}", err=True),
    )
    result = look_over(articles, progress=options.progress(quiet))
    if html:
        options.write_html(html, audit_html(result))
    if as_json:
        click.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=2))
    else:
        print_audit(result)
