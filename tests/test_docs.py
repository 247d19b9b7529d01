"""The documentation site builds, with every reference in it resolved and nothing fetched from elsewhere."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kijiyomi.cli import main
from kijiyomi.records.labels import LABELS

ROOT = Path(__file__).parent.parent


def test_the_command_line_reference_is_current():
    generator = ROOT / "docs" / "generate_cli.py"
    spec = importlib.util.spec_from_file_location("generate_cli", generator)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for language in module.HEADS:
        written = (module.FOLDER / language / "cli.md").read_text("utf-8")
        assert written == module.page(language), "run: python docs/generate_cli.py"


def test_every_command_and_option_says_what_it_does():
    context = click.Context(main)
    modules = {path.stem for path in Path(main.callback.__code__.co_filename).parent.glob("[!_]*.py")}
    assert modules - {"options", "terminal"} == set(main.list_commands(context))
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command.help
        assert command.short_help
        assert [
            option.opts for option in command.params if isinstance(option, click.Option) and not option.help
        ] == []


BLOCK = re.compile(r"^(?:```(?:python|sh)\n.*?^```|::: .*?)$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"\s*(?<!\S)#.*$", re.MULTILINE)
PAGES = sorted(page.relative_to(ROOT / "docs" / "en") for page in (ROOT / "docs" / "en").rglob("*.md"))


def test_both_languages_have_the_same_pages():
    japanese = (ROOT / "docs" / "ja").rglob("*.md")
    assert sorted(page.relative_to(ROOT / "docs" / "ja") for page in japanese) == PAGES


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_both_languages_show_the_same_code_and_refer_to_the_same_names(page):
    english, japanese = (
        [
            COMMENT.sub("", block)
            for block in BLOCK.findall((ROOT / "docs" / language / page).read_text("utf-8"))
        ]
        for language in ("en", "ja")
    )
    assert english == japanese
    assert english or page.name == "cli.md"


REFERENCE = re.compile(r"^::: (\S+)\n(?:    options:\n      members: \[(.*)\]\n)?", re.MULTILINE)
PRIVATE = re.compile(r"_(?!_)")


def documented(found, members=()):
    """Yield an object and its public members that have a docstring, as the reference shows them."""
    yield found
    for name, member in () if found.is_function or found.is_attribute else found.members.items():
        shown = name in members if members else not PRIVATE.match(name)
        if shown and not member.is_alias and member.has_docstring:
            yield from documented(member)


def test_every_name_of_the_reference_is_described_in_japanese_too():
    griffe = pytest.importorskip("griffe")
    package = griffe.load("kijiyomi", search_paths=[ROOT / "src"])
    page = (ROOT / "docs" / "en" / "reference.md").read_text("utf-8")
    shown = [
        found
        for path, members in REFERENCE.findall(page)
        for found in documented(
            package[path.removeprefix("kijiyomi.")], members.split(", ") if members else ()
        )
    ]
    assert len(shown) > 100
    paragraphs = {found.path: found.docstring.value.split("\n\n") for found in shown}
    assert [path for path, (_, *rest) in paragraphs.items() if not (rest and rest[0].endswith("。"))] == []


PAGES_OF_LABELS = (
    "README.md",
    "README.ja.md",
    "docs/en/explanation/labels.md",
    "docs/ja/explanation/labels.md",
)


@pytest.mark.parametrize("page", PAGES_OF_LABELS)
def test_every_label_has_a_row_in_each_table_of_labels(page):
    rows = re.findall(r"^\| `([A-Z]+)`(?: \\\*)? \|", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert rows == list(LABELS)


@pytest.mark.parametrize("label", LABELS)
def test_the_pages_on_labels_name_each_in_both_languages(label):
    for page in PAGES_OF_LABELS[2:]:
        (row,) = re.findall(rf"^\| `{label}` .*$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
        assert LABELS[label].japanese in row
        assert LABELS[label].english in row


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
    for folder in (tmp_path / "site", tmp_path / "site" / "ja"):
        reference = (folder / "reference.html").read_text("utf-8")
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
