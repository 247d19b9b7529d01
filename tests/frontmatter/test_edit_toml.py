import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.words import WORDS

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit_toml import set_values

BEFORE, AFTER = "title = 'x' # 注\n", "\n[params]\nz = 1 # 終\n"


@pytest.mark.parametrize(
    ("current", "changes", "expected"),
    [
        ("tags = [ 'a' ]\n", {"tags": ["b"]}, 'tags = ["b"]\n'),
        ("tags = [ 'a' ]  # 注\n", {"tags": ["a", "b"]}, "tags = [ 'a', \"b\" ]  # 注\n"),
        ("reading_time = 8 # 分\n", {"reading_time": 3}, "reading_time = 3 # 分\n"),
        ("excerpt = '''\n古い\n文'''\n", {"excerpt": "新"}, 'excerpt = "新"\n'),
        ("", {"reading_time": 3}, "reading_time = 3\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_and_tables_stay(current, changes, expected, end):
    content = (BEFORE + current + AFTER).replace("\n", end)
    assert set_values(content, changes, end) == (BEFORE + expected + AFTER).replace("\n", end)


@pytest.mark.parametrize(
    ("content", "changes", "expected"),
    [
        ("a = 1\n[taxonomies]\nb = []\n", {"n": 1}, "a = 1\nn = 1\n[taxonomies]\nb = []\n"),
        ("a = 1\n\n# 表\n[t]\nb = 1\n", {"n": 1}, "a = 1\nn = 1\n\n# 表\n[t]\nb = 1\n"),
        ("a = [\n[1],\n]\n[t]\n", {"n": 1}, "a = [\n[1],\n]\nn = 1\n[t]\n"),
        ("a = '''\n[x]\n'''\n[[t]]\nb = 1\n", {"n": 1}, "a = '''\n[x]\n'''\nn = 1\n[[t]]\nb = 1\n"),
        ("[t]\nb = 1\n", {"n": 1, "m": "x"}, 'n = 1\nm = "x"\n[t]\nb = 1\n'),
        ("a = 1", {"n": 1}, "a = 1\nn = 1\n"),
        ("[t]\ntags = [ 'a' ] # 注\n", {"t.tags": ["a", "b"]}, "[t]\ntags = [ 'a', \"b\" ] # 注\n"),
        ("[t]\na = 1\n\n[u]\nb = 2\n", {"t.tags": ["b"]}, '[t]\na = 1\ntags = ["b"]\n\n[u]\nb = 2\n'),
        ("t.a = 1\nb = 2\n", {"t.a": 3}, "t.a = 3\nb = 2\n"),
    ],
)
def test_new_keys_and_keys_of_tables(content, changes, expected):
    assert set_values(content, changes, "\n") == expected


@pytest.mark.parametrize("content", ["t = 1\n", "a = 1\n"])
def test_a_table_that_is_none(content):
    with pytest.raises(InputError, match=r"write \[t\]"):
        set_values(content, {"t.tags": ["b"]}, "\n")


def test_line_ends_of_two_kinds_are_not_made_one():
    with pytest.raises(InputError, match="several ways"):
        set_values("title = 'x'\r\ntags = []\n", {"tags": ["b"]}, "\r\n")


@given(
    metadata=st.dictionaries(WORDS.map("x {}".format), WORDS | st.integers(0, 9)),
    tags=st.lists(WORDS, min_size=1),
)
def test_it_is_read_back(metadata, tags):
    before = "".join(f"{_quoted(key)} = {_quoted(value)}\n" for key, value in metadata.items())
    content = f"{before}tags2 = [ 'a' ] # 注\n"
    changed = set_values(content, {"tags2": tags, "reading_time": 3}, "\n")
    assert changed.startswith(before)
    assert tomllib.loads(changed) == {**metadata, "tags2": tags, "reading_time": 3}


def _quoted(value):
    return (
        str(value) if isinstance(value, int) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
