import pytest

from kijiyomi.knowledge.durations import duration_words
from support.finding import find, only, surfaces


@pytest.mark.parametrize(
    ("text", "surface", "timex", "modifier"),
    [
        ("この15年間で", "15年間", "P15Y", None),
        ("10年近く続く", "10年近く", "P10Y", "approx"),
        ("最長5年の", "最長5年", "P5Y", "le"),
        ("約3か月で", "約3か月", "P3M", "approx"),
        ("2週間以内に", "2週間以内", "P2W", "le"),
        ("48時間で", "48時間", "PT48H", None),
        ("1時間半の", "1時間半", "PT1H30M", None),
        ("2年半で", "2年半", "P2Y6M", None),
        ("1年2か月の", "1年2か月", "P1Y2M", None),
        ("遅延は8ミリ秒", "8ミリ秒", "PT0.008S", None),
        ("半年の", "半年", "P6M", None),
        ("四半世紀に", "四半世紀", "P25Y", None),
        ("二十四時間", "二十四時間", "PT24H", None),
        ("3〜5年で", "3〜5年", "P3Y/P5Y", None),
        ("8年から12年かかる", "8年から12年", "P8Y/P12Y", None),
        ("5日間の", "5日間", "P5D", None),
        ("3日以内に", "3日以内", "P3D", "le"),
        ("90日で", "90日", "P90D", None),
        ("4日ぶりに", "4日", "P4D", None),
        ("5年前に", "5年前", "P5Y", None),
        ("数年かけて", "数年", "PXY", None),
        ("何年も", "何年", "PXY", None),
        ("何日もかけて", "何日", "PXD", None),
        ("数月を経て", "数月", "PXM", None),
        ("まる2日かけて", "まる2日", "P2D", None),
        ("丸一年の", "丸一年", "P1Y", None),
        ("10分の遅れ", "10分", "PT10M", None),
        ("三十分かかる", "三十分", "PT30M", None),
        ("20分から30分の", "20分から30分", "PT20M/PT30M", None),
        ("24時間稼働の", "24時間", "PT24H", None),
        ("6年越しの", "6年", "P6Y", None),
        ("4、5年で", "4、5年", "P4Y/P5Y", None),
        ("二、三日は", "二、三日", "P2D/P3D", None),
        ("20分間隔で", "20分", "PT20M", None),
    ],
)
def test_duration(text: str, surface: str, timex: str, modifier: str | None) -> None:
    found, figure = only(text)
    assert (found, figure.label, figure.timex, figure.modifier) == (surface, "DURATION", timex, modifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1日8時間働く", ["1日", "8時間"]),
        ("平均10日から5日に短縮", ["10日", "5日"]),
        ("三年間と五か月", ["三年間", "五か月"]),
        ("1年半、2週間", ["1年半", "2週間"]),
        ("会議は90分から45分に", ["90分", "45分"]),
    ],
)
def test_neighbours_stay_apart(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize("text", ["1日に4回飲む", "1日に約200件の", "1日で3万人が", "3泊4日の"])
def test_day_is_a_length(text: str) -> None:
    assert [figure.timex for _, figure in find(text) if figure.label == "DURATION"] in (["P1D"], ["P4D"])


def test_every_unit_of_time_is_a_duration() -> None:
    for name, unit in duration_words().units.items():
        number = "数" if unit.vague_only or name == "世紀" else "約5"
        found, figure = only(f"{number}{name}、")
        assert (found, figure.label) == (f"{number}{name}", "DURATION")
        assert figure.timex is not None
        assert figure.timex.startswith("PT" if unit.designator.startswith("T") else "P")
        assert figure.timex.endswith(unit.designator.removeprefix("T"))


def test_every_half_is_a_duration() -> None:
    for name, half in duration_words().halves.items():
        found, figure = only(f"約{name}、")
        assert (found, figure.modifier) == (f"約{name}", "approx")
        amount = f"{half.count.normalize():f}"
        time, letter = (
            ("T", half.designator[1:]) if half.designator.startswith("T") else ("", half.designator)
        )
        assert figure.timex == f"P{time}{amount}{letter}"


def test_short_years_of_a_term_are_dates() -> None:
    ((found, figure),) = find("83〜86年に社長を務めた")
    assert (found, figure.label, figure.timex) == ("83〜86年", "DATE", "1983/1986")
    ((_, figure),) = find("80〜90年に及ぶ")
    assert figure.label == "DURATION"
