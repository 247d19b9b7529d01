import pytest

from kijiyomi.knowledge.currencies import currencies
from kijiyomi.knowledge.units import written_units
from support.finding import find, only, surfaces


@pytest.mark.parametrize(
    ("text", "surface", "value", "currency", "modifier"),
    [
        ("調達額は約45億ドルに", "約45億ドル", 4.5e9, "USD", "approx"),
        ("売上高2兆3,400億円の", "2兆3,400億円", 2.34e12, "JPY", None),
        ("評価額は$71Bへ", "$71B", 71e9, "USD", None),
        ("US$1.2bnの契約", "US$1.2bn", 1.2e9, "USD", None),
        ("$2.5 billionを投じ", "$2.5 billion", 2.5e9, "USD", None),
        ("８兆６，０００億ウォン超", "８兆６，０００億ウォン超", 8.6e12, "KRW", "gt"),
        ("最大30億ユーロの補助", "最大30億ユーロ", 3e9, "EUR", "le"),
        ("15億人民元を超える", "15億人民元", 1.5e9, "CNY", "gt"),
        ("700万ポンド弱", "700万ポンド弱", 7e6, "GBP", "lt"),
        ("¥980で買える", "¥980", 980, "JPY", None),
        ("AUD 3.5億の事業", "AUD 3.5億", 3.5e8, "AUD", None),
        ("8ドル25セントの", "8ドル25セント", 8.25, "USD", None),
        ("手数料は40セント", "40セント", 0.4, "USD", None),
        ("数百億円を", "数百億円", None, "JPY", None),
        ("金弐拾五万円を", "弐拾五万円", 250_000, "JPY", None),
        ("八・四億円の", "八・四億円", 8.4e8, "JPY", None),
        ("税込\\2,480の", "\\2,480", 2480, "JPY", None),
        ("2兆ドルIPOへ", "2兆ドル", 2e12, "USD", None),
        ("70億円近い損失", "70億円近い", 7e9, "JPY", "approx"),
    ],
)
def test_money(text: str, surface: str, value: float | None, currency: str, modifier: str | None) -> None:
    found, figure = only(text)
    assert (found, figure.label) == (surface, "MONEY")
    assert (figure.value, figure.currency, figure.modifier) == (value, currency, modifier)


@pytest.mark.parametrize(
    ("text", "surface", "value", "modifier"),
    [
        ("前年比38％増", "38％", 38, None),
        ("打率は2割7分5厘", "2割7分5厘", 27.5, None),
        ("およそ6割が", "およそ6割", 60, "approx"),
        ("7割半を", "7割半", 75, None),
        ("利益は▲5.2%", "▲5.2%", -5.2, None),
        ("マイナス3パーセントの", "マイナス3パーセント", -3, None),
        ("誤差±2%で", "±2%", 2, None),
        ("90%以上を", "90%以上", 90, "ge"),
        ("1%未満だ", "1%未満", 1, "lt"),
        ("数%の", "数%", None, None),
        ("金利を〇・七五%へ", "〇・七五%", 0.75, None),
        ("平均ROE:8.5%を", "8.5%", 8.5, None),
    ],
)
def test_percent(text: str, surface: str, value: float | None, modifier: str | None) -> None:
    found, figure = only(text)
    assert (found, figure.label, figure.value, figure.modifier) == (surface, "PERCENT", value, modifier)


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit", "modifier"),
    [
        ("GPUを4万8000基並べ", "4万8000基", 48_000, "基", None),
        ("少なくとも12社が", "少なくとも12社", 12, "社", "ge"),
        ("約３つの柱", "約３つ", 3, "つ", "approx"),
        ("演算性能は60 TOPSで", "60 TOPS", 60, "TOPS", None),
        ("帯域は8TB/sに", "8TB/s", 8, "TB/s", None),
        ("消費電力1.4GW級", "1.4GW", 1.4, "GW", None),
        ("70Bパラメータの", "70Bパラメータ", 70e9, "パラメータ", None),
        ("2Mトークンまで", "2Mトークン", 2e6, "トークン", None),
        ("速度は2.5倍近く", "2.5倍近く", 2.5, "倍", "approx"),
        ("時速80キロで", "時速80キロ", 80, "キロ", None),
        ("摂氏35度の", "摂氏35度", 35, "度", None),
        ("酒を2本半", "2本半", 2.5, "本", None),
        ("4分の3が", "4分の3", 0.75, None, None),
        ("費用は1/3に", "1/3", 1 / 3, None, None),
        ("十数社と", "十数社", None, "社", None),
        ("三社が", "三社", 3, "社", None),
        ("約 20 億件の", "約 20 億件", 2e9, "件", "approx"),
        ("16コアCPUを", "16コア", 16, "コア", None),
        ("3トントラックで", "3トン", 3, "トン", None),
        ("計3ゼタフロップス", "3ゼタフロップス", 3, "ゼタフロップス", None),
        ("800PFlopsの", "800PFlops", 800, "PFlops", None),
        ("氷点下8度の", "氷点下8度", -8, "度", None),
        ("32型の液晶を", "32型", 32, "型", None),
        ("7名前後が", "7名前後", 7, "名", "approx"),
        ("H200×4基を", "4基", 4, "基", None),
    ],
)
def test_quantity(
    text: str, surface: str, value: float | None, unit: str | None, modifier: str | None
) -> None:
    found, figure = only(text)
    assert (found, figure.label) == (surface, "QUANTITY")
    assert (figure.value, figure.unit, figure.modifier) == (value, unit, modifier)


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("15〜25%の", "15〜25%", 15, 25),
        ("-4%〜+6%で", "-4%〜+6%", -4, 6),
        ("2〜3割が", "2〜3割", 20, 30),
        ("6万〜9万人が", "6万〜9万人", 60_000, 90_000),
        ("300〜500億円を", "300〜500億円", 30e9, 50e9),
        ("7000〜1万円の", "7000〜1万円", 7_000, 10_000),
        ("$20〜$30で", "$20〜$30", 20, 30),
        ("時速50〜60kmで", "時速50〜60km", 50, 60),
        ("15歳以上18歳未満の", "15歳以上18歳未満", 15, 18),
        ("12歳から17歳までの", "12歳から17歳", 12, 17),
        ("3%より高く, 5%より低い", "3%より高く, 5%より低い", 3, 5),
        ("4、5人で", "4、5人", 4, 5),
        ("二、三百社が", "二、三百社", 200, 300),
        ("6、7万円の", "6、7万円", 60_000, 70_000),
    ],
)
def test_range_is_one_figure(text: str, surface: str, low: float, high: float) -> None:
    found, figure = only(text)
    assert (found, figure.value, figure.min, figure.max) == (surface, None, low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90兆ウォン(約9兆円)", ["90兆ウォン", "約9兆円"]),
        ("5%から10%へ引き上げ", ["5%", "10%"]),
        ("50社から80社に増えた", ["50社", "80社"]),
        ("60%強、2割弱", ["60%強", "2割弱"]),
        ("1ドル=148円", ["1ドル", "148円"]),
        ("月額20ドル(約3,000円)", ["20ドル", "約3,000円"]),
        ("41%から37%程度に", ["41%", "37%程度"]),
        ("16GB/32GBの", ["16GB", "32GB"]),
        ("4%、8%", ["4%", "8%"]),
    ],
)
def test_neighbours_stay_apart(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("会費は3万1000〜6000円です", "3万1000〜6000円", 31_000, 36_000),
        ("予算は2億4000〜8000万円となる", "2億4000〜8000万円", 2.4e8, 2.8e8),
        ("来場は1万2000〜9000人", "1万2000〜9000人", 12_000, 19_000),
        ("家賃は1万4000〜16000円", "1万4000〜16000円", 14_000, 16_000),
        ("補助率は1/3〜2/3です", "1/3〜2/3", 1 / 3, 2 / 3),
        ("費用は5〜6分の1になる", "5〜6分の1", 1 / 6, 1 / 5),
        ("濃度は千〜1万分の1だ", "千〜1万分の1", 1e-4, 1e-3),
        ("値引きは60%〜40%", "60%〜40%", 40, 60),
    ],
)
def test_what_the_ends_of_a_range_share(text: str, surface: str, low: float, high: float) -> None:
    found, figure = only(text)
    assert (found, figure.min, figure.max) == (surface, pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("効果は(800万円 - 300万円)です", [8e6, 3e6]),
        ("3% - 1%の差", [3, 1]),
        ("7名 - 4名で足りる", [7, 4]),
        ("6-6面で遊ぶ", []),
    ],
)
def test_a_minus_between_falling_amounts_makes_no_range(text: str, expected: list[float]) -> None:
    assert [figure.value for _, figure in find(text)] == expected


def test_vague_range_has_no_ends() -> None:
    ((surface, figure),) = find("数十〜数百社の")
    assert (surface, figure.value, figure.min, figure.max) == ("数十〜数百社", None, None, None)


LABELS = {"money": "MONEY", "percent": "PERCENT", "duration": "DURATION"}


def test_every_unit_is_found_in_a_text() -> None:
    for name, unit in written_units().items():
        if name in UNLIKE_OTHERS:
            continue
        found, figure = only(f"約30{name}、")
        label = LABELS.get(unit.kind, "QUANTITY")
        assert (found, figure.label, figure.modifier) == (f"約30{name}", label, "approx")
        assert figure.currency == unit.currency
        assert figure.unit == (name if label == "QUANTITY" else None)


UNLIKE_OTHERS = {
    "µm": "NFKC writes μm",
    "℃": "NFKC writes °C",
    "型": "only before what has sizes",
    "世紀": "30世紀 is a century",
    "月": "30月 is nothing; 数月 is a length of time",
}


def test_every_symbol_and_code_stands_before_money() -> None:
    for symbol, code in (currencies().symbols | {code: code for code in currencies().codes}).items():
        found, figure = only(f"価格は{symbol}30で")
        assert (found, figure.label, figure.value, figure.currency) == (f"{symbol}30", "MONEY", 30, code)


def test_every_subunit_follows_its_unit() -> None:
    for name, part in currencies().parts.items():
        for code in part.of:
            unit = currencies().names[code][0]
            found, figure = only(f"価格は2{unit}3{name}で")
            assert (found, figure.currency) == (f"2{unit}3{name}", code)
            assert figure.value == pytest.approx(2 + 3 / 10**part.digits)


def test_every_english_scale_multiplies() -> None:
    for scale, power in currencies().scales.items():
        found, figure = only(f"価格は$3{scale}で")
        assert (found, figure.value) == (f"$3{scale}", pytest.approx(3 * 10**power))


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("体重は140ポンドだ", "140ポンド", 140, "ポンド"),
        ("9ポンド8オンスの子", "9ポンド8オンス", 9.5, "ポンド"),
        ("60ポンドの荷物", "60ポンド", 60, "ポンド"),
        ("6尺2寸の男", "6尺2寸", 6.2, "尺"),
        ("3町歩以上の田", "3町歩以上", 3, "町歩"),
        ("30坪弱の家", "30坪弱", 30, "坪"),
        ("カ氏−4度の朝", "カ氏−4度", -4, "度"),
        ("セ氏31度を", "セ氏31度", 31, "度"),
        ("華氏90度近い", "華氏90度近い", 90, "度"),
        ("99.5℉の熱", "99.5℉", 99.5, "°F"),
        ("100度Fの", "100度F", 100, "度F"),
    ],
)
def test_imperial_and_old_units(text: str, surface: str, value: float, unit: str) -> None:
    found, figure = only(text)
    assert (found, figure.label, figure.value, figure.unit) == (surface, "QUANTITY", value, unit)


def test_pounds_of_money_stay_money() -> None:
    for text in ("150ポンドを払う", "3億ポンドの契約", "10ポンド50ペンス"):
        assert only(text)[1].label == "MONEY"


def test_a_range_of_pounds_weighs_if_its_end_does() -> None:
    found, figure = only("120ポンドから150ポンドの体重")
    assert (found, figure.min, figure.max, figure.unit) == ("120ポンドから150ポンド", 120, 150, "ポンド")


def test_every_currency_is_found_by_each_of_its_names() -> None:
    for code, names in currencies().names.items():
        for name in names:
            found, figure = only(f"価格は30{name}で")
            assert (found, figure.value, figure.currency) == (f"30{name}", 30, code)


@pytest.mark.parametrize(
    "text", ["八丈島へ", "五反田駅", "百合の花", "高千里さん", "3合目まで", "20石油会社"]
)
def test_old_units_in_names_are_none(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize("text", ["TOP 100の曲", "AMD 9950の性能", "CRC 32を計算", "CVE 2024の一覧"])
def test_words_that_are_codes_of_currencies_are_none(text: str) -> None:
    assert surfaces(text, "MONEY") == []


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("部数は2万3千部下回った", "2万3千部", 23000, "部"),
        ("宅配は5人前から受ける", "5人前", 5, "人前"),
        ("参加は5人前後", "5人前後", 5, "人"),
        ("トルクは210N・mだ", "210N・m", 210, "N・m"),
        ("トルクは21.4kgf·mだ", "21.4kgf·m", 21.4, "kgf·m"),
        ("電費は7.3km/kWhだった", "7.3km/kWh", 7.3, "km/kWh"),
        ("燃費は18.3km/Lだった", "18.3km/L", 18.3, "km/L"),
        ("血糖値は110mg/dLだった", "110mg/dL", 110, "mg/dL"),
        ("騒音は32dBAに収まる", "32dBA", 32, "dBA"),
        ("出力は140PSに上がる", "140PS", 140, "PS"),
        ("書き込みは600TBWまで", "600TBW", 600, "TBW"),
        ("面積は105平方ミリだ", "105平方ミリ", 105, "平方ミリ"),
        ("排出は3.2万t-CO2だった", "3.2万t-CO2", 32000, "t-CO2"),
        ("県内8市町で断水した", "8市町", 8, "市町"),
        ("1,718市区町村に聞いた", "1,718市区町村", 1718, "市区町村"),
        ("管理する41橋を調べた", "41橋", 41, "橋"),
        ("融資先57先に尋ねた", "57先", 57, "先"),
        ("残る31経営体が出荷する", "31経営体", 31, "経営体"),
        ("同時に20会議を開ける", "20会議", 20, "会議"),
        ("非常食は900食分ある", "900食分", 900, "食分"),
    ],
)
def test_units_of_reviews_and_local_news(text: str, surface: str, value: float, unit: str) -> None:
    found, figure = only(text)
    assert (found, figure.value, figure.unit) == (surface, value, unit)


def test_a_unit_multiplied_by_one_nobody_knows_is_none() -> None:
    assert find("粘度は3mPa・sだ") == []


def test_a_remark_does_not_make_a_change_a_range() -> None:
    rates = find("補助率を50%から75%(上限あり)に引き上げる")
    assert [surface for surface, _ in rates] == ["50%", "75%"]
    assert only("補助率は50%から75%(上限あり)")[1].max == 75


def test_a_comparison_stands_outside() -> None:
    found, figure = only("他社の480円より高いが売れる")
    assert (found, figure.value, figure.modifier) == ("480円", 480, "gt")


@pytest.mark.parametrize("below", ["h", "min", "月", "GB"])
def test_money_below_a_stroke_is_money(below: str) -> None:
    found, figure = only(f"料金は0.5USD/{below}です")
    assert (found, figure.label, figure.value) == ("0.5USD", "MONEY", 0.5)


def test_a_year_counts_no_conferences() -> None:
    assert find("AIDS 2026会議の発表") == []


@pytest.mark.parametrize(
    ("text", "surface", "unit"),
    [("転送は96 MiB /sまで", "96 MiB /s", "MiB/s"), ("転送は300MB /秒だ", "300MB /秒", "MB/秒")],
)
def test_a_space_before_the_stroke(text: str, surface: str, unit: str) -> None:
    found, figure = only(text)
    assert (found, figure.unit) == (surface, unit)


@pytest.mark.parametrize("text", ["所要は4m 12sです", "ハンブルク3区で敗れた"])
def test_minutes_and_constituencies_are_no_quantities(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("平均五二万三、八〇〇円だった", "五二万三、八〇〇円", 523800),
        ("一二、七五〇円を払う", "一二、七五〇円", 12750),
        ("運賃を平均十二%上げる", "十二%", 12),
        ("この4品目は据え置く", "4品目", 4),
        ("稚魚3万尾を放した", "3万尾", 30000),
        ("磁場は8テスラに達する", "8テスラ", 8),
    ],
)
def test_numbers_of_white_papers_and_local_news(text: str, surface: str, value: float) -> None:
    found, figure = only(text)
    assert (found, figure.value) == (surface, value)


def test_a_charge_is_a_change() -> None:
    assert [s for s, f in find("充電は20%から80%まで約25分だ") if f.label == "PERCENT"] == ["20%", "80%"]


def test_one_person_ahead_is_no_portion() -> None:
    assert find("ようやく1人前の職人になった") == []
    assert [surface for surface, _ in find("鍋は1人前900円")] == ["1人前", "900円"]
