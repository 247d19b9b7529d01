import pytest

from kijiyomi.article import Article
from kijiyomi.text.markdown import read_passage


def read(source):
    return read_passage(Article(source)).text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[[散歩の記録]]と[[道具/靴|歩きやすい靴]]を読む", "散歩の記録と歩きやすい靴を読む"),
        ("[[記録#春]]と[[#夏]]と[[記録#^a1b2c3]]と[[記録#春|春のこと]]", "記録 > 春と夏と記録と春のこと"),
        ("| 甲 | 乙 |\n|---|---|\n| [[靴\\|くつ]] | [[帽子|ぼうし]] |", "甲\n乙\nくつ\nぼうし"),
        ("![[地図.png|300]]ここ![[別のノート]]", "ここ"),
        ("本文%%下書き%%の続き %% 消す %%", "本文の続き"),
        ("前\n\n%%\n隠す\n\nまだ隠す\n%%\n\n後", "前\n後"),
        ("==大事==な==**点**==です ==a=b==", "大事な点です a=b"),
        ("==`code`の色==", "codeの色"),
        ("- 一つ目 ^first-one\n- 二つ目 ^37066d", "一つ目\n二つ目"),
        ("引用\n\n^quote-of-day", "引用"),
    ],
)
def test_what_readers_see(source, text):
    assert read(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "[[1, 2], [3, 4]]",
        "[[12]]",
        '[["a", "b"]]',
        "[[ -f file ]] && echo",
        "a[[0]]",
        "[[閉じない",
        "100%%と200%%",
        "for %%i in (*.txt) do echo %%i",
        "%%閉じない",
        "a == b と a==b==c と a ==b",
        "(==) と === の違い",
        "// ==UserScript== と書く",
        "YWJj==と続くZGVm==",
        "y = x ^2",
        "(a + b) ^T",
        "喜ぶ ^_^",
        "`[[a]]`",
    ],
)
def test_what_programs_write_stays(source):
    assert read(source) == source.replace("`", "")


def test_links_of_markdown_stay_links():
    assert read("[[1]](https://example.jp/a)と[[TOC]]") == "[1]と[[TOC]]"
    assert read("```\n[[a]] ==b==\n```\n\n[[c]]") == "c"


def test_images_are_counted():
    assert read_passage(Article("![[a.png]] ![[b.JPG|100]] ![[ノート]]")).images == 2
