import pytest

from kijiyomi.entities.numbers.exclusions import JOINED_ENDS, exclusions
from kijiyomi.entities.numbers.numerals import KANJI
from kijiyomi.knowledge.number_words import exclusion_words
from support.finding import find, surfaces


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4やClaude 3.5、Llama 3.1 405Bを",
        "5Gと6G、HBM3e、USB4、H100、RTX 4090、A18 Pro",
        "Python 3.12とiOS 17以上が必要、ver.2.0、v1.2.3",
        "claude-3-5-sonnet-20241022とgpt-4o-2024-08-06",
        "Gemini 2.5モデルとFigure 02ロボット、Foundry 2.0市場",
        "第3世代、第三者、3番目、2つ目、3回目、1位、5年目、2026年生",
        "一部、一方、一つ、一歩、もう一度、万が一、十分な、唯一",
        "三位一体、千差万別、二人三脚、百貨店、五輪、六本木、九州大学、八王子",
        "件数分、複数社、小数点以下、数字、数値",
        "午前10時30分、23:59、15時",
        "TEL 03-1234-5678、192.168.0.1、〒100-0001",
        "(1) はじめに、1. 方法、図3、表2、p.45、※1",
        "24/7の監視、レベル4以上の自動運転",
        "失われた〇十年",
        "何度も、何人か、何時",
        "24時間テレビ、3メガバンク、5ギガファクトリー",
        "フォーチュン500社、Fortune 500企業、日経平均225種",
        "虚数単位、五分の戦い、百歩譲って、千歳市、百年戦争",
        "三三七拍子、4大会計事務所、IEEE 802.11 a/b/g、H81H2-M",
        "Q1:開催期間は、\\0と\\1、.5%、(2024~2028)",
        "円グラフ、3.6、参加、十分間に合う、1日中",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RM5で、RM 5 の、ARM5、M5", ["RM5", "RM 5"]),
        ("US$ 5の、Windows 7の", ["US$ 5"]),
        ("約30の、と30の、最大で30、でも30の", ["約30", "最大で30"]),
        ("7  台、7   台、7 の台", ["7  台"]),
        ("5GB、5G、5g、5ghz、5m先、5mの", ["5GB", "5g", "5m", "5m"]),
    ],
)
def test_what_beside_a_number_makes_it_a_figure(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("千円単位で丸める。十億ドル単位の表", []),
        ("5万円単位で貸す", ["5万円"]),
        ("1/4 = 2/8、3 + 1/4、1/3 × 6", []),
        ("面積の1/4を使う", ["1/4"]),
        ("NMB48元メンバー、IMX5120MP、LTC2500GWの", []),
        ("EBITDA90億元の", ["90億元"]),
        ("HDD512GBとMTU9000bitの", ["512GB", "9000bit"]),
        ("一般\\600/学生\\300/幼児は無料", ["\\600", "\\300"]),
        ('"\\303/\\251"、a/\\400/b', []),
        ("Bluetooth ES 3.1 GPUの", []),
    ],
)
def test_what_beside_a_number_makes_it_no_amount(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_a_lone_kanji_numeral_counts_with_the_listed_counters_only() -> None:
    for numerals, counters in exclusion_words().small_counts.items():
        for numeral in numerals:
            for counter in counters:
                assert surfaces(f"{numeral}{counter}に") == [f"{numeral}{counter}"]
            assert surfaces(f"{numeral}皿に") == []


def test_a_number_with_a_counter_goes_on_a_listed_name() -> None:
    for name in exclusion_words().named:
        assert surfaces(f"{name}500社に") == [], name


def test_a_numeral_after_a_character_that_it_makes_a_word_with() -> None:
    for character in exclusion_words().before.replace("第", ""):
        assert surfaces(f"{character}三社の") == [], character
    for character in exclusion_words().number_of:
        assert surfaces(f"{character}数社の") == [], character


def test_exclamations_count_with_nothing() -> None:
    words_first = {"か月", "時間"}  # 何か and 何時 are words
    for unit in set(exclusion_words().exclaimed) - words_first:
        assert [(found, figure.value) for found, figure in find(f"何{unit}も")] == [(f"何{unit}", None)]


def test_only_what_ends_in_a_listed_character_is_a_name() -> None:
    for character in map(chr, range(0x21, 0x3000)):
        text = f"あ{character}5"
        if character not in JOINED_ENDS and character not in KANJI:
            assert not exclusions().continues_name(text, 2, 0), character


@pytest.mark.parametrize(
    "text",
    [
        "東証1部、大証２部、東京証券取引所1部に上場",
        "2部リーグに降格",
        "5Nプロセス、4Nノード、純度5Nの銅",
        "1着でゴール、2着に敗れ、3着賞金、1着",
        "1品目は前菜、2品目は魚",
        "1つめ、2つ目、3度めの、5人目、6敗目、10年めを迎える",
        "1つ1つ、1人ひとり、1つひとつ、1社1社、1日1日、1点1点",
        "何百もの、何千もの",
        "2回戦、9回裏、3回表",
        "1面トップ、朝刊1面",
        "3年2組の",
        "東京1区、北海道5区で当選",
        "1人暮らし、1人旅",
        "20世紀フォックス、21世紀枠",
        "2つ返事、7つ道具",
        "乃木坂46人気",
        "ANDROID要件：2.1以上、Android端末（2.2以上）、バージョンは3.0以上",
        "iOS 17以上、Android OS 4.4以上、対応OS：Android 2.1〜4.0",
    ],
)
def test_names_ranks_and_idioms_are_no_figures(text: str) -> None:
    assert [surface for surface in surfaces(text) if surface != "3年"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2部構成、全3部", ["2部", "3部"]),
        ("10Nの力", ["10N"]),
        ("スーツ3着、服を2着、約30着", ["3着", "2着", "約30着"]),
        ("30品目、全2品目は", ["30品目", "2品目"]),
        ("1つの理由、1日に1つ", ["1つ", "1日", "1つ"]),
        ("2回表示し、3回戦った", ["2回", "3回"]),
        ("都心5区、23区", ["5区", "23区"]),
        ("2人暮らし", ["2人"]),
        ("21世紀末", ["21世紀末"]),
        ("何百社もの、何十年も", ["何百社", "何十年"]),
        ("3つの習慣", ["3つ"]),
    ],
)
def test_counts_like_those_stay(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26 神は言われた。\n27 人は帰った。\n28 そこで", []),
        ("9 本を読む\n10 人と会う", []),
        ("27 人が参加した。\n会場は満席だった。", ["27 人"]),
        ("2003 年に開店\n2004 年に移転", ["2003 年", "2004 年"]),
    ],
)
def test_numbers_of_lines(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_every_word_with_versions_makes_a_bare_number_none() -> None:
    for word in exclusion_words().versioned:
        assert surfaces(f"{word}要件:2.1以上") == [], word
    assert surfaces("会員は2.1以上") == ["2.1以上"]


@pytest.mark.parametrize(
    "text",
    [
        "延長十回に決勝点",
        "十一回裏に追いつく",
        "十回は無死満塁",
        "九頭竜川の水位",
        "リーグ2部に降格",
        "目的\n3 事業者及び対象経費\n次のとおり",
    ],
)
def test_innings_divisions_and_headings_are_none(text: str) -> None:
    assert surfaces(text) == []
