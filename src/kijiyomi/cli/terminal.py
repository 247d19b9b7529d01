"""What the commands print: nothing in it is a command to the terminal."""

from __future__ import annotations

import json

import click


def say(message: str) -> None:
    """Write a message to standard error."""
    click.echo(safe(message), err=True)


def print_text(text: str) -> None:
    """Write text to standard output."""
    click.echo(safe(text))


def print_json(value: object) -> None:
    """Write a value to standard output as JSON."""
    print_json_text(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_text(text: str) -> None:
    """Write JSON to standard output."""
    from kijiyomi.display.safe_text import escape_terminal_controls

    click.echo(escape_terminal_controls(text))


def safe(text: str) -> str:
    """Return text without what a terminal might obey."""
    from kijiyomi.display.safe_text import replace_terminal_controls

    return replace_terminal_controls(text)
