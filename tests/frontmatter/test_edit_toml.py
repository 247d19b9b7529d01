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
