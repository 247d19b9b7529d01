"""``kijiyomi audit``: what is wrong with an archive's labels and posts."""

from __future__ import annotations

import click

from kijiyomi.cli import options
from kijiyomi.cli.terminal import print_json


@click.command(short_help="Find useless, wrong and missing labels in an archive.")
@click.argument("archive")
@click.option("--json", "as_json", is_flag=True, help="Print every finding as JSON.")
@options.html_option
@options.archive_options
@options.quiet_option
def audit(
    archive: str,
    as_json: bool,
    html: str | None,
    reading: options.ArchiveOptions,
    quiet: bool,
) -> None:
    """List what an editor should look at in ARCHIVE, the worst first, each with its evidence.

    Found are tags on nearly every post, spellings and near-synonyms of one tag, posts whose category or
    tags look wrong, reading times that do not fit, templated excerpts, near-duplicates and repetitions.
    Nothing is changed.
    """
    from kijiyomi.audit import audit as run_audit
    from kijiyomi.display.audit import audit_html, print_audit

    articles = reading.open(archive)
    result = run_audit(articles, progress=options.progress(quiet))
    if html:
        options.write_html(html, audit_html(result))
    if as_json:
        print_json(result.to_dict())
    else:
        print_audit(result)
