from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings

from kijiyomi.classifier.features.character_ngrams import character_ngrams, character_occurrences
from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.line_ngrams import line_ngrams, line_occurrences
from kijiyomi.classifier.features.ngrams import NGramCounts, NGrams, bounds_from_sizes, count_ngrams
from kijiyomi.classifier.features.word_ngrams import word_ngrams, word_occurrences
from kijiyomi.tokenizer.mecab import MecabTokenizer
from support.classifier_texts import odd_texts, texts

TEXTS = ["", "星を見た。", "。", "", "月も見た。\n\n星を見た。", "a", "ab", "\0", "ΟΔΟΣ", "İ\ud800", ""]


def lists(counts):
    return [column.tolist() for column in counts]


def words(text):
    return count_ngrams([word_ngrams([MecabTokenizer()(text)])])


def test_keys_do_not_depend_on_what_was_read_before():
    fresh, used = MecabTokenizer(), MecabTokenizer()
    used("まったく別の文章を先に読んでおく。")
    text = "望遠鏡で星雲を撮影した。"
    assert lists(word_ngrams([fresh(text)])) == lists(word_ngrams([used(text)]))


def test_words_are_lemmas_and_pairs_without_punctuation():
    once = words("星を見た")
    assert lists(once) == lists(words("「星」を、見た。"))
    assert once.frequency.tolist() == [1] * (4 + 3)
    assert set(words("星を見る").keys[:3].tolist()) <= set(once.keys.tolist())


def test_case_does_not_matter():
    assert lists(character_ngrams(["GPU"])) == lists(character_ngrams(["gpu"]))


def test_kinds_are_counted_together_as_alone():
    tokens = MecabTokenizer().tokenize_batch(TEXTS)
    kinds = [word_ngrams(tokens), character_ngrams(TEXTS), NGrams.empty(3), line_ngrams(TEXTS[::-1])]
    together = count_ngrams(kinds)
    assert lists(together) == lists(NGramCounts.concatenate([count_ngrams([kind]) for kind in kinds]))


def test_counts_are_split_into_what_they_were_concatenated_from():
    parts = [count_ngrams([character_ngrams(TEXTS[start : start + 3])]) for start in (0, 3, 6)]
    assert list(map(lists, NGramCounts.concatenate(parts).split(3))) == list(map(lists, parts))
    assert lists(NGramCounts.empty(2)) == lists(count_ngrams([NGrams.empty(2)]))


def test_bounds_by_hand():
    assert bounds_from_sizes([2, 0, 3]).tolist() == [0, 2, 2, 5]
    assert bounds_from_sizes([]).tolist() == [0]


@settings(max_examples=100, deadline=None)
@given(texts)
def test_what_is_located_is_what_is_counted(text):
    tokens = MecabTokenizer()(text)
    located = [
        (word_ngrams([tokens]), word_occurrences(tokens)),
        (character_ngrams([text]), character_occurrences(text)),
        (line_ngrams([text]), line_occurrences(text)),
    ]
    assert len(located) == len({field.kind for field in FIELDS if field.kind.locate})
    for counted, occurrences in located:
        assert Counter(occurrences.keys.tolist()) == Counter(counted.keys.tolist())
        assert (occurrences.starts < occurrences.ends).all()


@settings(max_examples=100, deadline=None)
@given(odd_texts)
def test_what_stands_there_has_the_same_key_alone(text):
    tokens = MecabTokenizer()(text)
    for key, start, end in zip(*line_occurrences(text), strict=True):
        assert line_ngrams([text[start:end]]).keys.tolist() == [key]
    lower = text.lower()  # the small letter of Σ depends on what follows
    for key, start, end in zip(*character_occurrences(text), strict=True):
        assert key in character_ngrams([lower[start:end]]).keys
    for key, start, end in zip(*word_occurrences(tokens), strict=True):
        inside = (tokens.start >= start) & (tokens.end <= end)
        own = type(tokens)(
            text, tokens.lexicon, tokens.start[inside], tokens.end[inside], tokens.morpheme[inside]
        )
        assert key in word_ngrams([own]).keys


def test_lines_are_located_with_white_space_at_their_ends():
    text = "見出し\n  署名：花子 \n\n" + "長い行" * 30 + "\n見出し"
    keys, starts, ends = line_occurrences(text)
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == [
        "見出し",
        "  署名：花子 ",
        "見出し",
    ]
    assert keys[0] == keys[2] != keys[1]


@pytest.mark.parametrize("text", ["İ", "aİb", "İ\ud800"])
def test_characters_that_grow_in_lower_case_are_counted_but_not_located(text):
    assert len(character_ngrams([text]).keys)
    assert character_occurrences(text).keys.tolist() == []
    assert character_occurrences(text).starts.dtype == np.intp
