import re

import pytest

from kijiyomi.article import Article
from kijiyomi.text.emoji_codes import emoji_by_name
from kijiyomi.text.markdown import read_passage


def read(source):
    return read_passage(Article(source)).text


def test_known_names_are_read_as_their_emoji():
    assert read("完成:tada:です :+1::-1:\n\n- :rocket: 速い") == "完成🎉です 👍👎\n🚀 速い"
    assert read(":octocat:と:material-account:の人") == "との人"


def test_an_emoji_stands_for_its_code():
    passage = read_passage(Article("祝:tada:"))
    assert passage.aligned.span(1, 2) == (1, 7)


@pytest.mark.parametrize(
    "source",
    [
        "12:30:45に始まる",
        "a::b::c",
        "std::tada::x",
        "::tada::",
        "時刻12:100:30",
        ":未知:と:unknown_name:",
        "key:tada:value",
        "`:tada:`",
    ],
)
def test_other_colons_stay(source):
    assert read(source) == source.replace("`", "")


def test_every_name_can_be_written() -> None:
    for name, emoji in emoji_by_name().items():
        assert re.fullmatch(r"[a-z0-9_+-]+", name), name
        assert read(f"前 :{name}: 後").split() == [part for part in ("前", emoji, "後") if part], name
