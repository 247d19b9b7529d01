"""``kijiyomi tag``: write reading time, tags, categories and excerpts into posts' front matter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kijiyomi.cli import options
from kijiyomi.cli.terminal import say
from kijiyomi.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kijiyomi.analyzer import Analyzer
    from kijiyomi.tagging import Proposal, Skipped, TaggingPlan

_WOULD_CHANGE, _NOTHING_DONE = 1, 2
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command(short_help="Write reading time, tags, categories, excerpt into posts.")
@click.argument("archive", nargs=-1, required=True)
@click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="FIELD=MODE",
    help="FIELD: reading_time, tags, categories, excerpt, keywords, subjects. MODE: fill what is missing, "
    "add to a list, replace. May be given again. [default: fill all but keywords and subjects; categories "
    "only with a --model of your own]",
)
@click.option("--write", "do_write", is_flag=True, help="Write; without it the changes are only shown.")
@click.option("--interactive", is_flag=True, help="Show each post's changes and ask whether to write them.")
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if anything would change.")
@options.model_option
@options.user_dictionary_option
@options.excerpt_length_option
@options.quiet_option
def tag(
    archive: tuple[str, ...],
    fields: tuple[str, ...],
    do_write: bool,
    interactive: bool,
    check: bool,
    model: str,
    user_dictionary: str | None,
    excerpt_length: int,
    quiet: bool,
) -> None:
    """Show what would be written into the front matter of the posts of ARCHIVE, and write it with --write.

    ARCHIVE is a folder of posts, a post, or a glob in quotes; several may be given. Everything but the values
    themselves stays as it is, byte for byte. Running it again changes nothing.

    Exit code 0: all well; 1: with --check something would change, or a post was left alone, with the
    reason; 2: nothing could be done.
    """
    if do_write + interactive + check > 1:
        raise click.UsageError("give one of --write, --interactive and --check")
    from kijiyomi.analyzer import load
    from kijiyomi.tagging import Skipped, parse_plan, write

    plan = parse_plan(fields, own_model=model != options.DEFAULT_MODEL)
    posts = list(_posts(archive))
    analyzer = load(
        options.model_or_none(model), user_dictionary=user_dictionary, excerpt_length=excerpt_length
    )
    changed = skipped = written = 0
    asking = interactive
    for outcome in _outcomes(posts, analyzer, plan):
        if isinstance(outcome, Skipped):
            skipped += 1
            say(f"left alone: {outcome.reason}")
            continue
        changed += 1
        if not quiet:
            _show(outcome)
        answer = _ask() if asking else "y"
        if answer == "q":
            break
        asking = asking and answer != "a"
        if (do_write or interactive) and answer != "n":
            write(outcome)
            written += 1
    if not quiet:
        click.echo(_summary(changed, written, do_write or interactive), err=True)
    if skipped == len(posts):
        sys.exit(_NOTHING_DONE)
    if skipped or (check and changed):
        sys.exit(_WOULD_CHANGE)


def _posts(archive: tuple[str, ...]) -> Iterator[tuple[Path, Path]]:
    """Yield each post with the folder it may not lead out of."""
    from kijiyomi.archive.sources import find_files

    for source in archive:
        for name in find_files(source).names:
            if not _is_writable(name):
                raise InputError(f"{name}: is no Markdown file on this machine; only such can be written")
            yield Path(name), Path(source) if Path(source).is_dir() else Path(name).parent


def _is_writable(name: str) -> bool:
    from kijiyomi.archive.compression import compression_of
    from kijiyomi.archive.formats import input_format
    from kijiyomi.archive.sources import STANDARD_INPUT, is_address

    is_here = name != STANDARD_INPUT and not is_address(name)
    return is_here and not input_format(name).is_table and compression_of(name) is None


def _outcomes(
    posts: list[tuple[Path, Path]], analyzer: Analyzer, plan: TaggingPlan
) -> Iterator[Proposal | Skipped]:
    from itertools import groupby

    from kijiyomi.tagging import propose

    for root, some in groupby(posts, key=lambda post: post[1]):
        yield from propose((path for path, _ in some), root, analyzer, plan)


def _show(proposal: Proposal) -> None:
    for line in proposal.diff():
        click.secho(line, fg=_COLOURS.get(line[:1]))


def _ask() -> str:
    choice = click.Choice(["y", "n", "a", "q"])
    return str(click.prompt("write this? yes, no, all, quit", type=choice, default="y", show_choices=True))


def _summary(changed: int, written: int, writing: bool) -> str:
    if not changed:
        return "nothing to do"
    return f"{written:,} posts written" if writing else f"{changed:,} posts would change; --write writes them"
