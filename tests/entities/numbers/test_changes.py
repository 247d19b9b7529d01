"""Which way figures went and against what: by grammar, and one sentence a kind."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.knowledge.change_words import change_words
from kijiyomi.records.analysis import Basis, Change
from support.finding import find

AMOUNTS = frozenset(["MONEY", "PERCENT", "QUANTITY"])
WORDS = change_words()
Said = tuple[str, Change | None, Basis | None]


def said(text: str) -> list[Said]:
    """Return the amounts of a text with what they say of a change."""
    return [(surface, f.change, f.basis) for surface, f in find(text) if f.label in AMOUNTS]


def only(text: str) -> tuple[Change | None, Basis | None]:
    ((_, change, basis),) = said(text)
    return change, basis


FIGURES = [
    "12%",
    "１２％",
    "3割",
    "12.5%",
    "約12%",
    "1億2,000万円",
    "500人",
    "三百人",
    "2.5ポイント",
    "120ドル",
]
DIRECTIONS: list[tuple[str, Change]] = [
    ("増", "increase"),
    ("増加した", "increase"),
    ("の増加", "increase"),
    ("の大幅な増加となった", "increase"),
    ("も増えた", "increase"),
    ("上回った", "increase"),
    ("減", "decrease"),
    ("減少した", "decrease"),
    ("の減少", "decrease"),
    ("も減った", "decrease"),
    ("下回った", "decrease"),
]
BASES: list[tuple[str, Basis | None]] = [
    ("", None),
    ("前年同期比", "year"),
    ("前年同月比で", "year"),
    ("昨年に比べ", "year"),
    ("前年同期より", "year"),
    ("上期比", "half"),
    ("前四半期比", "quarter"),
    ("前月に比べて", "month"),
    ("前週比", "week"),
    ("前日比", "day"),
    ("会社予想より", "forecast"),
    ("計画比", "plan"),
    ("従来比", "previous"),
    ("前回に比べ", "previous"),
]
GRAMMAR = list(product(FIGURES, DIRECTIONS, BASES))


def test_every_combination_of_figure_direction_and_basis() -> None:
    wrong = [
        text
        for figure, (words, change), (before, basis) in GRAMMAR
        if said(text := f"国内では{before}{figure}{words}。") != [(figure, change, basis)]
    ]
    assert (len(GRAMMAR), wrong) == (1540, [])


@given(st.sampled_from(DIRECTIONS), st.sampled_from(BASES), st.integers(1, 9_999), st.booleans())
def test_what_a_number_says_is_the_same_however_it_is_written(
    direction: tuple[str, Change], basis: tuple[str, Basis | None], number: int, full_width: bool
) -> None:
    written = f"{number:,}人"
    if full_width:
        written = written.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    assert only(f"利用者は{basis[0]}{written}{direction[0]}。") == (direction[1], basis[1])


LEVELS = [
    "{}を記録した",
    "{}だった",
    "に達し、{}となった",
    "{}に増えた",
    "{}まで増加した",
    "は{}を超えた",
    "{}の企業が参加",
]


@pytest.mark.parametrize("sentence", LEVELS)
@pytest.mark.parametrize("figure", ["12%", "500人", "3億円"])
def test_what_was_reached_is_no_change(figure: str, sentence: str) -> None:
    assert said(sentence.format(figure)) == [(figure, None, None)]


@pytest.mark.parametrize("words", ["に伸びた", "へと拡大した", "と伸びた", "まで上昇した", "への増加"])
@pytest.mark.parametrize("low", ["12.5%", "100億円", "3,000人"])
@pytest.mark.parametrize("high", ["31.0%", "120億円", "5,000人"])
def test_the_ends_of_a_change_are_no_changes(low: str, high: str, words: str) -> None:
    assert said(f"規模は{low}から{high}{words}。") == [(low, None, None), (high, None, None)]


SENTENCES: list[tuple[str, list[Said]]] = [
    (
        "売上高は前年同期比12%増の1兆2,000億円だった",
        [("12%", "increase", "year"), ("1兆2,000億円", None, None)],
    ),
    (
        "輸出は前年同期比で3.2%、輸入は5.1%それぞれ増えた",
        [("3.2%", "increase", "year"), ("5.1%", "increase", "year")],
    ),
    (
        "客数は前年同月比2%増、客単価は1%減だった",
        [("2%", "increase", "year"), ("1%", "decrease", "year")],
    ),
    (
        "売上は前期比5%増の80億円、人員は30人減の200人となった",
        [
            ("5%", "increase", "previous"),
            ("80億円", None, None),
            ("30人", "decrease", None),
            ("200人", None, None),
        ],
    ),
    ("海外比率は20%、売上高は5%増加した", [("20%", None, None), ("5%", "increase", None)]),
    (
        "売上高は90億円（前年同期比6%増）。経常利益は5億円（同3%減）",
        [
            ("90億円", None, None),
            ("6%", "increase", "year"),
            ("5億円", None, None),
            ("3%", "decrease", "year"),
        ],
    ),
    ("営業利益は24億円（△8.2%）", [("24億円", None, None), ("△8.2%", "decrease", None)]),
    ("前年同期比＋4.1%", [("＋4.1%", "increase", "year")]),
    ("営業損益は△12億円", [("△12億円", None, None)]),
    ("受注は9%増（前年同期比）", [("9%", "increase", "year")]),
    ("売上は9% YoYで伸びた", [("9%", None, "year")]),
    ("平均株価は前日比210円高の3万円", [("210円", "increase", "day"), ("3万円", None, None)]),
    ("終値は前週末比1.2%安だった", [("1.2%", "decrease", "week")]),
    ("前日比40銭の円安", [("40銭", None, "day")]),
    ("会員は2割引きになる", [("2割引き", "decrease", None)]),
    ("家賃を2割引き上げる", [("2割", "increase", None)]),
    ("今だけ500円オフ", [("500円", "decrease", None)]),
    ("オフィスは30%オフィス街", [("30%", None, None)]),
    ("送料を10円値上げする", [("10円", "increase", None)]),
    ("価格を150円に値上げする", [("150円", None, None)]),
    ("利用者は2.5倍に増えた", [("2.5倍", "increase", None)]),
    ("能力を2倍にする", [("2倍", "increase", None)]),
    ("他社の2倍になる", [("2倍", None, None)]),
    ("前年の2倍になった", [("2倍", "increase", "year")]),
    ("従来比1.8倍の速さ", [("1.8倍", "increase", "previous")]),
    ("前年比0.9倍だった", [("0.9倍", "decrease", "year")]),
    ("費用を3分の1に減らした", [("3分の1", "decrease", None)]),
    ("他社より3%高い", [("3%", None, None)]),
    ("前年より3%高い", [("3%", "increase", "year")]),
    ("失業率は0.2ポイント改善した", [("0.2ポイント", "decrease", None)]),
    ("利益率は0.2ポイント改善した", [("0.2ポイント", "increase", None)]),
    ("原価率が1ポイント悪化した", [("1ポイント", "increase", None)]),
    ("状況は3%改善した", [("3%", None, None)]),
    ("成長率は3.1%だった", [("3.1%", "increase", None)]),
    ("成長率はマイナス0.4%だった", [("マイナス0.4%", "decrease", None)]),
    ("下げ幅は300円に達した", [("300円", "decrease", None)]),
    ("0.4%のマイナス成長", [("0.4%", "decrease", None)]),
    ("年率8%で成長する", [("8%", "increase", None)]),
    ("企業の3割で減少した", [("3割", None, None)]),
    ("企業の30%が増加と答えた", [("30%", None, None)]),
    ("10%の増減", [("10%", None, None)]),
    ("20億円の増資", [("20億円", None, None)]),
    ("4万円の減税", [("4万円", None, None)]),
    ("12億円の黒字に転換した", [("12億円", None, None)]),
    ("前年比98%だった", [("98%", None, "year")]),
    ("一昨年に比べ3%増えた", [("3%", "increase", None)]),
    ("前年同期は7億円の黒字", [("7億円", None, None)]),
    ("1,000円カットの店", [("1,000円", None, None)]),
    ("罫線を1本引きたい", [("1本", None, None)]),
    ("2つの失われた言語", [("2つ", None, None)]),
    ("人口は前年より2万人の自然減", [("2万人", "decrease", "year")]),
    ("30%の性能向上", [("30%", "increase", None)]),
    ("投資額の3倍のコスト削減", [("3倍", None, None)]),
    ("薬価は1,840円と60円下がる", [("1,840円", None, None), ("60円", "decrease", None)]),
    (
        "前回(2022年)の21.5%から3.1ポイント上昇",
        [("21.5%", None, None), ("3.1ポイント", "increase", "previous")],
    ),
    ("前年（38.2％）から1.4ポイント低下した", [("38.2％", None, None), ("1.4ポイント", "decrease", "year")]),
    ("DIは前回6月調査から2ポイント低下した", [("2ポイント", "decrease", "previous")]),
    ("先代「KT-4」の1.6倍に高めた", [("1.6倍", "increase", "previous")]),
    ("吸引力は前モデルQ3の約2倍だ", [("約2倍", "increase", "previous")]),
    ("初代から12g軽くなった", [("12g", "decrease", "previous")]),
    ("観客は昨季を8%上回る", [("8%", "increase", "previous")]),
    ("単価は想定を15円上回った", [("15円", "increase", "forecast")]),
    ("預金は前年度末比1.4%、52億円増加した", [("1.4%", "increase", "year"), ("52億円", "increase", "year")]),
    ("前年度からそれぞれ2.4%、1.1%減少した", [("2.4%", "decrease", "year"), ("1.1%", "decrease", "year")]),
    ("費用を3割、時間は5割減らせる", [("3割", "decrease", None), ("5割", "decrease", None)]),
    (
        "東欧向けは4.1%、中南米(一部除く)向けは7.3%増えた",
        [("4.1%", "increase", None), ("7.3%", "increase", None)],
    ),
    ("所得はそれぞれ12%と9%上昇する", [("12%", "increase", None), ("9%", "increase", None)]),
    ("D/Eレシオは0.61倍となった", [("0.61倍", None, None)]),
    (
        "英国は前年比4%増（構成比31%）、次いで仏（同12%）",
        [("4%", "increase", "year"), ("31%", None, None), ("12%", None, None)],
    ),
    (
        "前年比9%増の45億円と、3億円引き上げた",
        [("9%", "increase", "year"), ("45億円", None, None), ("3億円", "increase", None)],
    ),
    ("増益率を2ポイント押し上げた", [("2ポイント", "increase", None)]),
    ("下げ幅は一時420円に達した", [("420円", "decrease", None)]),
    ("増減額(B-A) △640百万円 △12百万円", [("△640百万円", "decrease", None), ("△12百万円", "decrease", None)]),
    ("為替を除くと+7.2%", [("+7.2%", "increase", None)]),
    ("水温は平年より2度高い", [("2度", "increase", None)]),
    ("相場はピークから2割安い", [("2割", "decrease", None)]),
    ("会員は開業時の4倍だ", [("4倍", "increase", None)]),
    ("件数は2015年度(80件)のおよそ12倍", [("80件", None, None), ("およそ12倍", "increase", None)]),
    ("評価額は1年前の2億ドルから3倍強に膨らんだ", [("2億ドル", None, None), ("3倍強", "increase", "year")]),
    ("平年の気温は2度高い", [("2度", None, None)]),
    ("利益 3 億円(前年同期比 9.7 % 増)", [("3 億円", None, None), ("9.7 %", "increase", "year")]),
    (
        "売上は前年同期比 4.1 % 増、利益は同 2.2 倍",
        [("4.1 %", "increase", "year"), ("2.2 倍", "increase", "year")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_what_a_sentence_says(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("period", "basis"),
    [
        ("4〜6月期の生産", "quarter"),
        ("第2四半期の売上", "quarter"),
        ("上期の売上", "half"),
        ("2025年3月期の売上", "year"),
        ("通期の売上", "year"),
        ("売上", "previous"),
    ],
)
def test_how_long_ago_the_period_before_was(period: str, basis: Basis) -> None:
    (*_, last) = said(f"{period}は前期比2%増えた")
    assert last == ("2%", "increase", basis)


CHANGES: list[tuple[Change, str]] = [
    (change, word)
    for group in (WORDS.said, WORDS.joined)
    for change, words in group.items()
    for word in words
]


@pytest.mark.parametrize(("change", "word"), CHANGES)
def test_every_word_of_change_says_its_direction(change: Change, word: str) -> None:
    assert only(f"前年比で12%{word}")[0] == change


DONE = [(change, word) for change, words in WORDS.done.items() for word in words]


@pytest.mark.parametrize(("change", "word"), DONE)
def test_every_word_of_doing_takes_an_object(change: Change, word: str) -> None:
    assert only(f"人員の12%を{word}")[0] == change


COMPARED = [(change, word) for change, words in WORDS.compared.items() for word in words]


@pytest.mark.parametrize(("change", "word"), COMPARED)
def test_every_comparison_needs_a_basis(change: Change, word: str) -> None:
    assert only(f"前年より12%{word}") == (change, "year")
    assert only(f"隣国より12%{word}") == (None, None)


LEVEL_WORDS = [
    (basis, word) for basis, words in WORDS.basis.items() for word in words if not word[0].isascii()
]


@pytest.mark.parametrize(("basis", "word"), LEVEL_WORDS)
def test_every_basis_is_found(basis: Basis, word: str) -> None:
    assert only(f"{word}比12%増だった") == ("increase", basis)
    assert only(f"{word}に比べ、12%減だった") == ("decrease", basis)
    assert only(f"{word}を3億円上回った") == ("increase", basis)


MEASURED = [(kind, word) for kind, words in WORDS.measured.items() for word in words]


@pytest.mark.parametrize(("kind", "word"), MEASURED)
def test_every_noun_of_change_makes_the_figure_after_it_one(kind: str, word: str) -> None:
    assert only(f"{word}は12%だった")[0] == (None if kind == "signed" else kind)
    assert only(f"{word}は△12%だった")[0] == "decrease"
