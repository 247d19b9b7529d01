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


@pytest.mark.parametrize("text", ["約9の", "400の値", "iOS 17以上", "レベル4以上", "第3以上", "500の前後"])
def test_any_other_number_is_none(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("県内に3,000の学習センターを置く", "3,000", 3000),
        ("318の救急病院を調べた", "318", 318),
        ("12の国と地域から", "12", 12),
        ("全国45の自治体", "45", 45),
        ("64もの候補を試す", "64", 64),
        ("5億ものユーザーが", "5億", 5e8),
    ],
)
def test_a_number_before_no_and_what_it_counts_is_a_figure(text: str, surface: str, value: float) -> None:
    found, figure = only(text)
    assert (found, figure.label, figure.value, figure.unit) == (surface, "QUANTITY", value, None)


@pytest.mark.parametrize(
    "text",
    [
        "8080のポート",
        "404のページ",
        "15の倍数",
        "2030の企業",
        "図12の施設",
        "Windows 11のアプリ",
        "第20の都市",
        "007の作品",
        "3.5の店舗",
        "レベル20の施設",
        "1、12の都市",
    ],
)
def test_a_number_before_no_that_names_something_is_none(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("パラメータ数が70億と小さい", "70億", 7e9),
        ("登録者数は32万だ", "32万", 320000),
        ("有効回答数:2,045", "2,045", 2045),
    ],
)
def test_a_noun_says_what_a_large_number_counts(text: str, surface: str, value: float) -> None:
    found, figure = only(text)
    assert (found, figure.value, figure.unit) == (surface, value, None)


@pytest.mark.parametrize("text", ["件数は12だ", "指数は1,204だ", "変数は1,024、", "回答数:1,2", "複数が3万"])
def test_small_numbers_and_scores_count_nothing(text: str) -> None:
    assert surfaces(text) == []
