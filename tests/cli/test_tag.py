import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kijiyomi.cli import main
from kijiyomi.cli.tag import tag
from kijiyomi.tagging import FIELDS, MODES

EXAMPLES = Path(__file__).parents[2] / "examples" / "archive"


def run(*arguments, **options):
    return CliRunner().invoke(main, ["tag", *map(str, arguments)], **options)


@pytest.fixture
def blog(tmp_path):
    (tmp_path / "blog").mkdir()
    for number in range(3):
        text = (
            f"---\ntitle: 題{number}\n---\n第{number}工場は約{number + 1}億円を投じ、NVIDIAのH100を並べる。\n"
        )
        (tmp_path / "blog" / f"{number}.md").write_text(text, encoding="utf-8")
    return tmp_path / "blog"


def texts(blog):
    return [path.read_text("utf-8") for path in sorted(blog.iterdir())]


def test_it_shows_checks_writes_and_then_has_nothing_to_do(blog):
    before = texts(blog)
    shown = run(blog)
    assert shown.exit_code == 0
    assert "+reading_time: 1" in shown.output
    assert "3 posts would change; --write writes them" in shown.output
    assert run(blog, "--check").exit_code == 1
    assert texts(blog) == before
    assert "3 posts written" in run(blog, "--write").output
    assert texts(blog) != before
    done = run(blog, "--check")
    assert (done.exit_code, "nothing to do" in done.output) == (0, True)


@pytest.mark.parametrize(
    ("answers", "written"),
    [("y\nn\ny\n", [True, False, True]), ("n\na\n", [False, True, True]), ("q\n", [False] * 3)],
)
def test_it_asks_post_by_post(blog, answers, written):
    before = texts(blog)
    assert run(blog, "--interactive", input=answers).exit_code == 0
    assert [new != old for old, new in zip(before, texts(blog), strict=True)] == written


def test_file_names_as_pre_commit_gives_them(blog):
    assert run(blog / "0.md", blog / "1.md", "--write", "--quiet").exit_code == 0
    assert [text.count("reading_time") for text in texts(blog)] == [1, 1, 0]


def test_posts_it_cannot_write_are_named(blog, tmp_path):
    (blog / "3.md").write_text("---\ntitle: [a\n---\n本文", encoding="utf-8")
    done = run(blog, "--write")
    assert done.exit_code == 1
    assert "left alone: " in done.output
    assert "3 posts written" in done.output
    assert run(blog / "3.md").exit_code == 2
    (tmp_path / "x.jsonl").write_text("{}", encoding="utf-8")
    assert run(tmp_path / "x.jsonl").exit_code == 2
    assert run(blog, "--write", "--check").exit_code == 2


def test_its_help_names_every_field_and_mode():
    words = run("--help").output.replace("\n", " ")
    for name in (*FIELDS, *MODES):
        assert name in words


def test_a_reading_time_stays_one_key(blog):
    post = blog / "0.md"
    post.write_text(
        f"---\ntitle: 題\nreadingTime: 8\n---\n{texts(blog)[0].split('---')[2].strip()}\n", "utf-8"
    )
    assert run(post, "--set", "reading_time=replace", "--write", "--quiet").exit_code == 0
    assert post.read_text("utf-8").startswith("---\ntitle: 題\nreadingTime: 1\n---\n")


def test_the_example_archive(tmp_path):
    archive = shutil.copytree(EXAMPLES, tmp_path / "archive")
    arguments = (archive, "--set", "tags=add", "--set", "reading_time=replace", "--write", "--quiet")
    assert run(*arguments).exit_code == 1
    before = {path: path.read_bytes() for path in archive.rglob("*.md")}
    run(*arguments)
    assert {path: path.read_bytes() for path in archive.rglob("*.md")} == before


def test_help_names_every_field_and_mode():
    fields = next(parameter for parameter in tag.params if "--set" in parameter.opts).help
    assert [word for word in (*FIELDS, *MODES) if word not in fields] == []
