"""The READMEs tell the truth: their Python runs, their commands succeed, both languages show the same code."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.ja.md"]
# The Japanese pages show the same code, see test_docs.py.
DOCS = sorted(str(page.relative_to(ROOT)) for page in (ROOT / "docs" / "en").rglob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"\s*(?<!\S)#.*$", re.MULTILINE)
# What sets things up is left to the tests of packaging and to continuous integration.
NOT_RUN = ("make", "pip")


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
    assert sources or readme == "docs/en/reference.md"
    for number, source in enumerate(sources, start=1):
        exec(compile(source, f"{readme}, Python block {number}", "exec"), namespace)


@pytest.mark.usefixtures("beside_examples")
def test_commands_succeed() -> None:
    commands = [
        shlex.split(line, comments=True) for block in blocks("README.md", "sh") for line in block.splitlines()
    ]
    for page in DOCS:
        commands += [shlex.split(line) for block in blocks(page, "sh") for line in block.splitlines()]
    ours = [command for command in commands if command and command[0] not in NOT_RUN]
    assert {command[1] for command in ours} == {
        "analyze",
        "score",
        "train",
        "evaluate",
        "audit",
        "tag",
        "report",
    }
    for program, *arguments in ours:
        assert program == "kijiyomi"
        result = subprocess.run(
            [sys.executable, "-m", "kijiyomi.cli", *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert result.returncode == 0, f"kijiyomi {shlex.join(arguments)}\n{result.stdout}{result.stderr}"


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
    from kijiyomi.cli.report import report
    from kijiyomi.cli.score import score
    from kijiyomi.cli.tag import tag
    from kijiyomi.cli.train import train

    parameters = (parameter for command in (report, score, tag, train) for parameter in command.params)
    known = {name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)}
    named = set(re.findall(r"`(--[\w-]+)", (ROOT / readme).read_text(encoding="utf-8")))
    assert named <= known
