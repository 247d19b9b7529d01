from collections import Counter

import pytest

from kijiyomi.classifier.features.ngrams import (
    NGramCounts,
    NGrams,
    character_ngrams,
    counted,
    line_ngrams,
    short_lines,
    word_ngrams,
)
from kijiyomi.tokenizer.mecab import MecabTokenizer

TEXTS = ["", "星を見た。", "。", "", "月も見た。\n\n星を見た。", "a", "ab", "\0", "ΟΔΟΣ", "İ\ud800", ""]


def lists(counts):
    return [column.tolist() for column in counts]


def word_counts(tokens):
    return counted([word_ngrams(tokens)])


def character_counts(texts):
    return counted([character_ngrams(texts)])


def line_counts(texts):
    return counted([line_ngrams(texts)])


def words(text):
    return word_counts([MecabTokenizer()(text)])


def test_keys_do_not_depend_on_what_was_read_before():
    fresh, used = MecabTokenizer(), MecabTokenizer()
    used("まったく別の文章を先に読んでおく。")
    text = "望遠鏡で星雲を撮影した。"
    assert lists(word_counts([fresh(text)])) == lists(word_counts([used(text)]))


def test_words_are_lemmas_and_pairs_without_punctuation():
    once = words("星を見た")
    assert lists(once) == lists(words("「星」を、見た。"))
    assert once.frequency.tolist() == [1] * (4 + 3)
    assert set(words("星を見る").keys[:3].tolist()) <= set(once.keys.tolist())


@pytest.mark.parametrize(
    ("text", "pairs", "triples"),
    [("", 0, 0), ("a", 0, 0), ("ab", 1, 0), ("星月夜", 2, 1), ("\ud800😀\0a", 3, 2)],
)
def test_characters_come_in_pairs_and_triples(text, pairs, triples):
    keys, counts, bounds = character_counts([text])
    assert len(keys) == counts.sum() == pairs + triples
    assert bounds.tolist() == [0, len(keys)]


def test_characters_are_counted():
    text = "星星星月星星"
    grams = [text[i : i + n] for n in (2, 3) for i in range(len(text) - n + 1)]
    expected = sorted(
        Counter(sum(ord(c) << 21 * p for p, c in enumerate(reversed(g))) for g in grams).items()
    )
    keys, counts, _ = character_counts([text])
    assert list(zip(keys.tolist(), counts.tolist(), strict=True)) == expected


def test_case_does_not_matter():
    assert lists(character_counts(["GPU"])) == lists(character_counts(["gpu"]))


@pytest.mark.parametrize("count", [character_counts, line_counts])
def test_a_text_is_counted_alone_as_among_others(count):
    assert lists(count(TEXTS)) == lists(NGramCounts.joined([count([text]) for text in TEXTS]))


def test_words_of_a_text_are_counted_alone_as_among_others():
    tokens = MecabTokenizer().tokenize_batch(TEXTS)
    assert lists(word_counts(tokens)) == lists(NGramCounts.joined([word_counts([some]) for some in tokens]))


def test_kinds_are_counted_together_as_alone():
    tokens = MecabTokenizer().tokenize_batch(TEXTS)
    kinds = [word_ngrams(tokens), character_ngrams(TEXTS), NGrams.none(3), line_ngrams(TEXTS[::-1])]
    together = counted(kinds)
    assert lists(together) == lists(NGramCounts.joined([counted([kind]) for kind in kinds]))
    assert lists(NGramCounts.joined(together.split(4))) == lists(together)


def test_short_lines_know_their_places():
    text = "見出し\n  署名：花子 \n\n" + "長い行" * 30 + "\n見出し"
    found = list(short_lines(text))
    assert [text[start:end] for _, start, end in found] == ["見出し", "  署名：花子 ", "見出し"]
    assert found[0][0] == found[2][0] != found[1][0]
