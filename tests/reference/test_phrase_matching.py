"""Phrases tried at every position of a text, beside the automaton that finds all of them in one pass."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.entities.overlaps import outermost
from kijiyomi.entities.phrase_matcher import Match, PhraseMatcher
from kijiyomi.text.normalise import normalise
from kijiyomi.tokenizer.mecab import MecabTokenizer

PHRASES = ("日立", "日立電力", "電力", "の電力", "arm", "arm 3", "アーム", "アームズ", "3", "é", "𠮷野", "々")
ENDINGS = ("hd", "グループ")
SUBSTRINGS = ("会社", "社", "リット")
CHARACTERS = "日立電力のアームズA3 ・é×々社会家\0\ud800。ー™"
WORDS = (*CHARACTERS, *PHRASES, *ENDINGS, "Ａｒｍ", "ARM", "HD", "㍑", "ｱｰﾑ", "İ", "会社")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
LATIN, KATAKANA, KANJI, HIRAGANA = "[0-9A-Za-zÀ-ÖØ-öø-ɏ]", "[ァ-ヺー-ヿ]", "[㐀-䶿一-鿿々]", "[ぁ-ゟ]"

tokenizer = MecabTokenizer()
matcher = PhraseMatcher(PHRASES, ENDINGS, SUBSTRINGS)


def script(character):
    return next((s for s in (LATIN, KATAKANA, KANJI, HIRAGANA) if re.match(s, character)), None)


def matches_of(text):
    view, tokens = normalise(text), tokenizer(text)
    scripts = [
        None if text[source] in "™℠" else script(c) for c, source in zip(view.text, view.starts, strict=True)
    ]
    scripts = [None, *scripts, None]
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in view.text)

    def is_edge(beside, inside, at_token):
        return beside != inside or inside is None or (inside in (KANJI, HIRAGANA) and at_token)

    for index, phrase in enumerate(PHRASES):
        for ending in ("", *ENDINGS):
            for start in range(len(lower)):
                end = start + len(phrase + ending)
                if (
                    lower.startswith(phrase + ending, start)
                    and is_edge(scripts[start], scripts[start + 1], view.starts[start] in tokens.start)
                    and is_edge(scripts[end + 1], scripts[end], view.ends[end - 1] in tokens.end)
                ):
                    yield Match(index, start, end, ending)


@given(TEXTS)
def test_every_whole_word_is_found(text):
    assert sorted(matcher.find(normalise(text), tokenizer(text))) == sorted(matches_of(text))


@given(TEXTS)
def test_the_longest_are_those_in_no_other(text):
    alone = [match for match in matches_of(text) if not match.ending]
    found = matcher.find_longest(normalise(text), tokenizer(text)).T.tolist()
    assert found == [list(match[:3]) for match in outermost(alone)]


@given(TEXTS)
def test_every_substring_is_found(text):
    view = normalise(text)
    _, found = matcher.find_with_substrings(view, tokenizer(text))
    assert sorted(found) == [
        Match(index, start, start + len(word))
        for index, word in enumerate(SUBSTRINGS)
        for start in range(len(view.text))
        if view.text.startswith(word, start)
    ]


@given(st.lists(TEXTS, max_size=5))
def test_texts_that_hold_a_phrase_are_found(texts):
    views = [normalise(text).text for text in texts]
    lower = ["".join(c.lower() if len(c.lower()) == 1 else c for c in text) for text in views]
    expected = [i for i, text in enumerate(lower) if any(word in text for word in PHRASES + SUBSTRINGS)]
    assert matcher.occurring(views) == expected
