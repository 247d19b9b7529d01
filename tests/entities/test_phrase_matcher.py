import pickle

import pytest

from kijiyomi.entities.phrase_matcher import PhraseMatcher, fold_case, longest
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
    assert found("東京電力の株", longest) == [("東京電力", "東京電力")]


def test_a_phrase_may_go_on_with_an_ending():
    text = "東京電力HD、東京グループ、ARM hdとアームズグループ"
    view = normalise(text)
    matches = PhraseMatcher(PHRASES, ["グループ", "HD"]).find(view, tokenizer(text))
    going_on = [(view.text[m.start : m.end], PHRASES[m.phrase], m.ending) for m in matches if m.ending]
    assert going_on == [
        ("東京電力HD", "東京電力", "HD"),
        ("電力HD", "電力", "HD"),
        ("東京グループ", "東京", "グループ"),
    ]


def test_parts_are_found_inside_words_too():
    text = "東京電力会社のARM株式会社"
    matcher = pickle.loads(pickle.dumps(PhraseMatcher(PHRASES, parts=["会社", "株式会社"])))
    whole, parts = matcher.find_with_parts(normalise(text), tokenizer(text))
    assert whole == PhraseMatcher(PHRASES).find(normalise(text), tokenizer(text))
    assert [(part.phrase, part.start, part.end) for part in parts] == [(0, 4, 6), (1, 10, 14), (0, 12, 14)]


@pytest.mark.parametrize("text", ["İSTANBUL", "ＡＢＣ", "ẞ"])
def test_folding_keeps_the_length(text):
    assert len(fold_case(text)) == len(text)
