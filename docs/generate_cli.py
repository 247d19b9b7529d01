"""Write the reference of the command line, docs/*/cli.md, from the commands themselves.

python docs/generate_cli.py
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import Path

import click

from kijiyomi.cli import main

FOLDER = Path(__file__).parent
HEADS = {"en": "# Command line", "ja": "# コマンド\n\n説明は、各コマンドの`--help`が示す英語のままです。"}
_WIDTH = 100


def page(language: str) -> str:
    """Return the page in the documentation of a language."""
    root = click.Context(main, info_name="kijiyomi", terminal_width=_WIDTH, **main.context_settings)
    found = ((name, main.get_command(root, name)) for name in main.list_commands(root))
    commands = {name: command for name, command in found if command is not None}
    parts = [HEADS[language], _text(main), _overview(commands), _options(main, root)]
    for name, command in commands.items():
        parts += _section(name, command, root)
    return "\n\n".join(parts) + "\n"


def _overview(commands: Mapping[str, click.Command]) -> str:
    rows = [
        f"| [`kijiyomi {name}`](#kijiyomi-{name}) | {_cell(command.short_help or '')} |"
        for name, command in commands.items()
    ]
    return "\n".join(["| command | what it does |", "|---|---|", *rows])


def _section(name: str, command: click.Command, root: click.Context) -> list[str]:
    context = click.Context(command, info_name=name, parent=root, terminal_width=_WIDTH)
    usage = command.get_usage(context).removeprefix("Usage: ")
    return [
        f"## kijiyomi {name}",
        f"```text\n{usage}\n```",
        _text(command),
        _options(command, context),
    ]


def _text(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def _options(command: click.Command, context: click.Context) -> str:
    options = (found for found in command.get_params(context) if isinstance(found, click.Option))
    records = (option.get_help_record(context) for option in options)
    rows = [f"| `{_cell(names)}` | {_cell(meaning)} |" for names, meaning in filter(None, records)]
    return "\n".join(["| option | meaning |", "|---|---|", *rows])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    for language in HEADS:
        (FOLDER / language / "cli.md").write_text(page(language), encoding="utf-8")
