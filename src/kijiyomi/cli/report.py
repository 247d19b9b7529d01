"""``kijiyomi report``: one HTML page about a scored archive."""

from __future__ import annotations

from pathlib import Path

import click

from kijiyomi.cli import options


@click.command(short_help="Write one HTML page about a scored archive.")
@click.argument("scored", type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", required=True, metavar="FILE", help="Where the page goes, such as report.html."
)
@click.option(
    "--archive",
    help="The archive that was scored: its texts are shown, its labels and posts audited.",
)
@click.option(
    "--audit/--no-audit", "audited", default=True, help="Whether to audit the archive; takes minutes."
)
@click.option(
    "--exchange-rates",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="CSV",
    help="Yearly exchange rates (columns year, currency, rate, to): amounts are shown in one currency too.",
)
@options.archive_options
@options.quiet_option
def report(
    scored: Path,
    output: str,
    archive: str | None,
    audited: bool,
    exchange_rates: Path | None,
    reading: options.ArchiveOptions,
    quiet: bool,
) -> None:
    """Write a page about SCORED, a .parquet or .jsonl file of 'kijiyomi score'.

    It shows numbers, months, keywords that rise and fall, companies, investments by month, what figures say
    (who, what, how much, when, done or planned), GPUs, tags, categories, and a table of the articles to
    search and sort. It works without a network and sends nothing.
    """
    from kijiyomi.audit import audit
    from kijiyomi.report import ArticleLookup, Report, read_records, report_html
    from kijiyomi.statistics.exchange_rates import read_exchange_rates

    say = options.progress(quiet)
    rates = read_exchange_rates(exchange_rates) if exchange_rates else None
    records = read_records(scored)
    lookup, findings = ArticleLookup(), None
    if archive is not None:
        articles = list(reading.open(archive))
        lookup = ArticleLookup(articles)
        findings = audit(articles, progress=say) if audited else None
    sources = lookup.sources(records)
    unknown = sum(source.text is None for source in sources)
    if archive is not None and unknown:
        click.echo(
            f"{unknown:,} of {len(records):,} articles are shown without text: not in {archive}, or changed "
            "since; score it again",
            err=True,
        )
    say("writing the page")
    options.write_html(output, report_html(Report(scored.name, records, sources, findings, rates)))
