import pytest

from kijiyomi.article import Article
from kijiyomi.entities.numbers.figure_text import figure_text, find_rare_marks
from kijiyomi.text.markdown import read_passage
from support.finding import read_figures


@pytest.mark.parametrize(
    ("source", "surface", "value"),
    [
        ("予算は3兆\n4,500億円となる", "3兆\n4,500億円", 3.45e12),
        ("買収額は約80億\nユーロだった", "約80億\nユーロ", 8e9),
        ("少なくとも\n12社が加わる", "少なくとも\n12社", 12),
        ("サーバーを4万\n台に増やす", "4万\n台", 40_000),
        ("メモリーは96\nGBで足りる", "96\nGB", 96),
        ("二百\n人が集まった", "二百\n人", 200),
        ("株価は120円\n50銭で引けた", "120円\n50銭", 120.5),
        ("費用は7億円\n以上となる", "7億円\n以上", 7e8),
        ("費用は6,500\n万円となる", "6,500\n万円", 6.5e7),
        ("費用は約20\n億ユーロとなる", "約20\n億ユーロ", 2e9),
        ("費用は約20億\nユーロ（概算）", "約20億\nユーロ", 2e9),
        ("投資は約60億    ポンドの見込み", "約60億    ポンド", 6e9),
        ("会費は500     円です", "500     円", 500),
        ("全角の１２　　　　社が", "１２　　　　社", 12),
    ],
)
def test_a_figure_goes_on_after_a_line_break_or_spaces(source: str, surface: str, value: float) -> None:
    ((found, read_value),) = [(entity.text, entity.value) for entity in read_figures(source)]
    assert (found, read_value) == (surface, value)


@pytest.mark.parametrize(
    ("source", "surface", "timex"),
    [
        ("開業は2031年\n4月を予定", "2031年\n4月", "2031-04"),
        ("会期は6月\n12日です", "6月\n12日", "XXXX-06-12"),
        ("2028年度\n第2四半期の", "2028年度\n第2四半期", "FY2028-Q2"),
        ("令和\n8年に", "令和\n8年", "2026"),
        ("令和7年\n10月の", "令和7年\n10月", "2025-10"),
        ("4月1日から\n4月9日まで", "4月1日から\n4月9日まで", "XXXX-04-01/XXXX-04-09"),
        ("2時間\n15分の映画", "2時間\n15分", "PT2H15M"),
    ],
)
def test_a_date_goes_on_after_a_line_break(source: str, surface: str, timex: str) -> None:
    assert [(entity.text, entity.timex) for entity in read_figures(source)] == [(surface, timex)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("行数 5\n列数 3\n個数 4", []),
        ("2021\n2022\n2023", []),
        ("- 約\n- 40億円", ["40億円"]),
        ("- 定員 30\n- 人", []),
        ("| 台数 | 円 |\n|--|--|\n| 10 | 円 |", []),
        ("価格は300\n円グラフで示す", []),
        ("6年\n11月の", ["6年", "11月"]),
        ("3社。\n5社。", ["3社", "5社"]),
        ("名前    7    点数    9", []),
        ("12%\n30%", ["12%", "30%"]),
        ("画面 5.2 \n種類 有機EL", []),
        ("OS 4.1\nCPU 2.4", []),
        ("OS 4.1\nCPUは速い", []),
        ("部屋数 60\nアクセス／駅から5分", ["5分"]),
        ("年度 2030\n日　時：未定", []),
    ],
)
def test_rows_of_values_stay_apart(source: str, expected: list[str]) -> None:
    assert [entity.text for entity in read_figures(source)] == expected


@pytest.mark.parametrize(
    ("source", "surface", "value"),
    [
        ("分子は10⁸個ある", "10⁸個", 1e8),
        ("星は2×10²²個ある", "2×10²²個", 2e22),
        ("組み合わせは2¹⁶通り", "2¹⁶通り", 65_536),
        ("大きさは10⁻⁶mだ", "10⁻⁶m", 1e-6),
        ("全角の１０⁷件", "１０⁷件", 1e7),
        ("細胞は10<sup>13</sup>個", "10¹³個", 1e13),
        ("細胞は10^13個", "10^13個", 1e13),
        ("5.5×10^6 トンを", "5.5×10^6 トン", 5.5e6),
        ("部屋は30m²だ", "30m²", 30),
        ("部屋は30m<sup>2</sup>だ", "30m2", 30),
        ("注釈<sup>1</sup>は5億円", "5億円", 5e8),
        ("利益は8億円²だった", "8億円", 8e8),
    ],
)
def test_a_superscript_on_a_number_is_a_power(source: str, surface: str, value: float) -> None:
    ((found, read_value),) = [(entity.text, entity.value) for entity in read_figures(source)]
    assert (found, read_value) == (surface, pytest.approx(value, rel=1e-12))


@pytest.mark.parametrize("source", ["売上は1,300²億円", "40³社が", "y^2個の", "10^4は", "10⁵だ", "O(10^5)の"])
def test_what_is_no_power_of_ten_or_two_is_no_figure(source: str) -> None:
    assert read_figures(source) == ()


@pytest.mark.parametrize(
    "source",
    [
        "確率は$0.3$だ",
        "目は$5$と$6$",
        "$n=4$のとき",
        "$x+1$で",
        "値は$\\frac{1}{2}$、$-2.5$になる",
        "($1$)",
        "$5/6$だ",
    ],
)
def test_inline_math_is_no_money(source: str) -> None:
    assert {entity.label for entity in read_figures(source)} <= {"QUANTITY"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("$30と$45の差", ["$30", "$45"]),
        ("$30/$45", ["$30", "$45"]),
        ("月$8、年$80", ["$8", "$80"]),
        ("$7 or $9", ["$7", "$9"]),
        ("\\$12と\\$15", ["$12", "$15"]),
    ],
)
def test_what_is_no_inline_math_stays_money(source: str, expected: list[str]) -> None:
    assert [entity.text for entity in read_figures(source)] == expected


@pytest.mark.parametrize(
    ("source", "surface", "value"),
    [
        ("3¾インチの板", "3¾インチ", 3.75),
        ("２½カップの水", "２½カップ", 2.5),
        ("½カップの水", "½カップ", 0.5),
    ],
)
def test_a_vulgar_fraction_goes_on_a_whole(source: str, surface: str, value: float) -> None:
    (figure,) = read_figures(source)
    assert (figure.text, figure.value) == (surface, value)


def test_a_text_without_gaps_and_superscripts_is_read_as_it_is() -> None:
    passage = read_passage(Article("売上は12億円\n\n- 30社\n- 40社"))
    marks = find_rare_marks(passage.text, passage.normalised.text)
    assert figure_text(passage, marks) is passage.normalised


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("出典は https://ja.example.org/w/2023%E5%B9%B430% を見よ、50円", ["50円"]),
        ("`x`とhttps://example.com/a?n=30円", []),
        ("見よ http://example.com/5000人が集まる", []),
        ("比率 20% ://", ["20%"]),
    ],
)
def test_an_address_holds_no_figures(source: str, expected: list[str]) -> None:
    assert [entity.text for entity in read_figures(source)] == expected


@pytest.mark.parametrize(
    ("source", "surface", "timex"),
    [
        ("開館は1968（昭和43）年5月です", "1968（昭和43）年5月", "1968-05"),
        ("1968(昭和四十三)年に", "1968(昭和四十三)年", "1968"),
        ("昭和43（1968）年5月3日に", "昭和43（1968）年5月3日", "1968-05-03"),
        ("平成15(2003)年度は", "平成15(2003)年度", "FY2003"),
        ("2008年（平成20年）3月に", "2008年（平成20年）3月", "2008-03"),
        ("令和元年（2019年）10月に", "令和元年（2019年）10月", "2019-10"),
    ],
)
def test_a_year_written_twice_is_one_date(source: str, surface: str, timex: str) -> None:
    assert [(entity.text, entity.timex) for entity in read_figures(source)] == [(surface, timex)]


def test_a_year_in_brackets_that_ends_a_date_is_a_date_of_its_own() -> None:
    assert [entity.text for entity in read_figures("2008年（平成20年）に始まる")] == ["2008年", "平成20年"]
