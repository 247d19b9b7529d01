"""``kijiyomi evaluate``: how well a model's suggestions agree with an archive's labels."""

from __future__ import annotations

import click

from kijiyomi.cli import options
from kijiyomi.cli.terminal import print_json, print_text


@click.command(short_help="Compare a model's suggestions with an archive's labels.")
@click.argument("model")
@click.argument("archive")
@click.option("--json", "as_json", is_flag=True, help="Print every number as JSON.")
@options.html_option
@options.archive_options
def evaluate(
    model: str,
    archive: str,
    as_json: bool,
    html: str | None,
    reading: options.ArchiveOptions,
) -> None:
    """Compare what MODEL suggests for the articles of ARCHIVE with their own categories and tags.

    MODEL is a folder that `kijiyomi train` wrote, or 'default'. The articles must not be among those it
    was trained on.
    """
    from kijiyomi.classifier import Model, default_model_path
    from kijiyomi.classifier.evaluate import evaluate as compare

    articles = reading.open(archive)
    result = compare(Model.load(default_model_path() if model == "default" else model), articles)
    if html:
        from kijiyomi.display.evaluation_html import evaluation_html

        options.write_html(html, evaluation_html(result))
    if as_json:
        print_json(result.to_dict())
    else:
        print_text(result.to_text())
