import sys

from kijiyomi.text.character_classes import WHITE_SPACE, character_classes, class_table


def test_white_space_is_what_python_takes_for_it():
    assert set(WHITE_SPACE) == {c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()}


def test_classes():
    table = class_table({2: "ab", 1: "bc", 3: iter("漢")})
    assert character_classes("abcd漢\U0001f363\ud800\uffff", table).tolist() == [2, 1, 1, 0, 3, 0, 0, 0]
    assert character_classes("", table).tolist() == []
