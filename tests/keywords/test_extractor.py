from __future__ import annotations

import pickle

import numpy as np
import pytest

from kijiyomi.document import Document, Documents
from kijiyomi.keywords import DocumentFrequencies, KeywordExtractor
from kijiyomi.tokenizer.tokens import Lexicon, Tokens
from support.documents import read_document as read


def keywords(text: str, title: str = "", top: int = 10) -> list[str]:
    return [keyword.text for keyword in KeywordExtractor(top)(read(text, title))]


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


def test_keywords_are_verbatim_outside_markup() -> None:
    text = "量子**コンピュータ**が動いた。研究者は[量子コンピュータ](https://example.com)を測った。"
    document = read(text)
    (computer, *_) = KeywordExtractor()(document)
    assert (computer.text, computer.count) == ("量子コンピュータ", 2)
    assert all(keyword.text in text for keyword in KeywordExtractor()(document))


def test_a_phrase_always_broken_by_markup_is_left_out() -> None:
    assert keywords("量子**コンピュータ**が動いた。") == []


def test_spellings_are_folded_and_counted_together() -> None:
    text = "Edge-AIサーバーを買った。エッジではEDGE-AIサーバが働く。ＥｄｇｅーAIは別だ。"
    found = {keyword.text: keyword.count for keyword in KeywordExtractor()(read(text))}
    assert found["Edge-AIサーバー"] == 2
    assert "EDGE-AIサーバ" not in found


def test_general_nouns_alone_are_no_keywords() -> None:
    assert keywords("可能性と必要性と影響と変化の話。可能性がある。技術の進化。") == []
    assert keywords("技術の進化。核融合技術の進化。") == ["核融合技術"]


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
    assert extractor.extract_batch(Documents(documents)) == [extractor(document) for document in documents]
    assert extractor.extract_batch(Documents([])) == []


def test_is_picklable() -> None:
    copy = pickle.loads(pickle.dumps(KeywordExtractor(3, DocumentFrequencies(2, {"海洋資源": 1}))))
    assert copy.top == 3
    assert copy.frequencies is not None
    assert copy.frequencies.counts == {"海洋資源": 1}
