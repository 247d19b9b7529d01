"""``kijiyomi score``: a whole archive into one file of records."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypedDict

import click
from click.core import ParameterSource

from kijiyomi.archive.formats import compression_endings, output_endings, table_endings
from kijiyomi.cli import options
from kijiyomi.cli.terminal import say
from kijiyomi.records.labels import EntityLabel

if TYPE_CHECKING:
    from kijiyomi.archive.summary import Summary

_SOME_FAILED, _NOTHING_DONE, _INTERRUPTED = 1, 2, 130


class _AnalyzerArguments(TypedDict):
    model: str | None
    user_dictionary: str | None
    labels: tuple[EntityLabel, ...]
    excerpt_length: int


_LOCAL_ONLY = ("workers", "cache", "tables", "safe_csv", "strict", "time_limit", "memory_limit")


def _refuse_local_options(context: click.Context) -> None:
    local = (option for option in context.command.params if option.name in _LOCAL_ONLY)
    for option in local:
        if context.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option.opts[0]} is for the local engine; leave it out")


@click.command(short_help="Write one analysis record for each article of an archive.")
@click.argument("archive")
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE",
    help=f"Where the records go: {output_endings()}; NAME.parquet/ is a folder.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Worker processes here, or Spark: the cluster spark-submit names, else this machine.",
)
@options.workers_option
@options.model_option
@options.user_dictionary_option
@options.labels_option
@options.excerpt_length_option
@options.archive_options
@click.option(
    "--cache", metavar="FILE", help="Keep scored articles here; those that did not change come from it."
)
@click.option(
    "--tables",
    is_flag=True,
    help="Also write NAME.entities.parquet, NAME.keywords.parquet and NAME.facts.parquet, flat.",
)
@click.option(
    "--safe-csv",
    is_flag=True,
    help="For spreadsheets: an apostrophe before cells of a .csv that would be formulas.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Time for an article, and for every further million characters of it.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=256),
    default=2048,
    show_default=True,
    metavar="MB",
    help="Memory of a worker process (Linux).",
)
@click.option("--strict", is_flag=True, help="Stop at the first article that fails and write nothing.")
@options.quiet_option
@options.help_with(tables=table_endings(), compressions=compression_endings())
def score(
    archive: str,
    output: str,
    engine: str,
    workers: int,
    model: str,
    user_dictionary: str | None,
    labels: tuple[EntityLabel, ...],
    excerpt_length: int,
    reading: options.ArchiveOptions,
    cache: str | None,
    tables: bool,
    safe_csv: bool,
    time_limit: float,
    memory_limit: int,
    strict: bool,
    quiet: bool,
) -> None:
    """Write one analysis record for each article of ARCHIVE, in its order.

    ARCHIVE is a folder of posts (Markdown with front matter), a {tables} file (plain,
    {compressions}), a glob in quotes, or - for standard input with --format.

    Articles that fail are listed in NAME.errors.jsonl beside the output, those that crash or hang too. A run
    that was interrupted goes on where it was when the same command is given again.

    Exit code 0: all well; 1: some articles failed, or there was none; 2: nothing could be done, and what
    stood there is as it was; 130: interrupted.
    """
    from kijiyomi.archive import Limits
    from kijiyomi.archive.scoring import score as score_archive

    articles = reading.open(archive, skip=False)
    arguments: _AnalyzerArguments = {
        "model": options.model_or_none(model),
        "user_dictionary": user_dictionary,
        "labels": labels,
        "excerpt_length": excerpt_length,
    }
    try:
        if engine == "spark":
            _refuse_local_options(click.get_current_context())
            from kijiyomi.archive.engines.spark import score_with_spark

            summary = score_with_spark(articles, output, **arguments)
        else:
            summary = score_archive(
                articles,
                output,
                **arguments,
                workers=workers,
                limits=Limits(time_limit, memory_limit),
                cache=cache,
                tables=tables,
                safe_csv=safe_csv,
                strict=strict,
                progress=not quiet,
            )
    except KeyboardInterrupt:
        click.echo("interrupted; what is finished is kept: give the same command to go on", err=True)
        sys.exit(_INTERRUPTED)
    _report(summary, quiet=quiet)
    if summary.failures:
        sys.exit(_SOME_FAILED if summary.scored else _NOTHING_DONE)
    if not summary.is_written:
        sys.exit(_SOME_FAILED)


def _report(summary: Summary, *, quiet: bool) -> None:
    """Say on standard error what a run did; what went wrong also when it should be ``quiet``."""

    if not quiet and summary.is_written:
        rate = summary.characters / max(summary.seconds, 1e-9)
        say(
            f"{summary.scored:,} articles, {summary.characters:,} characters in {summary.seconds:.1f} s "
            f"({rate:,.0f} characters/s) → {summary.output}"
        )
    if not quiet and summary.resumed:
        say(f"of them taken over from an interrupted run: {summary.resumed:,}")
    if summary.failures:
        say(f"failed: {summary.failures:,}, the first: {summary.first_failure}")
    for reason in summary.without_rows:
        say(f"no article: {reason}")
    if summary.errors is not None:
        say(f"all of them with their reasons: {summary.errors}")
    elif not summary.is_written:
        say(f"nothing was written to {summary.output}")
