"""Everything but the changed values stays as it was, character for character."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit_json import set_json
from kijiyomi.frontmatter.edit_toml import set_toml
from kijiyomi.frontmatter.edit_yaml import set_yaml
from kijiyomi.frontmatter.parse import split_front_matter


@pytest.mark.parametrize(
    ("content", "changes", "expected"),
    [
        ("a: 1 # 注\n", {"tags": ["生成AI"]}, "a: 1 # 注\ntags: [生成AI]\n"),
        ("tags: [a,  b] # 注\nz: 1\n", {"tags": ["c"]}, "tags: [c] # 注\nz: 1\n"),
        ("tags:\nz: 1\n", {"tags": ["c"]}, "tags: [c]\nz: 1\n"),
        ("tags:   # まだ\nz: 1\n", {"tags": ["c"]}, "tags: [c]   # まだ\nz: 1\n"),
        ("tags:", {"tags": ["c"]}, "tags: [c]\n"),
        ("tags:\n  - a\n  - 'b' # 注\n\nz: 1\n", {"tags": ["a", "b", "c"]}, "tags:\n  - a\n  - 'b' # 注\n  - c\n\nz: 1\n"),
        ("tags:\n- a\n- b\nz: 1\n", {"tags": ["c", "d"]}, "tags:\n- c\n- d\nz: 1\n"),
        ("excerpt: '古い'\n", {"excerpt": "it's"}, "excerpt: 'it''s'\n"),
        ('excerpt: "古い" # 注\n', {"excerpt": '"新"'}, 'excerpt: "\\"新\\"" # 注\n'),
        ("excerpt: |\n  古い\n  文\nz: 1\n", {"excerpt": "新しい"}, "excerpt: 新しい\nz: 1\n"),
        ("reading_time: 8\n", {"reading_time": 3}, "reading_time: 3\n"),
        ("tags: []\n", {"tags": ["yes", "1", "C#", "a: b", "- x", ""]}, 'tags: ["yes", "1", "C#", "a: b", "- x", ""]\n'),
    ],
)  # fmt: skip
def test_yaml(content, changes, expected):
    assert set_yaml(content, changes, "\n") == expected
    windows = set_yaml(content.replace("\n", "\r\n"), changes, "\r\n")
    assert windows == expected.replace("\n", "\r\n")


@pytest.mark.parametrize("content", ["{a: 1}\n", "tags:\n  - a\n", "- a\n"])
def test_what_cannot_be_changed_is_refused(content):
    with pytest.raises(InputError):
        set_yaml(content, {"tags": "一つ"}, "\n")


@pytest.mark.parametrize(
    ("content", "changes", "expected"),
    [
        ('{\n  "a": [1,2],\n  "tags": ["x"]\n}', {"tags": ["c"]}, '{\n  "a": [1,2],\n  "tags": ["c"]\n}'),
        ('{\n  "a": 1\n}', {"tags": ["c"]}, '{\n  "a": 1,\n  "tags": ["c"]\n}'),
        ('{"a": {"tags": 1}}', {"tags": ["c"]}, '{"a": {"tags": 1}, "tags": ["c"]}'),
    ],
)
def test_json(content, changes, expected):
    assert set_json(content, changes, "\n") == expected


def test_toml_keeps_comments_and_tables():
    content = "title = 'x' # 注\ntags = [ 'a' ]\n\n[params]\nz = 1 # 終\n"
    changed = set_toml(content, {"tags": ["a", "b"], "reading_time": 3}, "\n")
    assert "title = 'x' # 注\n" in changed
    assert changed.endswith("[params]\nz = 1 # 終\n")
    assert split_front_matter(f"+++\n{changed}+++\n").metadata == {
        "title": "x",
        "tags": ["a", "b"],
        "reading_time": 3,
        "params": {"z": 1},
    }


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), max_size=12
)
LINES = st.sampled_from(
    ["title: 題", "title2: \"a: b\" # 注", "# 覚え書き", "", "x: {a: [1, 2]}", "y: &y [1]", "z: *y", "w: |\n  行\n  行", "日付: 2025-01-01"]
)  # fmt: skip
THERE = st.sampled_from(
    ["", "tags: []\n", "tags:\n", "tags: [a, 'b']  # 注\n", "tags:\n  - a\n  # 間\n  - b\n", "tags: a\n"]
)


@given(
    before=st.lists(LINES, unique=True),
    there=THERE,
    after=st.lists(LINES, unique=True),
    tags=st.lists(WORDS, min_size=1, max_size=3),
)
def test_yaml_changes_nothing_else(before, there, after, tags):
    lines = [line for line in [*before, *after] if line not in ("y: &y [1]", "z: *y")]
    kept = list(dict.fromkeys(lines))
    content = "".join(f"{line}\n" for line in kept[: len(kept) // 2]) + there
    content += "".join(f"{line}\n" for line in kept[len(kept) // 2 :])
    changed = set_yaml(content, {"tags": tags}, "\n")
    old, new = (split_front_matter(f"---\n{text}---\n本文") for text in (content, changed))
    if content.strip() and old.format == "yaml":
        assert not new.warnings
        assert new.metadata == {**old.metadata, "tags": tags}
    for line in kept:
        assert line in changed
    assert set_yaml(changed, {"tags": tags}, "\n") == changed


@given(
    metadata=st.dictionaries(WORDS, st.one_of(WORDS, st.integers(), st.lists(WORDS))),
    tags=st.lists(WORDS, min_size=1),
    indent=st.sampled_from([None, 1, 4]),
)
def test_json_changes_nothing_else(metadata, tags, indent):
    content = json.dumps(metadata, ensure_ascii=False, indent=indent)
    changed = set_json(content, {"tags": tags}, "\n")
    assert json.loads(changed) == {**metadata, "tags": tags}
    assert set_json(changed, {"tags": tags}, "\n") == changed
