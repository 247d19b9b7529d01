"""Everything but the changed values stays as it was, character for character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.words import WORDS

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit_yaml import set_values
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
        ("tags: ['a',  \"b\"]  # 注\n", {"tags": ["a", "b", "c"]}, "tags: ['a',  \"b\", c]  # 注\n"),
        ("tags: [\n  a, # 注\n  no,\n]\nz: 1\n", {"tags": ["a", "no", "c"]}, "tags: [\n  a, # 注\n  no, c,\n]\nz: 1\n"),
        ("tags: [no, 12:30]\n", {"tags": ["no", "12:30", "on"]}, "tags: [no, 12:30, \"on\"]\n"),
        ("c:\n- [a, b]\n- x\nz: 1\n", {"c": [["a", "b"], "x", "y"]}, "c:\n- [a, b]\n- x\n- y\nz: 1\n"),
        ("tags:\n  - ''\nz: 1\n", {"tags": ["c", "d"]}, "tags:\n  - c\n  - d\nz: 1\n"),
        ("tags:\n  -\nz: 1\n", {"tags": ["c"]}, "tags:\n  - c\nz: 1\n"),
        ("t:\n  tags: [a]\nz: 1\n", {"t.tags": ["a", "c"]}, "t:\n  tags: [a, c]\nz: 1\n"),
        ("t:\n    x: 1 # 注\n\nz: 1\n", {"t.tags": ["c"]}, "t:\n    x: 1 # 注\n    tags: [c]\n\nz: 1\n"),
        ("t:\n  x: |\n    行\nz: 1\n", {"t.tags": ["c"]}, "t:\n  x: |\n    行\n  tags: [c]\nz: 1\n"),
        ("t:\n  x:\nz: 1\n", {"t.tags": ["c"], "n": 1}, "t:\n  x:\n  tags: [c]\nz: 1\nn: 1\n"),
        ("t: {tags: [a], x: 1}\n", {"t.tags": ["a", "c"]}, "t: {tags: [a, c], x: 1}\n"),
        ("tags: []\n", {"tags": ["yes", "1", "C#", "a: b", "- x", ""]}, 'tags: ["yes", "1", "C#", "a: b", "- x", ""]\n'),
    ],
)  # fmt: skip
def test_examples(content, changes, expected):
    assert set_values(content, changes, "\n") == expected
    windows = set_values(content.replace("\n", "\r\n"), changes, "\r\n")
    assert windows == expected.replace("\n", "\r\n")


@pytest.mark.parametrize("content", ["{a: 1}\n", "tags:\n  - a\n", "- a\n"])
def test_what_cannot_be_changed_is_refused(content):
    with pytest.raises(InputError):
        set_values(content, {"tags": "一つ"}, "\n")


@pytest.mark.parametrize("content", ["t: {x: 1}\n", "t:\n", "t: x\n", "t:\n- x\n", "z: 1\n"])
def test_a_table_that_has_no_line_for_a_key(content):
    with pytest.raises(InputError, match="holds no keys"):
        set_values(content, {"t.tags": ["c"]}, "\n")


LINES = st.sampled_from(
    ["title2: \"a: b\" # 注", "# 覚え書き", "", "x: {a: [1, 2]}", "y: &y [1]\nz: *y", "w: |\n  行\n  行", "日付: 2025-01-01"]
)  # fmt: skip
CURRENT = st.sampled_from(
    ["tags: []\n", "tags:\n", "tags: [a, 'b']  # 注\n", "tags:\n  - a\n  # 間\n  - b\n", "tags: a\n"]
)


@given(
    lines=st.lists(LINES, unique=True),
    position=st.integers(0, 9),
    current=CURRENT,
    tags=st.lists(WORDS, min_size=1, max_size=3),
)
def test_nothing_else_changes(lines, position, current, tags):
    before = "title: 題\n" + "".join(f"{line}\n" for line in lines[:position])
    after = "".join(f"{line}\n" for line in lines[position:])
    content = before + current + after
    changed = set_values(content, {"tags": tags}, "\n")
    assert changed.startswith(f"{before}tags:")
    assert changed.endswith(after)
    old, new = (split_front_matter(f"---\n{text}---\n本文", strict=True) for text in (content, changed))
    assert new.metadata == {**old.metadata, "tags": tags}
    assert ("# 注" in changed) == ("# 注" in content)
    assert set_values(changed, {"tags": tags}, "\n") == changed


@given(lines=st.lists(LINES, unique=True), tags=st.lists(WORDS, min_size=1, max_size=3))
def test_a_new_key_is_a_last_line(lines, tags):
    content = "title: 題\n" + "".join(f"{line}\n" for line in lines)
    changed = set_values(content, {"tags": tags}, "\n")
    assert changed.startswith(f"{content}tags: [")
    assert changed.count("\n") == content.count("\n") + 1
    assert split_front_matter(f"---\n{changed}---\n", strict=True).metadata["tags"] == tags
