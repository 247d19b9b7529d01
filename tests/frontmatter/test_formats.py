"""The table of formats: each is found, read, changed and refused alike."""

import json
import tomllib
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
import yaml

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit import with_values
from kijiyomi.frontmatter.formats import FORMATS
from kijiyomi.frontmatter.parse import split_front_matter

BODY = "本文です。\r\n---\n続き\n"
METADATA = {"title": "題", "tags": ["a", "b"], "x": {"y": [1, 2]}}


class Sample(NamedTuple):
    """A format's front matter, with what an edit must not touch."""

    front: str
    read: Callable[[str], Any]
    broken: str
    metadata: dict[str, Any] = METADATA


SAMPLES = {
    "yaml": Sample(
        "---\ntitle:   '題'  # 注\ntags: [a,  b]\nx: {y: [1, 2]}\n---\n",
        yaml.safe_load,
        "---\ntitle: '題\ntags: [a]\n---\n",
    ),
    "toml": Sample(
        "+++\ntitle   = '題'  # 注\ntags = ['a',  'b']\n\n[x]\ny = [1, 2]\n+++\n",
        tomllib.loads,
        "+++\ntitle = '題\ntags = ['a']\n+++\n",
    ),
    "json": Sample(
        '{\n  "title":   "題",\n  "tags": ["a",  "b"],\n  "x": {"y": [1, 2]}\n}\n',
        json.loads,
        '{\n  "title": "題,\n  "tags": ["a"]\n}\n',
    ),
    "hexo json": Sample(
        '"title":   "題",\n"tags": ["a",  "b"],\n"x": {"y": [1, 2]}\n;;;\n',
        lambda content: json.loads(f"{{{content}}}"),
        '"title": "題,\n"tags": ["a"]\n;;;\n',
    ),
    "multimarkdown": Sample(
        "Title:   題\ntags: a, b\n    c\n\n",
        lambda content: {"Title": "題", "tags": "a, b c"},
        "",
        {"Title": "題", "tags": "a, b c"},
    ),
    "misplaced": Sample("", lambda content: None, "\n---\ntitle: 題\ntags: [a]\n---\n"),
}
EACH = pytest.mark.parametrize("name", FORMATS)
READ = pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.front])
BROKEN = pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.broken])
WRITTEN = pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.set_values])
READ_ONLY = pytest.mark.parametrize("name", ["hexo json", "multimarkdown"])


def test_every_format_has_a_sample():
    assert set(SAMPLES) == set(FORMATS)


@READ
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("body", ["", BODY])
def test_it_is_read_and_cut_without_loss(name, mark, end, body):
    sample = SAMPLES[name]
    text = mark + sample.front.replace("\n", end) + body
    post = split_front_matter(text, strict=True)
    assert (post.format, post.body, post.warnings) == (name, body, ())
    assert post.opening + post.content + post.closing + post.body == text
    assert text[post.body_start :] == body
    content = post.content.replace("\r\n", "\n").replace("\r", "\n")
    assert sample.read(content) == post.metadata == sample.metadata


@WRITTEN
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_changed_value_changes_its_own_line(name, mark, end):
    text = mark + SAMPLES[name].front.replace("\n", end) + BODY
    changed = with_values(split_front_matter(text), {"tags": ["月", "星"]})
    old, new = text.splitlines(keepends=True), changed.splitlines(keepends=True)
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b and "tags" not in a] == []
    assert split_front_matter(changed).metadata["tags"] == ["月", "星"]
    assert with_values(split_front_matter(changed), {"tags": ["月", "星"]}) == changed


@WRITTEN
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_added_to_a_list_leaves_what_is_there(name, end):
    text = SAMPLES[name].front.replace("\n", end) + BODY
    before, quote, after = text.partition('b"' if name == "json" else "b'" if name == "toml" else "b")
    changed = with_values(split_front_matter(text), {"tags": ["a", "b", "月"]})
    assert changed.startswith(before + quote)
    assert changed.endswith(after)
    assert "月" in changed[len(before + quote) : -len(after)]


@WRITTEN
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_value_leaves_every_other_line(name, end):
    text = SAMPLES[name].front.replace("\n", end) + BODY
    changed = with_values(split_front_matter(text), {"reading_time": 3, "excerpt": "「月」: 1"})
    after = split_front_matter(changed, strict=True)
    assert after.metadata == split_front_matter(text).metadata | {"reading_time": 3, "excerpt": "「月」: 1"}
    assert after.body == BODY
    for line in text.splitlines(keepends=True):
        # JSON needs a comma after what was the last value.
        assert line in changed or line.rstrip(end) + "," in changed
    front = changed.removesuffix(BODY)
    assert "\r" not in front or "\n" not in front.replace("\r\n", "")


@READ_ONLY
def test_what_is_only_read_is_never_changed(name):
    with pytest.raises(InputError, match="only read"):
        with_values(split_front_matter(SAMPLES[name].front + BODY), {"reading_time": 3})


@BROKEN
def test_a_broken_one_is_refused_or_kept_with_a_warning(name):
    text = SAMPLES[name].broken + BODY
    with pytest.raises(InputError, match=r"^post\.md: front matter, line \d: .+; .+"):
        split_front_matter(text, "post.md", strict=True)
    post = split_front_matter(text, "post.md")
    assert (len(post.warnings), post.body, post.format) == (1, BODY, name)
    assert post.metadata.get("tags") == (["a"] if FORMATS[name].key else None)
    with pytest.raises(InputError, match="front matter, line"):
        with_values(post, {"reading_time": 3})


@READ
def test_what_only_resembles_it_is_body(name):
    opening = split_front_matter(SAMPLES[name].front).opening or "{"
    for text in (opening, f"{opening} 本文\n", f"{opening}本文\n{opening}"):
        post = split_front_matter(text)
        assert (post.metadata, post.body, post.format, post.warnings) == ({}, text, "none", ())


@READ
@pytest.mark.parametrize(
    "above", [" ", "\n\n", "\r\n", "\u3000", "\n\ufeff", "\u200b", "<!-- 注\n-->\n", "<!--\n"]
)
def test_below_anything_it_is_not_read(name, above):
    if not split_front_matter(SAMPLES[name].front).opening and name != "json":
        pytest.skip("without a fence above, what is not at the top is text")
    post = split_front_matter(above + SAMPLES[name].front + BODY)
    assert (post.metadata, post.format, len(post.warnings)) == ({}, "misplaced", 1)
    assert post.body == BODY
