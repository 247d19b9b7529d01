import pickle
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.entities.overlaps import outermost
from kijiyomi.entities.phrase_matcher import WIDTH, Alphabet, PhraseMatcher
from kijiyomi.text.fold import fold_case
from kijiyomi.text.normalise import normalise
from kijiyomi.tokenizer.mecab import MecabTokenizer

PHRASES = ("東京", "東京電力", "電力", "arm", "アーム", "日立")
tokenizer = MecabTokenizer()


def found(text, choose=lambda matches: matches):
    view = normalise(text)
    matches = choose(PhraseMatcher(PHRASES).find(view, tokenizer(text)))
    return sorted((view.text[match.start : match.end], PHRASES[match.phrase]) for match in matches)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＡＲＭとArmとarm", [("ARM", "arm"), ("Arm", "arm"), ("arm", "arm")]),
        ("alarmとarmyとarm64", []),
        ("アームの設計、ホームアームズの棚", [("アーム", "アーム")]),
        ("日立の発電機と朝日立像", [("日立", "日立")]),
        ("日立\ud800の\0日立", [("日立", "日立")] * 2),
        ("Arm™の設計", [("Arm", "arm")]),
        ("", []),
    ],
)
def test_only_whole_words_match_whatever_their_case(text, expected):
    assert found(text) == sorted(expected)


def test_overlapping_matches_are_all_found_and_the_longest_kept():
    assert found("東京電力の株") == [("東京", "東京"), ("東京電力", "東京電力"), ("電力", "電力")]
    assert found("東京電力の株", outermost) == [("東京電力", "東京電力")]


def test_a_phrase_may_be_followed_by_an_ending():
    text = "東京電力HD、東京グループ、ARM hdとアームズグループ"
    view = normalise(text)
    matches = PhraseMatcher(PHRASES, ["グループ", "HD"]).find(view, tokenizer(text))
    extended = [(view.text[m.start : m.end], PHRASES[m.phrase], m.ending) for m in matches if m.ending]
    assert extended == [
        ("東京電力HD", "東京電力", "HD"),
        ("電力HD", "電力", "HD"),
        ("東京グループ", "東京", "グループ"),
    ]


def test_substrings_are_found_inside_words_too():
    text = "東京電力会社のARM株式会社"
    matcher = pickle.loads(pickle.dumps(PhraseMatcher(PHRASES, substrings=["会社", "株式会社"])))
    whole, substrings = matcher.find_with_substrings(normalise(text), tokenizer(text))
    assert whole == PhraseMatcher(PHRASES).find(normalise(text), tokenizer(text))
    assert [(match.phrase, match.start, match.end) for match in substrings] == [
        (0, 4, 6),
        (1, 10, 14),
        (0, 12, 14),
    ]


def test_texts_that_hold_a_phrase_are_found_even_inside_words():
    assert PhraseMatcher(PHRASES).occurring(["月", "朝日立像", "", "alarm", "の"]) == [1, 3]
    assert PhraseMatcher(PHRASES).occurring([]) == []


# The alphabet.

FOLDED = ("日立", "arm", "アーム", "𠮷野", "σα", "ß")
texts = st.text(st.sampled_from("日立ＡaArRmM アーム𠮷野家ΣσςαßẞİK\ud800\0\U0010ffff"))


@given(texts)
def test_phrases_stand_in_encoded_texts_where_they_stand_in_folded_ones(text):
    alphabet = Alphabet(FOLDED)
    encoded = alphabet.encode(text)
    assert len(encoded) == len(text) * WIDTH
    for phrase in FOLDED:
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


def test_more_characters_than_two_bytes_tell_apart_are_refused():
    with pytest.raises(ValueError, match="20,000 different characters are too many"):
        Alphabet(map(chr, range(0x4E00, 0x4E00 + 20_000)))


@pytest.mark.parametrize("phrases", [["髙島屋"], ["高島屋"], ["高島屋", "髙島屋"]])
def test_variants_of_a_kanji_are_one(phrases):
    alphabet = Alphabet(phrases)
    assert alphabet.encode("髙島屋") == alphabet.encode("高嶋屋") == alphabet.encode("髙嶌屋")
    assert alphabet.encode("高島屋") != alphabet.encode("低島屋")
