import pytest

from kijiyomi.article import Article
from kijiyomi.reading_time import ReadingRates, reading_time, readings
from kijiyomi.text.markdown import read_passage


def seconds(text, **rates):
    return reading_time(read_passage(Article(text)), ReadingRates(**rates)).seconds


def test_japanese_is_read_by_the_character():
    assert seconds("読" * 653) == pytest.approx(60)
    assert seconds("読む。" * 100, japanese=300) == pytest.approx(60)


def test_latin_words_and_numbers_are_read_by_the_word():
    assert seconds("word " * 238) == pytest.approx(60)
    assert seconds("don't 1,234.5 state-of-the-art ＡＢＣ", words=4) == pytest.approx(60)


def test_images_take_a_second_less_each_but_never_less_than_three():
    assert seconds("![](a.png)") == 12
    assert seconds("![](a.png)" * 3) == 12 + 11 + 10
    assert seconds("![](a.png)" * 12) == sum(range(3, 13)) + 3 + 3


def test_code_is_read_at_its_own_rate():
    assert seconds("```\n" + "x" * 2000 + "\n```") == pytest.approx(60)


def test_minutes_are_rounded_up_and_at_least_one():
    for text, minutes in (("", 1), ("短い。", 1), ("字" * 653, 1), ("字" * 700, 2)):
        assert reading_time(read_passage(Article(text))).minutes == minutes


def test_markup_addresses_and_white_space_are_not_read():
    passage = read_passage(Article("# 題\n\n[**文字**](https://example.jp) と　空白\n\n```\nコード\n```"))
    assert readings([passage])[0].characters == len("題文字と空白")


def test_many_passages_are_read_as_each_of_them():
    texts = [
        "",
        "ends",
        "begins",
        "1.",
        ".2",
        "don't, 1,234.5",
        "a-",
        "-b",
        " ",
        "\ud800 😀é",
        "漢字a漢字b.c",
    ]
    passages = [read_passage(Article(text)) for text in texts]
    assert readings(passages) == [readings([passage])[0] for passage in passages]
    assert [reading.characters for reading in readings(passages)] == [
        len("".join(passage.text.split())) for passage in passages
    ]
    assert readings([]) == []
