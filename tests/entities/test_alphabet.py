import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.entities.phrase_matcher import WIDTH, Alphabet, fold_case

PHRASES = ("日立", "arm", "アーム", "𠮷野", "σα", "ß")
texts = st.text(st.sampled_from("日立ＡaArRmM アーム𠮷野家ΣσςαßẞİK\ud800\0\U0010ffff"))


@given(texts)
def test_phrases_stand_in_encoded_texts_where_they_stand_in_folded_ones(text):
    alphabet = Alphabet(PHRASES)
    encoded = alphabet.encode(text)
    assert len(encoded) == len(text) * WIDTH
    for phrase in PHRASES:
        found = [match.start() for match in re.finditer(re.escape(alphabet.encode(phrase)), encoded)]
        folded = "".join(map(fold_case, text))
        assert found == [match.start() * WIDTH for match in re.finditer(re.escape(phrase), folded)]


def test_every_character_is_encoded_as_its_lower_case():
    every = "".join(map(chr, range(0x20000)))
    alphabet = Alphabet(["".join(map(fold_case, every[:0x590]))])
    assert alphabet.encode(every) == alphabet.encode("".join(map(fold_case, every)))


def test_what_no_phrase_holds_is_one_character():
    alphabet = Alphabet(["日立", chr(sys.maxunicode - 1)])
    assert len({alphabet.encode(other) for other in ("月", "\0", "\ud800", "𠮷", chr(sys.maxunicode))}) == 1
    assert Alphabet([]).encode("日立") == Alphabet([]).encode("月\0")


def test_characters_that_begin_a_phrase_have_first_bytes_of_their_own():
    alphabet = Alphabet(["日立", "立川", "川"])
    first = {alphabet.encode(character)[0] for character in "日立川"}
    assert first.isdisjoint(alphabet.encode(character)[0] for character in "月火")
    others = Alphabet(["日立"])
    assert others.encode("日")[0] != others.encode("立")[0]


def test_more_characters_than_two_bytes_tell_apart_are_told():
    with pytest.raises(ValueError, match="20,000 different characters are too many"):
        Alphabet(map(chr, range(0x4E00, 0x4E00 + 20_000)))


@pytest.mark.parametrize("phrases", [["髙島屋"], ["高島屋"], ["高島屋", "髙島屋"]])
def test_variants_of_a_kanji_are_one(phrases):
    alphabet = Alphabet(phrases)
    assert alphabet.encode("髙島屋") == alphabet.encode("高嶋屋") == alphabet.encode("髙嶌屋")
    assert alphabet.encode("高島屋") != alphabet.encode("低島屋")
