"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kijiyomi.archive.formats import INPUT_NAMES
from kijiyomi.archive.table_rows import ColumnNames
from kijiyomi.cli.terminal import say
from kijiyomi.excerpt import MAX_EXCERPT, MIN_LENGTH
from kijiyomi.records.labels import DEFAULT_LABELS, OPTIONAL_LABELS, EntityLabel, choose_labels

if TYPE_CHECKING:
    from kijiyomi.archive.failure import Failure
    from kijiyomi.archive.readers import Archive

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


def _chosen_labels(
    _context: click.Context, _parameter: click.Parameter, asked: str
) -> tuple[EntityLabel, ...]:
    try:
        return choose_labels(asked)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


labels_option = click.option(
    "--labels",
    callback=_chosen_labels,
    default="default",
    show_default=True,
    metavar="LABELS",
    help=f"Entities to find, with commas: default ({', '.join(DEFAULT_LABELS)}), "
    f"{', '.join(OPTIONAL_LABELS)}, or all.",
)
excerpt_length_option = click.option(
    "--excerpt-length",
    type=click.IntRange(min=MIN_LENGTH),
    default=MAX_EXCERPT,
    show_default=True,
    metavar="CHARACTERS",
    help="Length of an excerpt at most; sentences are never cut.",
)
workers_option = click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use."
)
quiet_option = click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
html_option = click.option("--html", metavar="FILE", help="Also write everything as an HTML page.")


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """How the archive of a command is read.

    Attributes:
        format: Name of its files' format, if it was given.
        columns: Names of its columns.
    """

    format: str | None
    columns: ColumnNames

    def open(self, source: str, *, skip: bool = True) -> Archive:
        """Return the archive.

        Args:
            source: What was given on the command line.
            skip: Whether articles that cannot be read are skipped, with a message on standard error.

        Raises:
            InputError: If there is no such archive.
        """
        from kijiyomi.archive import read_archive

        on_unreadable = _say_skipped if skip else None
        return read_archive(source, format=self.format, columns=self.columns, on_unreadable=on_unreadable)


def _say_skipped(failure: Failure) -> None:
    say(f"skipped: {failure.reason}")


_ARCHIVE_OPTIONS = (
    click.option(
        "--format",
        type=click.Choice(INPUT_NAMES),
        help="Format of the archive's files when their names do not tell.",
    ),
    click.option(
        "--id-column", default="id", show_default=True, help="Column that holds an article's identifier."
    ),
    click.option(
        "--title-column", default="title", show_default=True, help="Column that holds the headline."
    ),
    click.option("--text-column", default="text", show_default=True, help="Column that holds the body."),
)


def archive_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how an archive is read; the command is given them as ``reading``."""

    @wraps(command)
    def with_reading(
        *, format: str | None, id_column: str, title_column: str, text_column: str, **others: Any
    ) -> None:
        columns = ColumnNames(id_column, title_column, text_column)
        command(reading=ArchiveOptions(format, columns), **others)

    for option in reversed(_ARCHIVE_OPTIONS):
        with_reading = option(with_reading)
    return with_reading


def help_with(**values: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Fill ``{fields}`` in the docstring of a command, which is its help."""

    def filled(command: Callable[..., None]) -> Callable[..., None]:
        command.__doc__ = (command.__doc__ or "").format(**values)
        return command

    return filled


def model_or_none(model: str) -> str | None:
    """Return the ``--model`` option as :func:`kijiyomi.load` takes it."""
    return None if model == "none" else model


def progress(quiet: bool) -> Callable[[str], None]:
    """Return what says on standard error what is being done, or says nothing if ``quiet``."""
    return (lambda _: None) if quiet else say


def write_html(path: str, page: str) -> None:
    """Write a page whole or not at all.

    Raises:
        InputError: If it cannot be written.
    """
    from kijiyomi.archive.atomic_file import AtomicFile

    with AtomicFile(Path(path)) as stream:
        stream.write(page.encode("utf-8", "replace"))
