import re

import pytest

from kijiyomi.entities.numbers.numerals import KANJI
from kijiyomi.knowledge.data_files import FOLDER
from kijiyomi.knowledge.number_words import ExclusionWords, ModifierWords, exclusion_words, modifier_words
from kijiyomi.knowledge.units import written_units
from support.data_files import assert_typos_are_named


@pytest.mark.parametrize(("name", "kind"), [("modifiers", ModifierWords), ("exclusions", ExclusionWords)])
def test_typos_are_named(tmp_path, name, kind):
    assert_typos_are_named(FOLDER / "numbers" / f"{name}.toml", kind, tmp_path)


def test_a_qualifier_means_one_thing():
    words = modifier_words()
    listed = [
        word
        for groups in (words.before, words.after, words.beyond)
        for group in groups.values()
        for word in group
    ]
    assert len(listed) == len(set(listed))


def test_exclusions_speak_of_known_numerals_and_units():
    words = exclusion_words()
    assert {numeral for numerals in words.small_counts for numeral in numerals} <= set(KANJI)
    counted = {unit for units in words.small_counts.values() for unit in units}
    assert counted | set(words.exclaimed) <= set(written_units())
    for number, word in enumerate(words.words):
        assert word[0] in KANJI
        assert not word.startswith(words.words[:number]), f"{word} is never reached"


def test_patterns_compile():
    for pattern in (*modifier_words().not_before.values(), *exclusion_words().words):
        re.compile(pattern)


def test_numbered_counters_are_known_and_stand_once():
    numbered = exclusion_words().numbered
    assert set(numbered) <= set(written_units())
    assert len(numbered) == len(set(numbered))
