import pytest

from kijiyomi.entities.numbers.partial_date import PartialDate


@pytest.mark.parametrize(
    ("date", "timex", "level"),
    [
        (PartialDate(), "XXXX", "year"),
        (PartialDate(794), "0794", "year"),
        (PartialDate(2025, fiscal=True, term="Q3"), "FY2025-Q3", "term"),
        (PartialDate(month=5, day=15), "XXXX-05-15", "day"),
        (PartialDate(day=15), "XXXX-XX-15", "day"),
        (PartialDate(203, span="decade"), "020X", "decade"),
        (PartialDate(40, span="decade", short=True), "XX4X", "decade"),
        (PartialDate(2, span="century", before_christ=True), "BC01XX", "century"),
        (PartialDate(2026, 10, weekday=(5, 2)), "2026-10-09", "month"),
        (PartialDate(2026, 2, weekday=(5, 5)), "2026-02-27", "month"),
        (PartialDate(month=10, weekday=(5, 2)), "XXXX-10-WXX-5-#2", "month"),
    ],
)
def test_timex_and_level(date: PartialDate, timex: str, level: str) -> None:
    assert (date.timex(), date.level) == (timex, level)


def test_a_date_is_completed_by_the_one_before_it() -> None:
    assert PartialDate(month=6).completed_by(PartialDate(2026, 4)) == PartialDate(2026, 6)
    assert PartialDate(day=9).completed_by(PartialDate(2026, 4, 3)) == PartialDate(2026, 4, 9)
    assert PartialDate(27, short=True).completed_by(PartialDate(2024)) == PartialDate(2027)
    assert PartialDate(2030).completed_by(PartialDate(2024, 4)) == PartialDate(2030)


def test_a_range_s_start_is_completed_by_its_end() -> None:
    assert PartialDate(month=11).completed_by_end(PartialDate(2026, 3)) == PartialDate(2025, 11)
    assert PartialDate(month=3).completed_by_end(PartialDate(2026, 11)) == PartialDate(2026, 3)
    assert PartialDate(2020).completed_by_end(PartialDate(2026, 11)) == PartialDate(2020)
