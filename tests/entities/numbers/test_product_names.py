"""Names that end in digits beside figures: no price, ratio, clock time or decimal reaches across one."""

from itertools import product

import pytest

from support.finding import read_figures

_PRODUCTS = [
    "RTX 5070",
    "RTX5070",
    "RX 9070",
    "GeForce RTX 5060 Ti",
    "Arc B580",
    "H100",
    "MI300X",
    "Core i9 14900K",
    "iPhone 16",
    "Nintendo Switch 2",
    "Pixel 9",
    "DDR5-6400",
    "PCIe 5.0",
    "ピクセル9",
    "プレステ5",
]
_FIGURES = [
    ("8万9800円", "MONEY", 89_800),
    ("549ドル", "MONEY", 549),
    ("59ドル", "MONEY", 59),
    ("49,980円", "MONEY", 49_980),
    ("30%引き", "PERCENT", 30),
    ("1.7倍", "QUANTITY", 1.7),
    ("32GB", "QUANTITY", 32),
    ("72基", "QUANTITY", 72),
]


@pytest.mark.parametrize("name", _PRODUCTS)
@pytest.mark.parametrize("mark", ["：", ":", ": ", " : ", " - ", "＝", "（", "、", "が"])
def test_a_figure_after_a_product(name: str, mark: str) -> None:
    for written, label, value in _FIGURES:
        figures = [(f.label, f.value) for f in read_figures(f"新製品の{name}{mark}{written}で")]
        assert figures == [(label, value)], (name, mark, written)


@pytest.mark.parametrize("name", ["RTX 5070", "iPhone 16", "RX 9070"])
def test_a_slash_or_dot_before_what_a_product_has(name: str) -> None:
    for mark, written in product("/／・", ("32GB", "256GB", "549ドル")):
        assert [f.text for f in read_figures(f"{name}{mark}{written}の品")] == [written], mark


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会議は10:30、画面比は16:9、比率は3:2人", []),
        ("AM 9:30人、JST 10:15円、午後 7:30 開演", []),
        ("表2：10社、2025:50億円、問3:5人", ["10社", "50億円", "5人"]),
        ("Windows 11：10月14日に", ["10月14日"]),
        ("GPU 4〜8枚、AIは10 - 20%", ["4〜8枚", "10 - 20%"]),
        ("iPhone 16から799ドルで", ["799ドル"]),
        ("値はB1,000万円、スコア1,200点", ["1,200点"]),
    ],
)
def test_marks_beside_other_numbers(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in read_figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pixel 7/7 Pro",
        "Pixel 7/8",
        "Windows 10/11対応",
        "Surface Pro 8/9",
        "ピクセル7/8",
        "Level 3/4",
        "レベル4/5",
        "Python 2/3",
    ],
)
def test_a_slash_between_models_is_no_date_and_no_fraction(text: str) -> None:
    assert read_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会期は7/18と7/19", ["7/18", "7/19"]),
        ("CES 1/7開催", ["1/7"]),
        ("ThinkPad X1 3/9より発売", ["3/9"]),
        ("iPhone 7/18(金)", ["7/18(金)"]),
        ("コスト1/50、レモン1/4個", ["1/50", "1/4個"]),
    ],
)
def test_slashed_dates_and_fractions_stay(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in read_figures(text)] == expected
