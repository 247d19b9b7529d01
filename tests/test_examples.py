"""The example archive shows what its README says it shows."""

from __future__ import annotations

import codecs
import re
from functools import cache
from pathlib import Path

import pytest

from kijiyomi.archive import read_archive
from kijiyomi.article import Article
from kijiyomi.reading_time import estimate_reading
from kijiyomi.text.markdown import read_passage

EXAMPLES = Path(__file__).parent.parent / "examples"
POSTS = EXAMPLES / "archive" / "_posts"
FILLER = ["AI", "テクノロジー", "最新情報"]


@cache
def articles() -> dict[str, Article]:
    return {Path(article.id).stem[11:]: article for article in read_archive(EXAMPLES / "archive")}


def test_the_readme_lists_every_post() -> None:
    listed = re.findall(
        r"^\| `([\w-]+)` \|", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(path.stem for path in POSTS.iterdir())
    assert len(listed) == len(articles()) == 26


@pytest.mark.parametrize(
    ("post", "warning"),
    [
        ("autonomous-bus", "line 2: mapping values"),
        ("tomato-greenhouse", "spaces instead of tabs"),
        ("paper-small-models", "never closed"),
        ("factory-inspection", "read as cp932"),
        ("newsroom-translation", "gives 'title' more than once"),
    ],
)
def test_what_is_broken_is_said_and_read_all_the_same(post: str, warning: str) -> None:
    article = articles()[post]
    assert warning in article.warnings[0]
    assert article.title
    assert len(article.text) > 600
    assert "---" not in article.text.splitlines()


def test_all_others_are_read_without_a_warning() -> None:
    assert sum(not article.warnings for article in articles().values()) == 21


def test_files_are_encoded_as_told() -> None:
    raw = {path.stem[11:]: path.read_bytes() for path in POSTS.iterdir()}
    assert [post for post, content in raw.items() if b"\r\n" in content] == ["school-tablet"]
    assert [post for post, content in raw.items() if content.startswith(codecs.BOM_UTF8)] == ["voice-fraud"]
    assert raw["factory-inspection"].decode("cp932").startswith("---\n")
    assert not articles()["voice-fraud"].text.startswith("\ufeff")


def test_front_matter_is_in_the_states_told() -> None:
    metadata = {post: article.metadata for post, article in articles().items()}
    assert sorted(post for post, data in metadata.items() if data.get("tags") == FILLER) == [
        "bank-call-centre",
        "capex-reading",
        "hospital-triage-ai",
        "startup-seed-round",
    ]
    assert sum(data.get("reading_time") == 8 for data in metadata.values()) == 6
    assert metadata["quantum-primer"] == {}
    assert metadata["energy-forecast-toml"]["tags"] == ["エネルギー", "データセンター"]
    assert articles()["quantum-primer"].title == "量子コンピューターの「量子ビット数」を正しく読む"
    assert articles()["draft-empty"].text.strip() == ""


@pytest.mark.parametrize(
    "post", ["ai-factory-ishikari", "hbm-memory-basics", "eu-ai-act-calendar", "cloud-accelerators"]
)
def test_complete_front_matter_is_right(post: str) -> None:
    article = articles()[post]
    assert {"title", "date", "categories", "tags", "reading_time", "excerpt"} <= set(article.metadata)
    assert article.metadata["reading_time"] == estimate_reading(read_passage(article)).time.minutes
