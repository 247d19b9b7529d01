import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.text.character_variants import (
    KANJI_VARIANTS,
    compose,
    holds_ideographic_selector,
    may_need_composing,
)

variants = st.lists(
    st.sampled_from(
        [
            "か\u3099",
            "か",
            "\u3099",
            "\u309a",
            "は\u309a",
            "e\u0301",
            "\u0958\u0301",
            "葛\U000e0100",
            "\U000e0101",
        ]
    )
    | st.sampled_from(["𠮷", "𩸽", "塚\ufe00", "\ufa10", "髙", "東", "A", " ", "\ud840", "😀", "\ud83d"]),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("text", "composed"),
    [
        ("テ\u3099ータハ\u3099ンク", "データバンク"),
        ("cafe\u0301", "café"),
        ("葛\U000e0100城", "葛城"),
        ("𠮷野家", "吉野家"),
        ("髙島屋", "髙島屋"),
        ("か\u309a", "か\u309a"),
        ("⚠\ufe0f", "⚠\ufe0f"),
    ],
)
def test_texts_are_composed_as_dictionaries_have_them(text, composed):
    assert compose(text).text == composed


def test_kanji_beyond_the_basic_plane_become_kanji_that_differ():
    fish, other = compose("𩸽").text, compose("𪀯").text
    assert fish != other
    assert all("㐀" <= kanji <= "䶿" for kanji in (fish, other))


@given(variants)
def test_every_character_keeps_its_position(text):
    view = compose(text)
    # Each stands for the next characters of the text, so that tokens of the view are apart in the text.
    assert [0, *view.ends.tolist()] == [*view.starts.tolist(), len(text)]
    assert may_need_composing(text) or view.text == text
    for character, start, end in zip(view.text, view.starts, view.ends, strict=True):
        if end - start == 1 and ord(text[start]) < 0x20000:
            assert character in (text[start], unicodedata.normalize("NFC", text[start]))


@given(st.text())
def test_what_is_seen_fast_is_what_is_there(text):
    assert holds_ideographic_selector(text) == any("\U000e0100" <= c <= "\U000e01ef" for c in text)
    assert may_need_composing(text) or compose(text).text == text


def test_variants_lead_to_their_standard_in_one_step():
    assert all(len(variant) == len(standard) == 1 for variant, standard in KANJI_VARIANTS.items())
    assert KANJI_VARIANTS.keys().isdisjoint(KANJI_VARIANTS.values())
    assert {KANJI_VARIANTS[variant] for variant in "髙𠮷﨑濵濱"} == set("高吉崎浜")
