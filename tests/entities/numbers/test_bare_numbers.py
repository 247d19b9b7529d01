import pytest

from support.finding import only, surfaces


@pytest.mark.parametrize(
    ("text", "surface", "value", "modifier"),
    [
        ("80以上の国で", "80以上", 80, "ge"),
        ("300万を超えた", "300万", 3e6, "gt"),
        ("およそ400の病院", "およそ400", 400, "approx"),
        ("最大600まで", "最大600", 600, "le"),
        ("500万近くが", "500万近く", 5e6, "approx"),
        ("-20より大きい", "-20より大きい", -20, "gt"),
    ],
)
def test_a_qualifier_or_comparison_makes_a_number_a_figure(
    text: str, surface: str, value: float, modifier: str
) -> None:
    found, figure = only(text)
    assert (found, figure.label, figure.unit) == (surface, "QUANTITY", None)
    assert (figure.value, figure.modifier) == (value, modifier)


def test_two_bounds_are_a_range() -> None:
    found, figure = only("30以上50未満の")
    assert (found, figure.value, figure.min, figure.max) == ("30以上50未満", None, 30, 50)


@pytest.mark.parametrize("text", ["約9の", "400の病院", "iOS 17以上", "レベル4以上", "第3以上", "500の前後"])
def test_any_other_number_is_none(text: str) -> None:
    assert surfaces(text) == []
