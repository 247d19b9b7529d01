import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.article import Article
from kijiyomi.reading_time import (
    ReadingRates,
    count_characters_batch,
    estimate_reading,
    estimate_reading_batch,
)
from kijiyomi.text.markdown import read_passage
from reference import character_counts as reference
from support.japanese_text import counted_texts


def seconds(text, **rates):
    return estimate_reading(read_passage(Article(text)), ReadingRates(**rates)).time.seconds


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


def test_code_is_skimmed_by_the_line():
    block = "```\n" + "x" * 200 + "\n\n" + "y\n" * 14 + "```\n\n"
    assert seconds(block) == pytest.approx(15)
    assert seconds(block * 4) == pytest.approx(60)
    assert seconds(block, code_lines=30) == pytest.approx(30)


def test_the_end_of_a_long_listing_is_not_read():
    listing = "```\n" + "2025-03-01 12:30:45 INFO started\n" * 400 + "```\n\n"
    assert seconds(listing) == pytest.approx(20)
    assert seconds(listing, code_block_lines=400) == pytest.approx(400)
    assert seconds(listing * 2 + "読" * 653) == pytest.approx(100)


def test_minutes_are_rounded_up_and_at_least_one():
    for text, minutes in (("", 1), ("短い。", 1), ("字" * 653, 1), ("字" * 700, 2)):
        assert estimate_reading(read_passage(Article(text))).time.minutes == minutes


def test_markup_addresses_and_white_space_are_not_read():
    passage = read_passage(Article("# 題\n\n[**文字**](https://example.jp) と　空白\n\n```\nコード\n```"))
    assert estimate_reading(passage).characters == len("題文字と空白")


@given(st.lists(counted_texts, max_size=5))
def test_counts_of_many_texts_are_those_of_the_plain_form(texts):
    assert list(map(tuple, count_characters_batch(texts))) == list(map(reference.count_characters, texts))


def test_many_passages_are_read_as_each_of_them():
    texts = ["", "ends", "begins 1.", "![](a.png)", "```\ncode\n```", "漢字a漢字b.c"]
    passages = [read_passage(Article(text)) for text in texts]
    found = estimate_reading_batch(passages)
    assert found == list(map(estimate_reading, passages))
    assert [reading.time.seconds for reading in found] == [0.0, 0.3, 0.6, 12.0, 1.0, 0.9]
    assert estimate_reading_batch([]) == []
