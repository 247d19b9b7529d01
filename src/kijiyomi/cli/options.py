"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import click

from kijiyomi.archive.sources import Format

DEFAULT_MODEL = "default"

model_option = click.option(
    "--model",
    default=DEFAULT_MODEL,
    show_default=True,
    metavar="FOLDER",
    help="Trained model to suggest tags and categories with, or 'none'.",
)
user_dictionary_option = click.option(
    "--user-dictionary",
    type=click.Path(exists=True, dir_okay=False),
    metavar="CSV",
    help="Words the tokenizer shall know: surface, reading, part of speech.",
)
names_option = click.option(
    "--names", is_flag=True, help="Also find companies that no list has by a neural network; much slower."
)
workers_option = click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use."
)
quiet_option = click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
html_option = click.option("--html", metavar="FILE", help="Also write everything as an HTML page.")
format_option = click.option(
    "--format",
    type=click.Choice(get_args(Format)),
    help="Format of the archive's files when their names do not tell.",
)
id_column_option = click.option(
    "--id-column", default="id", show_default=True, help="Column that holds an article's identifier."
)
title_column_option = click.option(
    "--title-column", default="title", show_default=True, help="Column that holds the headline."
)
text_column_option = click.option(
    "--text-column", default="text", show_default=True, help="Column that holds the body."
)


def model_or_none(model: str) -> str | None:
    """Return the ``--model`` option as :func:`kijiyomi.load` takes it."""
    return None if model == "none" else model


def progress(quiet: bool) -> Callable[[str], None]:
    """Return what tells a person on standard error what is being done, or nothing."""
    return (lambda _: None) if quiet else lambda message: click.echo(message, err=True)


def write_html(path: str, page: str) -> None:
    """Write a page whole or not at all.

    Raises:
        InputError: If it cannot be written.
    """
    from pathlib import Path

    from kijiyomi.archive.writers import AtomicFile

    with AtomicFile(Path(path)) as stream:
        stream.write(page.encode("utf-8", "replace"))
