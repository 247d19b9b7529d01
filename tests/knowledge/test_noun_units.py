import pytest

from kijiyomi.knowledge.data_files import FOLDER
from kijiyomi.knowledge.noun_units import NounUnitWords, noun_unit_words
from support.data_files import assert_typos_are_named


def test_typos_are_named(tmp_path):
    assert_typos_are_named(FOLDER / "numbers" / "noun_units.toml", NounUnitWords, tmp_path)


@pytest.mark.parametrize("field", ["before", "counted_with_no", "suffixes"])
def test_no_word_stands_twice(field):
    words = list(getattr(noun_unit_words(), field))
    assert len(words) == len(set(words))
