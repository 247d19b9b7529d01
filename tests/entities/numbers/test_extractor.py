import datetime
import pickle
from itertools import pairwise

import numpy as np
import pytest

from kijiyomi.article import Article
from kijiyomi.document import Document
from kijiyomi.entities.numbers import FigureRecogniser
from kijiyomi.text.markdown import read_passage
from kijiyomi.text.normalise import normalise
from kijiyomi.tokenizer.tokens import Lexicon, Tokens
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
        "2560×1440ドット、65×128×9.8mm",
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


def read(text: str) -> Document:
    passage = read_passage(Article(text))
    empty = np.empty(0, dtype=np.int32)
    nothing = Tokens("", Lexicon(), empty, empty, empty)
    return Document(Article(text), passage, nothing, nothing)


def test_offsets_count_characters_of_the_readable_text() -> None:
    document = read("# 見出し\n\n売上は**１２億円**、[約30%](https://example.com/40%)増の㌦建て。①5社")
    entities = FigureRecogniser()(document)
    assert [entity.text for entity in entities] == ["１２億円", "約30%", "5社"]
    for entity in entities:
        assert document.passage.text[entity.start : entity.end] == entity.text


def test_list_number_is_no_part_of_a_figure() -> None:
    document = read("特徴は①3社が参加、②20%の削減、③人員")
    entities = FigureRecogniser()(document)
    assert [(entity.text, entity.value) for entity in entities] == [("3社", 3), ("20%", 20)]


def test_part_of_a_date_is_in_the_record() -> None:
    (entity,) = FigureRecogniser()(read("2027年初頭"))
    assert entity.to_dict() == {
        "start": 0,
        "end": 7,
        "text": "2027年初頭",
        "label": "DATE",
        "timex": "2027",
        "part": "start",
    }


def test_entity_carries_the_fields_of_its_label() -> None:
    (entity,) = FigureRecogniser()(read("約30億ドル"))
    assert entity.to_dict() == {
        "start": 0,
        "end": 6,
        "text": "約30億ドル",
        "label": "MONEY",
        "value": 3e9,
        "currency": "USD",
        "modifier": "approx",
    }


def test_survives_pickling() -> None:
    extractor = pickle.loads(pickle.dumps(FigureRecogniser(datetime.date(2025, 1, 1))))
    assert [figure.timex for figure in extractor.figures("昨年3月")] == ["2024-03"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ud800年3月\x00日",
        "9" * 400_000,
        "一" * 100_000,
        "1," * 20_000,
        "1〜" * 5_000,
        "約" * 50_000 + "1人",
        "99999999999999999999年前",
        "9999年12月31日から99999999年後",
        "1京京京京円",
        "٣人と३年",
        "0分の1、1/0、0年0月0日、令和0年",
        "1億兆京万億兆京千百十円",
    ],
)
@pytest.mark.parametrize("today", [None, datetime.date(9999, 12, 31), datetime.date(1, 1, 1)])
def test_any_text_is_read(text: str, today: datetime.date | None) -> None:
    end = 0
    normalised = normalise(text).text
    for figure in FigureRecogniser(today).figures(normalised):
        assert end <= figure.start < figure.end <= len(normalised)
        end = figure.end


def test_figures_never_overlap() -> None:
    text = "2025年1〜3月期の売上高は前年同期比2.1倍の約12億3,400万ドル(約1,850億円)、利益率35〜40%"
    figures = [figure for _, figure in find(text)]
    assert all(a.end <= b.start for a, b in pairwise(figures))
    assert [figure.label for figure in figures] == ["DATE", "QUANTITY", "MONEY", "MONEY", "PERCENT"]
