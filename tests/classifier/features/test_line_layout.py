import numpy as np
import pytest

from kijiyomi.classifier.features.line_layout import layout_ngrams


def keys(text):
    return sorted(layout_ngrams([text])[0].tolist())


@pytest.mark.parametrize("text", ["", "\n", " \r\n\u3000\n\t"])
def test_blank_texts_have_no_layout(text):
    assert keys(text) == []


def test_words_do_not_matter():
    assert keys("星を見た。\n- 望遠鏡 8") == keys("月は出た。\n- 双眼鏡 3")


def test_marks_lengths_and_blank_lines_do():
    plain = keys("星を見た。\n月も見た。")
    for other in (
        "■星見た。\n月も見た。",
        "星を見た！\n月も見た。",
        "星を見た。\n\n月も見た。",
        "星を見た。\n月も見て寝た夜。",
    ):
        assert keys(other) != plain


def test_white_space_at_the_ends_and_line_feeds_of_another_system_do_not():
    assert keys("\u3000星を見た。 \r\n\u3000\r\n月。\n\n\n") == keys("星を見た。\n\n月。")


@pytest.mark.parametrize("text", ["a", "\ud800", "😀\n" * 5, "\n" * 50 + "x", "長" * 5000])
def test_every_line_has_as_many_keys(text):
    assert len(keys(text)) == 7 * sum(bool(line) for line in text.split("\n"))


def test_a_text_looks_alone_as_among_others():
    texts = ["", "\n\n星。", " \n", "月。\n\n\n\n\n\n", "\r\n\n- a", "", "星", "\n"]
    found, sizes = layout_ngrams(texts)
    parts = [part.tolist() for part in np.split(found, sizes[:-1, 0].cumsum())]
    assert parts == [layout_ngrams([text])[0].tolist() for text in texts]
