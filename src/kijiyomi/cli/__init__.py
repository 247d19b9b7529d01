"""The command line: ``kijiyomi analyze | score | train | evaluate | audit | tag | report``."""

from __future__ import annotations

import importlib

import click

from kijiyomi import __version__
from kijiyomi.cli.terminal import safe
from kijiyomi.errors import KijiyomiError

_COMMANDS = ("analyze", "score", "train", "evaluate", "audit", "tag", "report")


class _Failed(click.ClickException):
    """A problem the user can mend: its message, no traceback, exit code 2."""

    exit_code = 2


class _Commands(click.Group):
    """Imports a command's module when the command is asked for, and prints our errors as messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(importlib.import_module(f"kijiyomi.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KijiyomiError as error:
            raise _Failed(safe(str(error))) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kijiyomi")
def main() -> None:
    """Japanese article in, structured metadata out.

    kijiyomi (記事読み) finds companies, GPU models, figures, keywords, reading time, an excerpt, tags and
    categories in Japanese articles.
    """
