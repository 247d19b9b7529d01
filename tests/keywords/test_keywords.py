from __future__ import annotations

import pickle

import numpy as np
import pytest

from kijiyomi.article import Article
from kijiyomi.document import Document, Documents
from kijiyomi.keywords import DocumentFrequencies, KeywordExtractor
from kijiyomi.keywords.compounds import find_compounds
from kijiyomi.text.fold import fold_phrases
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer
from kijiyomi.tokenizer.tokens import Lexicon, Tokens

TOKENIZER = MecabTokenizer()


def read(text: str, title: str = "") -> Document:
    article = Article(text, title=title)
    passage = read_passage(article)
    return Document(article, passage, TOKENIZER(passage.text), TOKENIZER(title))


def compounds(text: str) -> list[str]:
    tokens = Documents([read(text)]).joined.tokens
    found = find_compounds(tokens)
    return [tokens.text[start:end] for start, end in zip(found.start, found.end, strict=True)]


def keywords(text: str, title: str = "", top: int = 10) -> list[str]:
    return [keyword.text for keyword in KeywordExtractor(top)(read(text, title))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("製造業AIクラウドを公開した。", ["製造業AIクラウド"]),
        ("デジタルツイン技術が役立つ。", ["デジタルツイン技術"]),
        ("新しいRTX PRO 6000 Blackwellを積む。", ["RTX PRO 6000 Blackwell"]),
        ("Claude 4とGPT-4oを比べた。", ["Claude 4", "GPT-4o"]),
        ("売上は3兆5,000億円と40%増で、推論コストは下がった。", ["売上", "推論コスト"]),
        ("中小企業の化合物データ", ["中小企業", "化合物データ"]),
        ("今回の場合、そのことが重要な省電力化につながる。", ["省電力化"]),
        ("山田太郎さんと5Gの話", ["山田太郎", "5G"]),
        ("マーク・ザッカーバーグの挨拶・質問", ["マーク・ザッカーバーグ", "挨拶", "質問"]),
        ("AI hardware and softwareを学ぶ。", ["AI hardware and software"]),
        ("", []),
    ],
)
def test_compounds(text: str, expected: list[str]) -> None:
    found = compounds(text)
    assert [phrase for phrase in found if phrase in expected] == expected
    assert not any(mark in phrase for phrase in found for mark in "、。")


@pytest.mark.parametrize("figure", ["2025年", "20年間", "3つ", "1,200億円", "80GB", "40%", "約3割"])
def test_figures_are_no_compounds(figure: str) -> None:
    assert not any(char.isdigit() for phrase in compounds(f"それは{figure}です。") for char in phrase)


def test_best_keywords_are_what_the_article_is_about() -> None:
    text = (
        "「庭園ロボット」を発売、ミドリ工業が狙う市場とは\n\n"
        "ミドリ工業は自律型の庭園ロボットを発売した。庭園ロボットは画像認識モデルで雑草を見分ける。\n\n"
        "同社によると、画像認識モデルは北海道の圃場で学習した。庭園ロボットの価格は30万円。"
    )
    found = keywords(text, "「庭園ロボット」を発売", top=5)
    assert found[0] == "庭園ロボット"
    assert "画像認識モデル" in found
    assert "ミドリ工業" in found


def test_keywords_stand_verbatim_outside_markup() -> None:
    text = "量子**コンピュータ**が動いた。研究者は[量子コンピュータ](https://example.com)を測った。"
    document = read(text)
    found = KeywordExtractor()(document)
    assert "量子コンピュータ" in [keyword.text for keyword in found]
    assert all(keyword.text in text for keyword in found)


def test_a_phrase_always_broken_by_markup_is_left_out() -> None:
    text = "量子**コンピュータ**が動いた。"
    assert all(keyword in text for keyword in keywords(text))


def test_spellings_are_folded_and_counted_together() -> None:
    text = "Edge-AIサーバーを買った。エッジではEDGE-AIサーバが働く。ＥｄｇｅーAIは別だ。"
    found = {keyword.text: keyword.count for keyword in KeywordExtractor()(read(text))}
    assert found["Edge-AIサーバー"] == 2
    assert "EDGE-AIサーバ" not in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サーバー", "サーバ"),
        ("ＧＰＴ－４", "gpt4"),
        ("ビッグ・データ", "ビッグデータ"),
        ("データ センター", "データセンタ"),
    ],
)
def test_spellings_of_one_phrase(one: str, other: str) -> None:
    folded, other_folded = fold_phrases([one, other])
    assert folded == other_folded


def test_phrases_are_folded_as_if_each_were_alone() -> None:
    phrases = ["", "①", "サーバー", "ー", "ΑΣ", "Σ", "\0", "か", "\u3099", " ", "ＧＰＴ"]
    assert fold_phrases(phrases) == [fold_phrases([phrase])[0] for phrase in phrases]
    assert fold_phrases([]) == []


def test_general_nouns_alone_are_no_keywords() -> None:
    assert not set(keywords("可能性と必要性と影響と変化の話。可能性がある。技術の進化。")) & {
        "可能性",
        "必要性",
        "影響",
        "技術",
    }


def test_top() -> None:
    text = "再生医療、宇宙開発、海洋資源、核融合炉、量子暗号、遺伝子編集"
    assert len(keywords(text, top=3)) == 3
    assert keywords(text, top=0) == []
    with pytest.raises(ValueError, match="top"):
        KeywordExtractor(top=-1)


def test_scores_fall() -> None:
    found = KeywordExtractor()(read("宇宙開発と海洋資源。宇宙開発では新しい推進剤が試された。" * 3))
    scores = [keyword.score for keyword in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_archive_frequencies_push_common_phrases_down() -> None:
    archive = [read(f"海洋資源の特集。{topic}を語る。") for topic in ("宇宙開発", "核融合炉", "量子暗号")]
    frequencies = DocumentFrequencies.count(archive)
    assert frequencies.documents == 3
    assert frequencies.rarity("海洋資源") == 0
    assert frequencies.rarity("未知物質") == 1
    assert DocumentFrequencies(0, {}).rarity("何か") == 1

    document = read("海洋資源と再生医療の特集。")
    plain = {k.text: k.score for k in KeywordExtractor()(document)}
    weighed = {k.text: k.score for k in KeywordExtractor(frequencies=frequencies)(document)}
    assert weighed["海洋資源"] < plain["海洋資源"]
    assert weighed["再生医療"] == plain["再生医療"]


def test_no_tokens() -> None:
    document = read("量子コンピュータ")
    empty = np.zeros(0, dtype=np.int32)
    blank = Tokens(document.passage.text, Lexicon(), empty, empty, empty)
    assert KeywordExtractor()(Document(document.article, document.passage, blank, blank)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "。",
        "\ud800量子\udfff",
        "a\0b",
        "😀" * 50,
        "がが",
        "1" * 5000,
        "A " * 3000,
        "・-・-" * 100,
    ],
)
def test_any_text(text: str) -> None:
    assert all(keyword.text in text for keyword in KeywordExtractor()(read(text)))


def test_a_batch_is_its_articles_one_by_one() -> None:
    texts = [
        "",
        "量子**コンピュータ**が動いた。量子コンピュータだ。",
        "\n",
        "a\0b、海洋資源",
        "海洋資源、サーバーとサーバ。",
        "A " * 9000,
    ]
    documents = [read(text, title) for text in texts for title in ("", "海洋資源の特集")]
    extractor = KeywordExtractor()
    assert extractor.batch(Documents(documents)) == [extractor(document) for document in documents]
    assert extractor.batch(Documents([])) == []


def test_is_picklable() -> None:
    copy = pickle.loads(pickle.dumps(KeywordExtractor(3, DocumentFrequencies(2, {"海洋資源": 1}))))
    assert copy.top == 3
    assert copy.frequencies is not None
    assert copy.frequencies.counts == {"海洋資源": 1}
