from __future__ import annotations

import pytest

from kijiyomi.keywords import DocumentFrequencies, KeywordExtractor
from kijiyomi.text.fold import fold_phrase_batch
from support.documents import read_document as read


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
    folded, other_folded = fold_phrase_batch([one, other])
    assert folded == other_folded


def test_phrases_are_folded_as_if_each_were_alone() -> None:
    phrases = ["", "①", "サーバー", "ー", "ΑΣ", "Σ", "\0", "か", "\u3099", " ", "ＧＰＴ"]
    assert fold_phrase_batch(phrases) == [fold_phrase_batch([phrase])[0] for phrase in phrases]
    assert fold_phrase_batch([]) == []


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
