"""``kijiyomi train``: a model of an archive's own categories and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kijiyomi.cli import options

if TYPE_CHECKING:
    from kijiyomi.classifier.training.fitting import Order


@click.command(short_help="Learn an archive's categories and tags.")
@click.argument("archive")
@click.option("--output", "-o", required=True, metavar="FOLDER", help="Where the model goes.")
@click.option(
    "--vocabulary",
    type=click.Path(exists=True, dir_okay=False),
    metavar="TOML",
    help="Tags known beforehand, with their ids and aliases; every other tag then counts as a name.",
)
@click.option(
    "--min-count",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    help="Articles a tag needs to be learnt from words; rarer ones are found by their names.",
)
@click.option(
    "--validation",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    help="Parts of the cross-validation that calibrates probabilities and thresholds.",
)
@click.option(
    "--validation-order",
    type=click.Choice(["random", "time"]),
    default="random",
    show_default=True,
    help="Random parts, or parts in the order of their dates, each judged by what came before it.",
)
@click.option("--seed", default=0, show_default=True, help="The same archive and seed give the same model.")
@click.option("--search", is_flag=True, help="Try six ways by cross-validation and take the best; slower.")
@click.option(
    "--start-from",
    metavar="FOLDER",
    help="Model of the archive before it grew: keep its settings and calibration, learn only the rest anew.",
)
@options.archive_options
@options.quiet_option
def train(
    archive: str,
    output: str,
    vocabulary: str | None,
    min_count: int,
    validation: int,
    validation_order: Order,
    seed: int,
    search: bool,
    start_from: str | None,
    reading: options.ArchiveOptions,
    quiet: bool,
) -> None:
    """Learn the categories and tags of ARCHIVE and write the model to a folder.

    ARCHIVE is anything that `kijiyomi score` reads; the labels come from `categories` and `tags` (or
    `category` and `tag`) in the front matter or columns.
    """
    from kijiyomi.classifier import Model
    from kijiyomi.classifier.model_card import write_card
    from kijiyomi.classifier.training.train import train as learn

    if search and start_from:
        raise click.UsageError(
            "--start-from keeps the settings of its model, so there is nothing to --search"
        )
    say = options.progress(quiet)
    articles = reading.open(archive)
    model = learn(
        articles,
        seed=seed,
        validation=validation,
        order=validation_order,
        min_count=min_count,
        vocabulary=vocabulary,
        search=search,
        start_from=Model.load(start_from) if start_from else None,
        progress=say,
    )
    write_card(model.save(output), output)
    say(f"model → {output}")
