"""The table of formats: each is found, read, changed and refused alike."""

import json
import tomllib

import pytest
import yaml

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit import with_values
from kijiyomi.frontmatter.formats import FORMATS
from kijiyomi.frontmatter.parse import split_front_matter

# Of each format: front matter with what an edit must not touch, how another reader reads it, the same broken.
SAMPLES = {
    "yaml": (
        "---\ntitle:   '題'  # 注\ntags: [a,  b]\nx: {y: [1, 2]}\n---\n",
        lambda content: yaml.safe_load(content),
        "---\ntitle: '題\ntags: [a]\n---\n",
    ),
    "toml": (
        "+++\ntitle   = '題'  # 注\ntags = ['a',  'b']\n\n[x]\ny = [1, 2]\n+++\n",
        lambda content: tomllib.loads(content),
        "+++\ntitle = '題\ntags = ['a']\n+++\n",
    ),
    "json": (
        '{\n  "title":   "題",\n  "tags": ["a",  "b"],\n  "x": {"y": [1, 2]}\n}\n',
        lambda content: json.loads(content),
        '{\n  "title": "題,\n  "tags": ["a"]\n}\n',
    ),
}
BODY = "本文です。\r\n---\n続き\n"
EACH = pytest.mark.parametrize("name", FORMATS)


def test_every_format_has_a_sample():
    assert set(SAMPLES) == set(FORMATS)


@EACH
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("body", ["", BODY])
def test_it_is_read_and_cut_without_loss(name, mark, end, body):
    front = SAMPLES[name][0].replace("\n", end)
    text = mark + front + body
    post = split_front_matter(text, strict=True)
    assert (post.format, post.body, post.warnings) == (name, body, ())
    assert post.opening + post.content + post.closing + post.body == text
    assert post.metadata == {"title": "題", "tags": ["a", "b"], "x": {"y": [1, 2]}}
    assert SAMPLES[name][1](post.content.replace("\r\n", "\n")) == post.metadata


@EACH
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_changed_value_changes_its_own_line(name, mark, end):
    text = mark + SAMPLES[name][0].replace("\n", end) + BODY
    changed = with_values(split_front_matter(text), {"tags": ["月", "星"]})
    old, new = text.splitlines(keepends=True), changed.splitlines(keepends=True)
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b and "tags" not in a] == []
    assert split_front_matter(changed).metadata["tags"] == ["月", "星"]
    assert with_values(split_front_matter(changed), {"tags": ["月", "星"]}) == changed


@EACH
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_value_leaves_every_other_line(name, end):
    text = SAMPLES[name][0].replace("\n", end) + BODY
    changed = with_values(split_front_matter(text), {"reading_time": 3, "excerpt": "「月」: 1"})
    after = split_front_matter(changed, strict=True)
    assert after.metadata == split_front_matter(text).metadata | {"reading_time": 3, "excerpt": "「月」: 1"}
    assert after.body == BODY
    added = changed
    for line in text.splitlines(keepends=True):
        # JSON needs a comma after what was the last value.
        assert line in added or line.rstrip(end) + "," in added
    assert "\r" not in changed.removesuffix(BODY) or "\n" not in changed.removesuffix(BODY).replace(
        "\r\n", ""
    )


@EACH
def test_a_broken_one_is_refused_or_kept_with_a_warning(name):
    text = SAMPLES[name][2] + BODY
    with pytest.raises(InputError, match=r"^post\.md: front matter, line \d: .+; .+"):
        split_front_matter(text, "post.md", strict=True)
    post = split_front_matter(text, "post.md")
    assert len(post.warnings) == 1
    assert text.endswith(post.body)
    assert post.body.endswith(BODY)
    if FORMATS[name].key:
        assert post.metadata["tags"] == ["a"]
    else:
        assert (post.metadata, post.body) == ({}, text)


@EACH
def test_what_only_resembles_it_is_body(name):
    opening = split_front_matter(SAMPLES[name][0]).opening or "{"
    for text in (opening, f"{opening} 本文\n", f"{opening}本文\n{opening}", f" {SAMPLES[name][0]}"):
        post = split_front_matter(text)
        assert (post.metadata, post.body, post.format, post.warnings) == ({}, text, "none", ())
