import pytest

from kijiyomi.classifier.features.layout_ngrams import NGRAMS_PER_LINE, layout_ngrams


def keys(text):
    return layout_ngrams([text]).keys.tolist()


@pytest.mark.parametrize("text", ["", "\n", " \r\n\u3000\n\t"])
def test_blank_texts_have_no_layout(text):
    assert keys(text) == []


def test_words_do_not_matter():
    assert keys("星を見た。\n- 望遠鏡 8") == keys("月は出た。\n- 双眼鏡 3")


@pytest.mark.parametrize(
    "other",
    [
        "■星見た。\n月も見た。",
        "星を見た！\n月も見た。",
        "星を見た。\n\n月も見た。",
        "星を見た。\n月も見て寝た夜。",
    ],
)
def test_marks_lengths_and_blank_lines_matter(other):
    assert keys(other) != keys("星を見た。\n月も見た。")


def test_white_space_at_the_ends_and_line_feeds_of_another_system_do_not():
    assert keys("\u3000星を見た。 \r\n\u3000\r\n月。\n\n\n") == keys("星を見た。\n\n月。")


@pytest.mark.parametrize("text", ["a", "\ud800", "😀\n" * 5, "\n" * 50 + "x", "長" * 5000])
def test_every_line_has_as_many_keys(text):
    assert len(keys(text)) == NGRAMS_PER_LINE * sum(bool(line) for line in text.split("\n"))
