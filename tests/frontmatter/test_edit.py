import pytest

from kijiyomi.errors import InputError
from kijiyomi.frontmatter.edit import with_values
from kijiyomi.frontmatter.parse import split_front_matter


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_post_without_front_matter_gets_one(end):
    body = f"月を見る。{end}---{end}"
    assert with_values(split_front_matter(body), {"tags": ["月"]}) == f"---{end}tags: [月]{end}---{end}{body}"


def test_line_ends_are_those_of_the_front_matter():
    changed = with_values(split_front_matter("---\ntitle: 題\n---\n月\r\n星\r\n"), {"reading_time": 1})
    assert changed == "---\ntitle: 題\nreading_time: 1\n---\n月\r\n星\r\n"


@pytest.mark.parametrize(
    ("text", "changes", "reason"),
    [
        ("\ufeff月を見る。", {"tags": ["月"]}, "byte order mark"),
        ("---\na: &t [x]\ntags: &u []\nb: *u\n---\n", {"tags": ["月"]}, "anchor|alias|undefined"),
        ("---\na: &t {tags: [x]}\n<<: *t\n---\n", {"a": "y"}, "stands for nothing"),
        ("---\n# a: 1\n{a: 1,\nb: 2}\n---\n", {"tags": ["月"]}, "write a key a line"),
        ("+++\ntitle = 'x'\r\ndraft = true\n+++\n", {"tags": ["月"]}, "several ways"),
        ("---\na: 1\n---\n", {"# b": 2}, "other values"),
    ],
)
def test_what_would_change_more_is_refused(text, changes, reason):
    with pytest.raises(InputError, match=reason):
        with_values(split_front_matter(text), changes)
