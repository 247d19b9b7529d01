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
from support.finding import find


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
    recogniser = pickle.loads(pickle.dumps(FigureRecogniser(datetime.date(2025, 1, 1))))
    assert [figure.timex for figure in recogniser.figures("昨年3月")] == ["2024-03"]


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
