"""``kijiyomi analyze``: one article, for a person or as JSON."""

from __future__ import annotations

import click

from kijiyomi.cli import options
from kijiyomi.cli.terminal import print_json_text
from kijiyomi.records.labels import EntityLabel


@click.command(short_help="Show what kijiyomi reads in one article.")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print the analysis record as JSON.")
@click.option("--explain", is_flag=True, help="Also show which words carried each category and tag.")
@options.model_option
@options.user_dictionary_option
@options.labels_option
@options.excerpt_length_option
def analyze(
    file: str,
    as_json: bool,
    explain: bool,
    model: str,
    user_dictionary: str | None,
    labels: tuple[EntityLabel, ...],
    excerpt_length: int,
) -> None:
    """Show what kijiyomi reads in FILE, a Markdown or text file; - is standard input."""
    from kijiyomi.analyzer import load
    from kijiyomi.archive.readers import read_post
    from kijiyomi.classifier.explain import Explained

    article = read_post(file)
    analyzer = load(
        options.model_or_none(model),
        user_dictionary=user_dictionary,
        labels=labels,
        excerpt_length=excerpt_length,
    )
    explained = analyzer.explain(article) if explain else Explained(analyzer.analyze(article), ())
    if as_json:
        print_json_text((explained if explain else explained.analysis).to_json(indent=2))
        return
    from kijiyomi.display.explanation import print_explained

    print_explained(explained)
