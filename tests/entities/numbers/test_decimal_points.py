"""Middle dots between digits: decimals, lists, names and quarters, in every width."""

from itertools import product

import pytest

from kijiyomi.entities.numbers.decimal_points import find_dots
from kijiyomi.knowledge.number_words import exclusion_words
from support.finding import read_figures

_WIDTHS = (str, lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")))
_DOTS = "・･·"
_UNITS = [
    ("倍", 1),
    ("%", 1),
    ("％", 1),
    ("パーセント", 1),
    ("ポイント", 1),
    ("億円", 1e8),
    ("兆ドル", 1e12),
    ("万人", 1e4),
    ("千万円", 1e7),
    ("円", 1),
    ("ドル", 1),
    ("ユーロ", 1),
    ("キロ", 1),
    ("メートル", 1),
    ("トン", 1),
    ("度", 1),
    ("歳", 1),
    ("GHz", 1),
    ("ヘクタール", 1),
]


@pytest.mark.parametrize(("unit", "factor"), _UNITS)
def test_a_middle_dot_is_a_decimal_point(unit: str, factor: float) -> None:
    for number, dot, width in product(("0.8", "1.5", "7.3", "92.4", "120.5"), _DOTS, _WIDTHS):
        written = width(number).replace(".", dot) + unit
        ((surface, value),) = [(figure.text, figure.value) for figure in read_figures(f"値は{written}だった")]
        assert (surface, value) == (written, pytest.approx(float(number) * factor))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2・3人で出かけ、7・8個を買う", [(2, 3), (7, 8)]),
        ("伸びは1・2〜2・5%", [(1.2, 2.5)]),
        ("1・8倍から2・4倍の間", [(1.8, 2.4)]),
        ("重さ3・5〜4キロの荷物", [(3.5, 4)]),
    ],
)
def test_ranges_with_middle_dots(text: str, expected: list[tuple[float, float]]) -> None:
    assert [(figure.min, figure.max) for figure in read_figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("景気は1・5以上なら良い", [1.5]),
        ("世帯は平均2・3人だ", [2.3]),
        ("千二百三・五億円と九二・四円と三・六メートル", [120_350_000_000, 92.4, 3.6]),
        ("体温は三七・五度、年齢は六十四・二歳", [37.5, 64.2]),
        ("物価はCPI2・6%上昇", [2.6]),
        ("売上高1,204・5億円", [120_450_000_000]),
        ("名古屋・豊橋・3・5キロ", [3.5]),
        ("所要は1・5時間", [None]),
    ],
)
def test_decimals_beside_other_words(text: str, expected: list[float | None]) -> None:
    assert [figure.value for figure in read_figures(text)] == [
        None if value is None else pytest.approx(value) for value in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1・2号機が止まる",
        "5・15事件と2・26事件、3・11の記憶",
        "6・3・3制の学校",
        "小学3・4年生と1・2・3年生",
        "1・3巻を読む",
        "31・32・33歳の頃",
        "焦点は18・55ミリ",
        "653・654号が走る",
        "1・2審とも",
        "二・二六事件、三・五社",
        "台風11・12号",
    ],
)
def test_lists_and_dates_of_events_are_no_decimals(text: str) -> None:
    assert read_figures(text) == ()


def test_counters_that_number_are_listed_by_a_dot() -> None:
    for counter in exclusion_words().numbered:
        assert [figure.value for figure in read_figures(f"第一に2・6{counter}を") if figure.value] == [], (
            counter
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会期は9月6・7日", ["9月6・7日"]),
        ("4・5月に", ["4・5月"]),
        ("iPhone 16・256GB、RTX 5060・8GB", ["256GB", "8GB"]),
        ("ピクセル9・128GBとPS5・1TB", ["128GB", "1TB"]),
        ("3社・5人が", ["3社", "5人"]),
    ],
)
def test_other_dots_divide(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in read_figures(text)] == expected


@pytest.mark.parametrize(
    "quarter", ["2・四半期", "２・四半期", "二・四半期", "2･四半期", "2・4半期", "2四半期"]
)
def test_a_dot_in_a_quarter_is_none(quarter: str) -> None:
    ((surface, timex),) = [
        (figure.text, figure.timex) for figure in read_figures(f"2023年度第{quarter}の業績")
    ]
    assert (surface, timex) == (f"2023年度第{quarter}", "FY2023-Q2")


def test_dots_without_digits_are_passed_over() -> None:
    assert list(find_dots("東京・大阪、A・B・1、3・")) == []
