"""Spaces inside figures, as texts taken out of PDF files have them."""

from itertools import product

import pytest

from kijiyomi.entities.numbers.spaced_figures import find_spaces
from kijiyomi.knowledge.number_words import modifier_words
from support.finding import read_figures


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("約 17 キロメートル", 17),
        ("1,204 万 5 千 人", 12_045_000),
        ("1 億 2,300 万 円", 123_000_000),
        ("2 兆 5 千 億 円", 2_500_000_000_000),
        ("3 万 8,250 円", 38_250),
        ("2 万 50 人", 20_050),
        ("8 千 人", 8_000),
        ("4,000 万 ドル", 40_000_000),
        ("12 . 5 %", 12.5),
        ("5 割 3 分", 53),
        ("3 分 の 1", 1 / 3),
        ("6 か 国", 6),
        ("152 円 25 銭", 152.25),
        ("▲ 4.5 %", -4.5),
    ],
)
def test_spaces_inside_an_amount(written: str, value: float) -> None:
    for space in (" ", "　", "\u00a0"):
        spaced = written.replace(" ", space)
        ((surface, found),) = [(figure.text, figure.value) for figure in read_figures(f"規模は{spaced}だ")]
        assert (surface, found) == (spaced, pytest.approx(value))


@pytest.mark.parametrize(
    ("written", "timex"),
    [
        ("2018 年 4 ~ 6 月", "2018-04/2018-06"),
        ("2018 年 4 〜 6 月 期", "2018-04/2018-06"),
        ("2025 年 3 月 期", "FY2024"),
        ("2018 ～ 2020 年 度", "FY2018/FY2020"),
        ("2018 年 度", "FY2018"),
        ("平成 30 年 3 月 31 日", "2018-03-31"),
        ("令和 元 年 5 月", "2019-05"),
        ("2024 年 12 月 末", "2024-12"),
        ("7 月 上旬", "XXXX-07"),
        ("2024 年 後半", "2024-H2"),
        ("2026 年 第 3 四半期", "2026-Q3"),
        ("3 か 月 間", "P3M"),
        ("10 年 間", "P10Y"),
        ("2 時間 30 分", "PT2H30M"),
        ("48 時 間", "PT48H"),
    ],
)
def test_spaces_inside_a_date_or_a_length_of_time(written: str, timex: str) -> None:
    for space in (" ", "　"):
        spaced = written.replace(" ", space)
        assert [(f.text, f.timex) for f in read_figures(f"期間は{spaced}です")] == [(spaced, timex)]


def test_every_qualifier_after_a_figure_may_stand_apart() -> None:
    for modifier, words in modifier_words().after.items():
        for word, figure in product(words, ("300 人", "5 割", "80 GB", "2 億円")):
            if word.startswith(("か", "ある")):
                continue
            ((surface, found),) = [(f.text, f.modifier) for f in read_figures(f"これは {figure} {word}、")]
            assert (surface, found) == (f"{figure} {word}", modifier), (figure, word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第 12 回大会と第 3 世代の 5 社", ["5 社"]),
        ("午前 10 時 30 分に 3 人", ["3 人"]),
        ("表 3 千人当たりの値", []),
        ("3億 5社が", ["5社"]),
        ("2015 年 3 万人", ["2015 年", "3 万人"]),
        ("Step 3 以上", []),
        ("10 分 の 休憩", ["10 分"]),
        ("20 歳 以上 65 歳 未満", ["20 歳 以上 65 歳 未満"]),
        ("1 日 8 時間", ["1 日", "8 時間"]),
    ],
)
def test_other_spaces_divide(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in read_figures(text)] == expected


def test_only_spaces_are_found() -> None:
    text = "a 1 億 2,300 万円、第 3 回、x 4 〜 6 月 期"
    assert {text[start:end] for start, end in find_spaces(text)} == {" "}
