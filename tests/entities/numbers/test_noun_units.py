from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi import Analyzer
from kijiyomi.article import Article
from kijiyomi.entities.numbers import FigureRecogniser
from kijiyomi.records.analysis import Entity


@lru_cache(maxsize=1)
def analyzer() -> Analyzer:
    return Analyzer()


def figures(text: str) -> list[Entity]:
    return list(FigureRecogniser()(analyzer().read(Article(text, markup="plain"))))


UNITS = [
    "事業者",
    "資格",
    "番組",
    "図書館",
    "レシピ",
    "ユースケース",
    "生産拠点",
    "地方銀行",
    "販売店",
    "主要都市",
    "グリッド",
    "金融機関",
]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(30, 1800),
    st.sampled_from(UNITS),
    st.sampled_from([("", None), ("約", "approx"), ("最大", "le")]),
    st.sampled_from(["が増えた", "を選んだ", "だ。", "、", "に広がる"]),
    st.sampled_from(["", "今回は", "国内", "計", "（"]),
    st.booleans(),
)
def test_a_noun_directly_after_digits_is_their_unit(
    number: int, unit: str, before: tuple[str, str | None], after: str, left: str, wide: bool
) -> None:
    digits = "".join(chr(ord(c) + 0xFEE0) for c in str(number)) if wide else str(number)
    written = f"{before[0]}{digits}{unit}"
    (figure,) = figures(f"{left}{written}{after}")
    assert (figure.text, figure.label, figure.value, figure.unit) == (written, "QUANTITY", number, unit)
    assert figure.modifier == before[1]


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("35番組以上に出る", "35番組以上", 35, "番組"),
        ("延べ2万人泊を数えた", "2万人泊", 20_000, "人泊"),
        ("3,500レシピを載せる", "3,500レシピ", 3500, "レシピ"),
        ("4路線廃止を決めた", "4路線", 4, "路線"),
        ("全20クラブが並ぶ", "20クラブ", 20, "クラブ"),
        ("通算31セーブ", "31セーブ", 31, "セーブ"),
        ("40レシピ程度を", "40レシピ程度", 40, "レシピ"),
        ("生涯1985戦した", "1985戦", 1985, "戦"),
    ],
)
def test_units_of_nouns(text: str, surface: str, value: float, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.text, figure.value, figure.unit) == (surface, value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("20〜30事業者が", 20, 30), ("3、4番組を", 3, 4), ("1〜2万レシピを", 1e4, 2e4)]
)
def test_ranges_of_nouns(text: str, low: float, high: float) -> None:
    (figure,) = figures(text)
    assert (figure.text, figure.min, figure.max) == (text[:-1], low, high)


@pytest.mark.parametrize(
    "text",
    [
        "3塁に進む", "100均で買う", "110番に通報", "3密を避ける", "2024大統領選", "3次元の図",
        "Windows 11搭載PC", "iPhone 15発売", "GTX 1080搭載", "Xperia 5後継", "Galaxy S24発表", "7ネットで買う",
        "図3構成", "表2結果", "レベル4自動運転", "第3編集部", "第12番組", "1概要", "3背景", "・39ゴルフ", "「39ゴルフ」で",
        "4両目が揺れた", "2番手の会社", "007番組", "2.3番組", "2.3 課題：整理", "090-12番組", "4ナノサイズの", "3日本",
        "1、12番組", "768 × 512グリッドの", "4コーナーで", "２学期が始まる",
    ],
)  # fmt: skip
def test_numbers_that_name_or_order_are_none(text: str) -> None:
    assert figures(text) == []


def test_a_counter_within_another_noun_stays_the_unit() -> None:
    assert [(f.text, f.unit) for f in figures("18コアプロセッサと7インチサイズ")] == [
        ("18コア", "コア"),
        ("7インチ", "インチ"),
    ]
