import re

import msgspec
import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.calendar import CalendarWords, Holiday, calendar_words
from kijiyomi.knowledge.data_files import FOLDER, read_data
from support.data_files import assert_typos_are_named


def test_typos_are_named(tmp_path):
    assert_typos_are_named(FOLDER / "numbers" / "calendar.toml", CalendarWords, tmp_path)


def test_eras_follow_each_other():
    years = [year for era, year in calendar_words().eras.items() if not re.fullmatch("[A-Z]", era)]
    assert years == sorted(years, reverse=True)
    letters = {"R": "令和", "H": "平成", "S": "昭和"}
    assert {era: calendar_words().eras[era] for era in letters} == {
        letter: calendar_words().eras[era] for letter, era in letters.items()
    }


@pytest.mark.parametrize(
    "holiday",
    [{"month": 5}, {"month": 5, "day": 3, "weekday": 1, "nth": 1}, {"month": 5, "weekday": 1}, {"month": 5, "day": 3, "nth": 1}, {"month": 13, "day": 1}],
)  # fmt: skip
def test_a_holiday_is_on_a_day_or_an_nth_weekday(holiday):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(holiday, Holiday)


def test_a_word_means_one_thing():
    words = calendar_words()
    for groups in (
        words.after,
        words.after_day,
        words.seasons,
        words.halves,
        words.periods,
        *words.parts.values(),
    ):
        listed = [word for group in groups.values() for word in group]
        assert len(listed) == len(set(listed))
    relative = [word for group in words.relative.values() for word in group]
    assert len(relative) == len(set(relative))


def test_a_malformed_holiday_is_named(tmp_path):
    text = (FOLDER / "numbers" / "calendar.toml").read_text(encoding="utf-8")
    path = tmp_path / "calendar.toml"
    path.write_text(
        text.replace(
            '"海の日" = { month = 7, weekday = 1, nth = 3 }', '"海の日" = { month = 7, weekday = 1 }'
        ),
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError, match=r"holidays\.海の日: a holiday has a day, or else a weekday"):
        read_data(path, CalendarWords)
