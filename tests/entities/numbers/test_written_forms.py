"""Figures in forms that reports, market news, tables and code write them in; each kind with its near misses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.entities.numbers.numerals import RANGE_MARKS
from kijiyomi.knowledge.currencies import currencies
from kijiyomi.knowledge.number_words import exclusion_words
from kijiyomi.knowledge.units import measures, unit_of, written_units
from support.finding import find, only, surfaces


@pytest.mark.parametrize(
    "text",
    [
        "（単位：百万円）",
        "単位:千円",
        "表示単位は十億円です",
        "【単位 百万ドル】",
        "単位：千株",
        "（千円）",
        "(百万円、%)",
        "百万円",
        "百万円 ％ 百万円 ％",
        "（百万円未満切捨て）",
        "千円未満は切り捨てて表示",
        "1円未満の端数は四捨五入",
        "百万円未満を切り上げ",
    ],
)
def test_what_a_table_counts_in_is_no_amount(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("賞金は百万円だ", ["百万円"]),
        ("百万円未満の寄付", ["百万円未満"]),
        ("千円札で払う", ["千円"]),
        ("会費（3千円）", ["3千円"]),
        ("単位は2つだ", []),
        ("千円、二千円の品", ["千円", "二千円"]),
        ("500円未満の品", ["500円未満"]),
    ],
)
def test_amounts_in_the_words_of_a_unit_label_stay(text: str, expected: list[str]) -> None:
    assert surfaces(text) == [*expected]


@pytest.mark.parametrize(
    "text",
    [
        "定数分だけ、指数部と仮数部、引数個",
        "最大公約数個、自然数列、8進数文字列",
        "四分位偏差、十分位",
        "対数時間で解ける",
        "五十歩百歩だ、百発百中の腕、十年一日のごとく、三人三様",
        "Xeon Platinum 8480 CPU、Core i9 9900 CPU、RTX 3090 GPU",
        '文字"\\303\\201"と"\\101"',
        "D:\\1999\\log、\\\\1234\\share、\\150_000",
        "x = 3/7、6/7 = y、2*5/6",
        "1978-79シーズン、2009–10シーズン",
        "DDR4-3,200 MT/s、2^31-1件",
        "1型糖尿病と2型糖尿病、O157型、12型の",
    ],
)
def test_digits_in_words_codes_and_paths_are_no_figures(text: str) -> None:
    assert [(s, f.label) for s, f in find(text) if f.label != "QUANTITY" or f.unit] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("予定数件、取引数回、約数百社", ["数件", "数回", "約数百社"]),
        ("整備は計256 GPUで、残り8 CPU", ["計256 GPU", "8 CPU"]),
        ("税込\\1980の品、価格:\\2,500", ["\\1980", "\\2,500"]),
        ("会期は5/6と6/7、日付=5/6(水)", ["5/6", "6/7", "5/6(水)"]),
        ("画面は27型で、55型以上のテレビ", ["27型", "55型以上"]),
        ("6.7型の有機EL", ["6.7型"]),
    ],
)
def test_figures_like_those_stay(text: str, expected: list[str]) -> None:
    assert surfaces(text) == [surface.removeprefix("計") for surface in expected]


def test_every_word_of_screens_makes_a_size_of_型() -> None:
    for word in exclusion_words().sized:
        assert surfaces(f"{word}は24型だ") == ["24型"], word
        assert surfaces(f"{word}は2型だ") == [], word


@pytest.mark.parametrize(
    ("text", "surface", "timex"),
    [
        ("点検は3日ぶんある", "3日", "P3D"),
        ("水は5日分ある", "5日", "P5D"),
        ("薬を14日分もらう", "14日", "P14D"),
        ("週休2日の会社", "2日", "P2D"),
        ("有給20日を使う", "20日", "P20D"),
        ("先発は中4日で", "4日", "P4D"),
        ("工期は30日だ", "30日", None),
    ],
)
def test_days_that_are_a_length(text: str, surface: str, timex: str | None) -> None:
    found, figure = only(text)
    assert found == surface
    assert timex is None or (figure.label, figure.timex) == ("DURATION", timex)


@pytest.mark.parametrize(
    "text",
    [
        "今月3日に発売",
        "期間中5日に",
        "5日から始まる",
        "3日、会見した",
        "午前中2日に",
        "8日分かった",
        "9日分割で",
    ],
)
def test_days_of_the_month_stay(text: str) -> None:
    assert [figure.label for _, figure in find(text)] == ["DATE"]


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("148円20〜22銭で", "148円20〜22銭", 148.2, 148.22),
        ("149円05銭〜07銭と", "149円05銭〜07銭", 149.05, 149.07),
        ("151円80銭〜152円10銭", "151円80銭〜152円10銭", 151.8, 152.1),
        ("4ドル25〜30セントの", "4ドル25〜30セント", 4.25, 4.3),
        ("60〜65銭の円高", "60〜65銭", 0.6, 0.65),
        ("$15〜20Mを", "$15〜20M", 15e6, 20e6),
        ("$3-5 billionの", "$3-5 billion", 3e9, 5e9),
        ("$800〜$1.2Kで", "$800〜$1.2K", 800, 1200),
        ("1〜4Mトークン", "1〜4Mトークン", 1e6, 4e6),
        ("600〜1Kトークン", "600〜1Kトークン", 600, 1000),
        ("東経130度30分から131度15分の", "130度30分から131度15分", 130.5, 131.25),
        ("▲5〜▲2%の", "▲5〜▲2%", -5, -2),
        ("−2%〜−6%に", "−2%〜−6%", -6, -2),
        ("3ないし6%の", "3ないし6%", 3, 6),
    ],
)
def test_ranges_of_parts_and_scales(text: str, surface: str, low: float, high: float) -> None:
    found, figure = only(text)
    assert (found, figure.value) == (surface, None)
    assert (figure.min, figure.max) == (pytest.approx(low), pytest.approx(high))


def test_a_range_that_seems_to_fall_within_a_yen_has_no_ends() -> None:
    found, figure = only("147円98銭〜02銭と")
    assert (found, figure.value, figure.min, figure.max) == ("147円98銭〜02銭", None, None, None)


def test_every_range_mark_stands_between_two_ends() -> None:
    for mark in RANGE_MARKS:
        assert surfaces(f"費用は30{mark}50億円だ") == [f"30{mark}50億円"], mark
        assert surfaces(f"会期は2031年5月{mark}8月だ") == [f"2031年5月{mark}8月"], mark


ENDS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "-", "マイナス", "▲", "$", "約"]),
    st.sampled_from(["0", "3", "07", "12.5", "450", "1,200", "3万", "2億", "10^3", "三", "数十"]),
    st.sampled_from(["", "円", "銭", "円45銭", "%", "割", "割5分", "倍", "ドル", "セント", "M", "Kトークン", "社", "本半", "3m50cm"]),
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(
    ENDS,
    st.sampled_from([*RANGE_MARKS, "から", "より", "、", "以上"]),
    ENDS,
    st.sampled_from(["", "未満", "以下", "に", "の"]),
)
def test_the_least_is_never_above_the_most(low: str, mark: str, high: str, after: str) -> None:
    for surface, figure in find(low + mark + high + after):
        if figure.min is not None or figure.max is not None:
            assert figure.min is not None and figure.max is not None
            assert figure.min <= figure.max, surface


@pytest.mark.parametrize(
    ("text", "surface", "label"),
    [
        ("三百余万円を", "三百余万円", "MONEY"),
        ("二十余名が", "二十余名", "QUANTITY"),
        ("70余社が", "70余社", "QUANTITY"),
        ("四十余年にわたり", "四十余年", "DURATION"),
        ("百余か国で", "百余か国", "QUANTITY"),
    ],
)
def test_some_more_is_vague(text: str, surface: str, label: str) -> None:
    found, figure = only(text)
    assert (found, figure.label, figure.value) == (surface, label, None)


@pytest.mark.parametrize("text", ["余計な十余分", "二の余地", "余力"])
def test_other_words_with_余_are_no_figures(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "value", "currency"),
    [
        ("売上は250M USDで", "250M USD", 250e6, "USD"),
        ("7B EURの", "7B EUR", 7e9, "EUR"),
        ("1.5 million GBPを", "1.5 million GBP", 1.5e6, "GBP"),
        ("80bn JPYの", "80bn JPY", 80e9, "JPY"),
        ("JPY 640Mを", "JPY 640M", 640e6, "JPY"),
        ("CHF 2bnの", "CHF 2bn", 2e9, "CHF"),
        ("3Mドルを", "3Mドル", 3e6, "USD"),
        ("2 billion円の", "2 billion円", 2e9, "JPY"),
    ],
)
def test_scales_beside_a_currency(text: str, surface: str, value: float, currency: str) -> None:
    found, figure = only(text)
    assert (found, figure.value, figure.currency) == (surface, value, currency)


def test_every_scale_stands_before_every_code() -> None:
    for scale, power in currencies().scales.items():
        for code in currencies().codes:
            found, figure = only(f"費用は3{scale} {code}だ")
            assert (found, figure.value) == (f"3{scale} {code}", pytest.approx(3 * 10**power))


@pytest.mark.parametrize("text", ["70B USDA", "3M社", "5K EURO2024", "6T"])
def test_scales_beside_other_words_are_no_money(text: str) -> None:
    assert surfaces(text, "MONEY") == []


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("株価は▼4.2%と", "▼4.2%", -4.2),
        ("利益は▼5億円の", "▼5億円", -5e8),
        ("前年比△8%", "△8%", -8),
        ("純利益▲12億円", "▲12億円", -12e8),
        ("増減▽3%", "▽3%", -3),
        ("体温は摂氏37度2分だ", "摂氏37度2分", 37.2),
        ("熱は38度5分あり", "38度5分", 38.5),
        ("北緯43度30分の", "43度30分", 43.5),
        ("全長4m20cmの", "4m20cm", 4.2),
        ("高さ6フィート3インチ", "6フィート3インチ", 6.25),
        ("1キロ250メートル先", "1キロ250メートル", 1.25),
        ("体重は3kg200gだ", "3kg200g", 3.2),
        ("PER18.5倍の", "18.5倍", 18.5),
        ("ROE9.1%だ", "9.1%", 9.1),
        ("GDP600兆円へ", "600兆円", 6e14),
        ("SSD256GBの", "256GB", 256),
    ],
)
def test_signs_parts_and_glued_words(text: str, surface: str, value: float) -> None:
    found, figure = only(text)
    assert (found, figure.value) == (surface, pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("▼5つの特徴", ["5つ"]),
        ("右に90度、5分待つ", ["90度", "5分"]),
        ("30度5分の1", ["30度", "5分の1"]),
        ("4m 20cm", ["4m", "20cm"]),
        ("RTX5080台、H200基、GPT4、USB3、HBM3E、LLAMA70B", []),
        ("A100倍、iPhone15円、CSS3 in Action", []),
    ],
)
def test_near_signs_parts_and_glued_words(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_every_smaller_unit_goes_on_a_figure() -> None:
    for name, parts in measures().subunits.items():
        assert name in written_units()
        for part, share in parts.items():
            found, figure = only(f"長さは2{name}3{part}だ")
            assert (found, figure.unit) == (f"2{name}3{part}", name)
            assert figure.value == pytest.approx(2 + 3 * share)
            whole, smaller = unit_of(name), unit_of(part)
            assert whole and smaller
            if name != "キロ":  # a kilogram or a kilometre
                assert smaller.factor / whole.factor == pytest.approx(share)
