"""The documentation site builds, with every reference in it resolved and nothing fetched from elsewhere."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kijiyomi.cli import main

ROOT = Path(__file__).parent.parent


def test_the_command_line_reference_is_current():
    generator = ROOT / "docs" / "generate_cli.py"
    spec = importlib.util.spec_from_file_location("generate_cli", generator)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text("utf-8") == module.page(), "run: python docs/generate_cli.py"


def test_every_command_and_option_says_what_it_does():
    context = click.Context(main)
    modules = {path.stem for path in Path(main.callback.__code__.co_filename).parent.glob("[!_]*.py")}
    assert modules - {"options"} == set(main.list_commands(context))
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command.help
        assert command.short_help
        assert [
            option.opts for option in command.params if isinstance(option, click.Option) and not option.help
        ] == []


def test_the_site_builds(tmp_path):
    pytest.importorskip("material")
    pytest.importorskip("mkdocstrings")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    reference = (tmp_path / "site" / "reference.html").read_text("utf-8")
    for name in (
        "kijiyomi.archive.scoring.score",
        "kijiyomi.classifier.training.train.train",
        "kijiyomi.analyzer.load",
    ):
        assert f'id="{name}"' in reference
    for page in (tmp_path / "site").rglob("*.html"):
        fetched = re.findall(
            r"<(?:script|link|img)[^>]+(?:src|href)=\"(https?://[^\"]+)", page.read_text("utf-8")
        )
        assert fetched == []
