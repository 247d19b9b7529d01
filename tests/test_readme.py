"""The READMEs tell the truth: their Python runs, their commands succeed, both languages show the same code."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kijiyomi.archive.compression import COMPRESSIONS
from kijiyomi.archive.formats import INPUT_FORMATS, OUTPUT_FORMATS
from kijiyomi.cli import main

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.ja.md"]
# The Japanese pages show the same code, see test_docs.py.
DOCS = sorted(str(page.relative_to(ROOT)) for page in (ROOT / "docs" / "en").rglob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"\s*(?<!\S)#.*$", re.MULTILINE)
# What sets things up is left to the tests of packaging and to continuous integration.
NOT_RUN = ("make", "pip")
# What is generated has no examples.
WITHOUT_PYTHON = ("docs/en/cli.md", "docs/en/reference.md")


def blocks(readme: str, *languages: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [code for language, code in BLOCK.findall(text) if language in languages]


@pytest.fixture
def beside_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("readme", READMES + DOCS)
@pytest.mark.usefixtures("beside_examples")
def test_python_runs(readme: str) -> None:
    for needed in ("pandas", "altair", "polars", "spacy", "ja_ginza"):
        pytest.importorskip(needed)
    namespace: dict[str, object] = {"__name__": "readme"}
    sources = blocks(readme, "python")
    assert sources or readme in WITHOUT_PYTHON
    for number, source in enumerate(sources, start=1):
        exec(compile(source, f"{readme}, Python block {number}", "exec"), namespace)


def commands(*pages: str) -> list[list[str]]:
    """Return the commands of the pages, each once, without those that set things up."""
    lines = (line for page in pages for block in blocks(page, "sh") for line in block.splitlines())
    found = (tuple(shlex.split(line, comments=True)) for line in lines)
    return [list(command) for command in dict.fromkeys(found) if command and command[0] not in NOT_RUN]


@pytest.mark.usefixtures("beside_examples", "kept_workers")
def test_commands_succeed() -> None:
    ours = commands("README.md", *DOCS)
    assert {command[1] for command in ours} == set(main.list_commands(click.Context(main)))
    for program, *arguments in ours:
        assert program == "kijiyomi"
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"kijiyomi {shlex.join(arguments)}\n{result.output}"


def test_both_languages_show_the_same_code() -> None:
    english, japanese = ([COMMENT.sub("", code) for code in blocks(r, "python", "sh")] for r in READMES)
    assert english == japanese


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / readme).read_text(encoding="utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_every_option_exists(readme: str) -> None:
    context = click.Context(main)
    subcommands = (main.get_command(context, name) for name in main.list_commands(context))
    parameters = (parameter for command in subcommands if command for parameter in command.params)
    known = {name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)}
    named = set(re.findall(r"`(--[\w-]+)", (ROOT / readme).read_text(encoding="utf-8")))
    assert named
    assert named <= known


@pytest.mark.parametrize("readme", READMES)
def test_every_format_is_named(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    tables = {form.endings[0] for form in INPUT_FORMATS if form.is_table}
    outputs = {form.endings[0] for form in OUTPUT_FORMATS}
    endings = tables | outputs | {compression.ending for compression in COMPRESSIONS}
    assert [ending for ending in sorted(endings) if f"`{ending}`" not in text] == []
