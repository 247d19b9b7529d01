"""``kijiyomi score``: a whole archive into one file of records."""

from __future__ import annotations

import sys

import click

from kijiyomi.archive.sources import Format
from kijiyomi.cli import options

_SOME_FAILED, _NOTHING_DONE = 1, 2


@click.command(short_help="Write one analysis record for each article of an archive.")
@click.argument("archive")
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE",
    help="Where the records go: .jsonl, .csv (each also .gz or .zst) or .parquet.",
)
@options.workers_option
@options.model_option
@options.user_dictionary_option
@options.names_option
@options.format_option
@options.id_column_option
@options.title_column_option
@options.text_column_option
@click.option("--strict", is_flag=True, help="Stop at the first article that fails and write nothing.")
@options.quiet_option
def score(
    archive: str,
    output: str,
    workers: int,
    model: str,
    user_dictionary: str | None,
    names: bool,
    format: Format | None,
    id_column: str,
    title_column: str,
    text_column: str,
    strict: bool,
    quiet: bool,
) -> None:
    """Write one analysis record for each article of ARCHIVE, in its order.

    ARCHIVE is a folder of posts (Markdown with front matter), a .jsonl, .csv, .tsv or .parquet file (plain,
    .gz or .zst), a glob in quotes, or - for standard input with --format.

    Articles that fail are listed in NAME.errors.jsonl beside the output. Exit code 0: all well; 1: some
    articles failed; 2: nothing could be done.
    """
    from kijiyomi.archive import Columns, read_archive
    from kijiyomi.archive.scoring import score as score_archive

    summary = score_archive(
        read_archive(archive, format=format, columns=Columns(id_column, title_column, text_column)),
        output,
        model=options.model_or_none(model),
        user_dictionary=user_dictionary,
        names=names,
        workers=workers,
        strict=strict,
        progress=not quiet,
    )
    if not quiet:
        rate = summary.characters / max(summary.seconds, 1e-9)
        click.echo(
            f"{summary.scored:,} articles, {summary.characters:,} characters in {summary.seconds:.1f} s "
            f"({rate:,.0f} characters/s) → {summary.output}",
            err=True,
        )
    if summary.errors is not None:
        click.echo(f"failed: {summary.failures:,}, the first: {summary.first_failure}", err=True)
        click.echo(f"all of them with their reasons: {summary.errors}", err=True)
        sys.exit(_SOME_FAILED if summary.scored else _NOTHING_DONE)
