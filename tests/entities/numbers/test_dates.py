import pytest

from kijiyomi.knowledge.calendar import calendar_words
from support.finding import find, only, surfaces


@pytest.mark.parametrize(
    ("text", "surface", "timex"),
    [
        ("2026年に", "2026年", "2026"),
        ("2026年7月の", "2026年7月", "2026-07"),
        ("2026 年 7 月 9 日に", "2026 年 7 月 9 日", "2026-07-09"),
        ("２０２６年７月９日（木）に", "２０２６年７月９日（木）", "2026-07-09"),
        ("6月3日に", "6月3日", "XXXX-06-03"),
        ("6月に", "6月", "XXXX-06"),
        ("23日、発表した", "23日", "XXXX-XX-23"),
        ("2026/7/9更新", "2026/7/9", "2026-07-09"),
        ("2026-07-09に", "2026-07-09", "2026-07-09"),
        ("7/18の会議", "7/18", "XXXX-07-18"),
        ("令和8年の", "令和8年", "2026"),
        ("R8.4.1に", "R8.4.1", "2026-04-01"),
        ("平成元年5月", "平成元年5月", "1989-05"),
        ("西暦645年に", "西暦645年", "0645"),
        ("二〇二六年十二月に", "二〇二六年十二月", "2026-12"),
        ("2026年度第3四半期の", "2026年度第3四半期", "FY2026-Q3"),
        ("2026年第1四半期の", "2026年第1四半期", "2026-Q1"),
        ("第2四半期は", "第2四半期", "XXXX-Q2"),
        ("FY2026 Q4の", "FY2026 Q4", "FY2026-Q4"),
        ("2026年3月期の", "2026年3月期", "FY2025"),
        ("26年12月期の", "26年12月期", "FY2026"),
        ("2027/3期の", "2027/3期", "FY2026"),
        ("27/12期に", "27/12期", "FY2027"),
        ("2026年後半に", "2026年後半", "2026-H2"),
        ("2026年上半期は", "2026年上半期", "2026-H1"),
        ("2026年夏に", "2026年夏", "2026-SU"),
        ("2026年末までに", "2026年末", "2026"),
        ("2026年5月上旬に", "2026年5月上旬", "2026-05"),
        ("2030年代に", "2030年代", "203X"),
        ("21世紀初頭の", "21世紀初頭", "20XX"),
        ("紀元前2世紀の", "紀元前2世紀", "BC01XX"),
        ("2024年以降", "2024年以降", "2024"),
        ("2019年から2023年の間に", "2019年から2023年", "2019/2023"),
        ("2027〜2028年に", "2027〜2028年", "2027/2028"),
        ("2026年4〜6月期の", "2026年4〜6月期", "2026-04/2026-06"),
        ("5月10〜12日に", "5月10〜12日", "XXXX-05-10/XXXX-05-12"),
        ("2025年11月〜2026年3月", "2025年11月〜2026年3月", "2025-11/2026-03"),
        ("昨年12月に", "昨年12月", "XXXX-12"),
        ("10月の第2金曜日", "10月の第2金曜日", "XXXX-10-WXX-5-#2"),
        ("2026年10月の第2金曜日", "2026年10月の第2金曜日", "2026-10-09"),
        ("2026年2月の最後の金曜日", "2026年2月の最後の金曜日", "2026-02-27"),
        ("2026年の海の日に", "2026年の海の日", "2026-07-20"),
        ("27年1Qの", "27年1Q", "2027-Q1"),
        ("2Q26の出荷", "2Q26", "2026-Q2"),
        ("2026Q4に", "2026Q4", "2026-Q4"),
        ("Q2 FY2027の", "Q2 FY2027", "FY2027-Q2"),
        ("2H 2026に", "2H 2026", "2026-H2"),
        ("2026年末の", "2026年末", "2026"),
        ("2026年初頭の", "2026年初頭", "2026"),
        ("26年末に", "26年末", "2026"),
        ("28年後半の", "28年後半", "2028-H2"),
        ("04年に", "04年", "2004"),
        ("2026会計年度の", "2026会計年度", "FY2026"),
        ("8月1日付で", "8月1日", "XXXX-08-01"),
        ("8月1日本社で", "8月1日", "XXXX-08-01"),
        ("12日中に", "12日", "XXXX-XX-12"),
        ("第42週の", "第42週", "XXXX-W42"),
        ("25/08/01更新", "25/08/01", "2025-08-01"),
        ("8.12(火)に", "8.12(火)", "XXXX-08-12"),
        ("8月1日の前に", "8月1日の前", "XXXX-08-01"),
        ("2019〜23年に", "2019〜23年", "2019/2023"),
        ("2024年から27年にかけて増え", "2024年から27年", "2024/2027"),
        ("2026〜2028年度の", "2026〜2028年度", "FY2026/FY2028"),
        ("2022から2024年に", "2022から2024年", "2022/2024"),
        ("昭和63〜平成3年の", "昭和63〜平成3年", "1988/1991"),
        ("'97〜'03年に", "'97〜'03年", "1997/2003"),
        ("7、8月に", "7、8月", "XXXX-07/XXXX-08"),
        ("2025・26年度の", "2025・26年度", "FY2025/FY2026"),
        ("8月1日以降8月20日まで", "8月1日以降8月20日まで", "XXXX-08-01/XXXX-08-20"),
        ("八月三日から廿日まで", "八月三日から廿日まで", "XXXX-08-03/XXXX-08-20"),
    ],
)
def test_date(text: str, surface: str, timex: str) -> None:
    found, figure = only(text)
    assert (found, figure.label, figure.timex) == (surface, "DATE", timex)


@pytest.mark.parametrize(
    ("text", "timex", "part"),
    [
        ("8月上旬に", "XXXX-08", "start"),
        ("2026年8月中旬", "2026-08", "mid"),
        ("8月下旬に", "XXXX-08", "end"),
        ("2027年初頭", "2027", "start"),
        ("2027年末の", "2027", "end"),
        ("17世紀後半の", "16XX", "H2"),
        ("2030年代前半", "203X", "H1"),
        ("2027年後半", "2027-H2", None),
    ],
)
def test_part_of_a_date_is_given(text: str, timex: str, part: str | None) -> None:
    _, figure = only(text)
    assert (figure.timex, figure.part) == (timex, part)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年の50億ドルから2027年には", ["2024年", "50億ドル", "2027年"]),
        ("2025年から2026年へ延期", ["2025年", "2026年"]),
        ("2025年、2026年と", ["2025年", "2026年"]),
        ("2015年から30年働き", ["2015年", "30年"]),
        ("9月5・20日合併号", ["9月5", "20日"]),
        ("3、5月に", ["5月"]),
    ],
)
def test_neighbours_stay_apart(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_bound_belongs_to_a_date_that_stands_alone() -> None:
    assert surfaces("2025年4月から") == ["2025年4月から"]
    assert surfaces("提供は2025年4月から始まる") == ["2025年4月"]


def test_every_era_counts_from_its_first_year() -> None:
    for era, first in calendar_words().eras.items():
        assert [figure.timex for _, figure in find(f"{era}5年に")] == [f"{first + 4:04d}"], era


def test_every_holiday_is_a_day() -> None:
    for name in calendar_words().holidays:
        ((surface, figure),) = find(f"2026年の{name}に")
        assert surface.startswith(f"2026年の{name}")
        assert figure.timex is not None and len(figure.timex) == len("2026-01-01"), name


def test_every_season_and_half_is_a_part_of_a_year() -> None:
    for groups in (calendar_words().seasons, calendar_words().halves):
        for value, words in groups.items():
            for word in words:
                assert [(found, figure.timex) for found, figure in find(f"2026年{word}に")] == [
                    (f"2026年{word}", f"2026-{value}")
                ]


def test_every_part_is_given_with_its_period() -> None:
    periods = {"year": "2026年", "month": "2026年5月", "century": "19世紀の"}
    for level, groups in calendar_words().parts.items():
        for part, words in groups.items():
            for word in words:
                text = periods[level] + word
                assert [(found, figure.part) for found, figure in find(f"{text}、")] == [(text, part)]


def test_every_word_after_a_date_qualifies_it() -> None:
    for date, groups in (("2026年5月", calendar_words().after), ("5月3日", calendar_words().after_day)):
        for modifier, words in groups.items():
            for word in words:
                assert [(found, figure.modifier) for found, figure in find(f"{date}{word}、")] == [
                    (date + word, modifier)
                ]


def test_every_word_that_counts_from_another_date_belongs_to_the_span() -> None:
    for words in calendar_words().anaphoric.values():
        for word in words:
            assert [(found, figure.timex) for found, figure in find(f"{word}5月に")] == [
                (f"{word}5月", "XXXX-05")
            ]


def test_every_bound_belongs_to_a_date_that_stands_alone() -> None:
    for bound in calendar_words().bounds:
        assert surfaces(f"2025年4月{bound}") == [f"2025年4月{bound}"]


@pytest.mark.parametrize("word", ["終値", "始値", "取引", "東京株式市場"])
def test_the_day_of_a_price_is_a_date(word: str) -> None:
    surface, figure = only(f"1日の{word}は")
    assert (surface, figure.label, figure.timex) == ("1日", "DATE", "XXXX-XX-01")


def test_since_stands_outside_a_date_and_from_then_on_inside() -> None:
    assert [(s, f.modifier) for s, f in find("2015年以来")] == [("2015年", None)]
    assert [(s, f.modifier) for s, f in find("2015年以降")] == [("2015年以降", "ge")]
    assert [(s, f.modifier) for s, f in find("2015年以前")] == [("2015年以前", "le")]


@pytest.mark.parametrize("text", ["日付は 1/30 です", "締切は1/10です", "期限:2/3"])
def test_words_make_a_day_of_what_could_be_a_fraction(text: str) -> None:
    assert [f.label for _, f in find(text)] == ["DATE"]
