import re
from typing import get_args

from kijiyomi.knowledge.data_files import FOLDER
from kijiyomi.knowledge.durations import Designator, DurationWords, duration_words
from support.data_files import assert_typos_are_named


def test_typos_are_named(tmp_path):
    assert_typos_are_named(FOLDER / "numbers" / "durations.toml", DurationWords, tmp_path)


def test_designators_go_from_coarse_to_fine():
    designators = duration_words().designators
    assert tuple(designators) == get_args(Designator)
    assert list(designators.values()) == sorted(designators.values(), reverse=True)


def test_counts_are_positive():
    words = duration_words()
    assert all(unit.count > 0 for unit in (*words.units.values(), *words.halves.values()))


def test_patterns_compile():
    words = duration_words()
    cues = words.length_cues
    directions = [pattern for group in words.directions.values() for pattern in group.values()]
    for pattern in (*words.not_before.values(), *directions, *cues.before, *cues.after, *cues.one_day_after):
        re.compile(pattern)
