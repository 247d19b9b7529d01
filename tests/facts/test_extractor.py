from __future__ import annotations

import pickle

import pytest

from kijiyomi.document import Documents
from kijiyomi.facts import extractor
from kijiyomi.facts.extractor import FIGURE_LABELS
from kijiyomi.records.facts import Fact
from support.documents import read_document
from support.facts import EXTRACTOR, RECOGNISER, facts, facts_of

# Figure, holder, property, type, date and status of sentences whose answer is beyond doubt.
SENTENCES = {
    "トヨタの2025年度の売上高は48兆円だった。": (
        "48兆円",
        "トヨタ",
        "売上高",
        "revenue",
        "2025年度",
        "actual",
    ),
    "任天堂の営業利益は2800億円だった。": ("2800億円", "任天堂", "営業利益", "profit", None, "actual"),
    "新型ゲーム機の価格は4万9980円だ。": ("4万9980円", "新型ゲーム機", "価格", "price", None, "actual"),
    "LayerXはシリーズBで102億円を調達した。": (
        "102億円",
        "LayerX",
        "調達",
        "funding",
        None,
        "actual",
    ),
    "横浜市の人口は377万人だ。": ("377万人", "横浜市", "人口", "people", None, "actual"),
    "国内クラウド市場の市場規模は2028年に5兆円に達する見込みだ。": (
        "5兆円",
        "国内クラウド市場",
        "市場規模",
        "market_size",
        "2028年",
        "forecast",
    ),
    "検索エンジンのシェアは90%だ。": ("90%", "検索エンジン", "シェア", "share", None, "actual"),
    "RTX 5090の消費電力は575Wだ。": ("575W", "RTX 5090", "消費電力", "spec", None, "actual"),
    "楽天の従業員数は3万人だ。": ("3万人", "楽天", "従業員数", "people", None, "actual"),
    "トヨタは米国の工場に2兆円を投資する計画だ。": ("2兆円", "トヨタ", "投資", "investment", None, "plan"),
}


def summary(fact: Fact) -> tuple[str | None, ...]:
    entity, prop, when = (mention and mention.text for mention in (fact.entity, fact.property, fact.when))
    return fact.text, entity, prop, fact.type, when, fact.status


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_beyond_doubt(sentence: str) -> None:
    assert [summary(fact) for fact in facts(sentence)] == [SENTENCES[sentence]]


def test_an_article_alone_gives_what_it_gives_in_a_batch() -> None:
    sentences = list(SENTENCES)
    texts = [
        *sentences,
        "数字のない文。",
        "",
        "".join(sentences),
        "\n\n".join(reversed(sentences)),
        # Figures at both ends, where a neighbour's words would be near.
        "5万円、庭の値段は3万円",
        "7人の来客は20人",
    ]
    for text, together in zip(texts, facts_of(texts), strict=True):
        assert facts(text) == together


def test_many_articles_are_looked_at_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*SENTENCES, "数字のない文。", *SENTENCES]
    whole = facts_of(texts)
    monkeypatch.setattr("kijiyomi.facts.extractor._CHUNK_SIZE", 500)
    assert facts_of(texts) == whole
    assert [len(some) for some in whole] == [1] * len(SENTENCES) + [0] + [1] * len(SENTENCES)


def test_a_conversion_in_brackets_says_what_the_amount_before_it_says() -> None:
    dollars, yen = facts("NVIDIAの2024年度の売上高は350億ドル（約5兆2000億円）だった。")
    assert (dollars.text, yen.text) == ("350億ドル", "約5兆2000億円")
    assert yen.entity is not None
    assert yen.entity.text == "NVIDIA"
    assert yen[3:] == dollars[3:]


def test_an_amount_taken_up_again_keeps_holder_and_type() -> None:
    text = "ソフトバンクはOpenAIに3億ドルを投資する計画だ。この3億ドルはデータセンターの建設に使う。"
    first, again = facts(text)
    assert first.entity is not None
    assert first.entity.text == "ソフトバンク"
    assert (again.entity, again.type) == (first.entity, first.type)
    assert again.property != first.property


@pytest.mark.parametrize("pronoun", ["同社", "当社", "彼ら"])
def test_what_stands_for_a_name_is_no_holder(pronoun: str) -> None:
    (fact,) = facts(f"日立製作所は東京に本社を置く。{pronoun}の売上高は10兆円だった。")
    assert fact.entity is None or fact.entity.text != pronoun


def test_the_company_named_last_is_meant_by_its_pronoun() -> None:
    (fact,) = facts("日立製作所は東京に本社を置く。同社の売上高は10兆円だった。")
    assert fact.entity is not None
    assert fact.entity.text == "日立製作所"


def test_everything_stands_verbatim_in_the_article() -> None:
    text = (
        "# **トヨタ**の決算\n\n[トヨタ](https://example.com)の2025年度の**売上高**は`48兆円`だった。\n\n"
        "- 営業利益は<b>前年同期比12%増</b>の5兆円\n- *ソニー*は100億円でゲーム会社を買収した。\n"
    )
    found = facts(text, title="トヨタの決算")
    assert len(found) >= 4
    for fact in found:
        mentions = (fact, fact.entity, fact.property, fact.when, fact.purpose, fact.basis)
        for mention in filter(None, mentions):
            assert text[mention.start : mention.end] == mention.text != ""


def test_facts_stand_by_start_one_for_each_figure_at_most() -> None:
    text = "".join(SENTENCES)
    documents = Documents([read_document(text)])
    entities = RECOGNISER.recognise_batch(documents)
    spans = [(entity.start, entity.end) for entity in entities[0] if entity.label in FIGURE_LABELS]
    (found,) = EXTRACTOR.extract_batch(documents, entities)
    assert [(fact.start, fact.end) for fact in found] == spans
    assert all(0.05 <= fact.score <= 1 for fact in found)


@pytest.mark.parametrize("text", ["", "数字のない文。", "2025年4月1日に開く。", "トヨタとRTX 5090の話。"])
def test_no_figures_no_facts(text: str) -> None:
    assert facts(text) == ()


def test_no_articles_no_facts() -> None:
    assert EXTRACTOR.extract_batch(Documents([]), []) == []


def test_a_figure_alone_has_no_holder() -> None:
    (fact,) = facts("5万人。")
    assert (fact.entity, fact.property, fact.when, fact.purpose, fact.basis) == (None,) * 5


def test_an_extractor_can_be_sent_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(EXTRACTOR))
    documents = Documents([read_document(next(iter(SENTENCES)))])
    entities = RECOGNISER.recognise_batch(documents)
    assert again.extract_batch(documents, entities) == EXTRACTOR.extract_batch(documents, entities)


def test_of_an_article_with_many_figures_the_first_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractor, "MOST_FIGURES", 3)
    assert [fact.text for fact in facts("1人、2人、3人、4人、5人が来た。")] == ["1人", "2人", "3人"]
