import datetime

import pytest

from kijiyomi.entities.numbers.partial_date import PartialDate
from kijiyomi.entities.numbers.relative_dates import relative_date, shift, weekday_of
from kijiyomi.knowledge.calendar import calendar_words
from support.finding import find, only

REFERENCE = datetime.date(2025, 2, 14)


@pytest.mark.parametrize(
    ("text", "surface", "timex"),
    [
        ("昨年12月に", "昨年12月", "2024-12"),
        ("来月3日に", "来月3日", "2025-03-03"),
        ("昨年の後半は", "昨年の後半", "2024-H2"),
        ("今四半期は", "今四半期", "2025-Q1"),
        ("来年度から始まる", "来年度", "FY2025"),
        ("3年前に", "3年前", "2022-02-14"),
        ("10日後に", "10日後", "2025-02-24"),
        ("半年後に", "半年後", "2025-08-14"),
        ("過去7日間で", "過去7日間", "2025-02-07/2025-02-14"),
        ("今後2年間で", "今後2年間", "2025-02-15/2027-02-15"),
        ("来週火曜に", "来週火曜", "2025-02-18"),
        ("今週の金曜日2月14日に", "今週の金曜日2月14日", "2025-02-14"),
        ("先週の木曜日から3月1日まで", "先週の木曜日から3月1日まで", "2025-02-06/2025-03-01"),
        ("来月の第1水曜日に", "来月の第1水曜日", "2025-03-05"),
        ("来月下旬の", "来月下旬", "2025-03"),
        ("今後3営業日", "今後3営業日", "2025-02-15/2025-02-19"),
    ],
)
def test_a_reference_date_resolves(text: str, surface: str, timex: str) -> None:
    found, figure = only(text, REFERENCE)
    assert (found, figure.label, figure.timex) == (surface, "DATE", timex)


def test_vague_period_is_a_length() -> None:
    surface, figure = only("過去数週間で", REFERENCE)
    assert (surface, figure.label, figure.timex) == ("過去数週間", "DURATION", "PXW")


@pytest.mark.parametrize("text", ["昨年は", "今年の夏", "来月から", "今四半期"])
def test_relative_words_need_a_reference_date(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("word", "timex"),
    [
        ("一昨年", "2023"),
        ("再来年", "2027"),
        ("先々月", "2024-12"),
        ("あさって", "2025-02-16"),
        ("先々週", "2025-W05"),
        ("今年度", "FY2024"),
        ("来四半期", "2025-Q2"),
        ("さきほど", None),
    ],
)
def test_what_a_word_means(word: str, timex: str | None) -> None:
    date = relative_date(word, REFERENCE)
    assert (date.timex() if date else None) == timex


def test_every_word_means_something() -> None:
    for words in calendar_words().relative.values():
        for word in words:
            assert relative_date(word, REFERENCE), word


def test_the_last_day_of_a_month_stays_in_the_month_it_is_shifted_to() -> None:
    assert shift(datetime.date(2024, 1, 31), months=1) == datetime.date(2024, 2, 29)
    assert shift(datetime.date(2024, 1, 31), months=-2, days=1) == datetime.date(2023, 12, 1)
    assert shift(datetime.date(9999, 12, 31), days=1) is None
    assert shift(datetime.date(1, 1, 1), months=-1) is None


def test_weekdays_of_a_week() -> None:
    assert weekday_of(PartialDate(2025, term="W01"), "月") == PartialDate(2024, 12, 30)
    assert weekday_of(PartialDate(2025, term="W01"), "日") == PartialDate(2025, 1, 5)
