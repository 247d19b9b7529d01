from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kijiyomi.keywords.compounds import MAX_WORDS, find_compounds
from kijiyomi.tokenizer.tokens import Lexicon, Tokens
from reference import compounds as reference
from support.documents import read_documents
from support.japanese_text import noun_texts


def compounds(text: str) -> list[str]:
    tokens = read_documents([text]).joined.tokens
    found = find_compounds(tokens)
    return [tokens.text[start:end] for start, end in zip(found.start, found.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("製造業AIクラウドを公開した。", ["製造業AIクラウド", "公開"]),
        ("デジタルツイン技術が役立つ。", ["デジタルツイン技術"]),
        ("新しいRTX PRO 6000 Blackwellを積む。", ["RTX PRO 6000 Blackwell"]),
        ("Claude 4とGPT-4oを比べた。", ["Claude 4", "GPT-4o"]),
        ("売上は3兆5,000億円と40%増で、推論コストは下がった。", ["売上", "推論コスト"]),
        ("中小企業の化合物データ", ["中小企業", "化合物データ"]),
        ("今回の場合、そのことが重要な省電力化につながる。", ["省電力化"]),
        ("山田太郎さんと5Gの話", ["山田太郎", "5G"]),
        ("マーク・ザッカーバーグの挨拶・質問", ["マーク・ザッカーバーグ", "挨拶", "質問"]),
        ("AI hardware and softwareを学ぶ。", ["AI hardware", "software"]),
        ("C++とC#は速い。.NETとASP.NET Coreも使う。", ["C++", "C#", ".NET", "ASP.NET Core"]),
        ("C++20、Ｃ＋＋、C++/CLI、C++コンパイラ", ["C++20", "Ｃ＋＋", "C++/CLI", "C++コンパイラ"]),
        ("LGBTQ+の人はNode.jsと.NET 8を学び、B+木を書く", ["LGBTQ+", "Node.js", ".NET 8", "B+木"]),
        ("A+B、AI+データ、1+1、PR#12", ["A+B", "AI", "PR"]),
        ("終わる.NETは続く", [".NET"]),
        ("そもそも電子顕微鏡は高い。結局顕微鏡を買う。", ["電子顕微鏡", "顕微鏡"]),
        ("公園近くの喫茶店、午後3時、毎朝新聞を読む", ["公園", "喫茶店", "新聞"]),
        (
            "Let's paint large murals. We'll paint the dog’s tall kennel.",
            ["paint large murals", "paint", "dog", "tall kennel"],
        ),
        ("However, the museum opened a new hall. It is in the park.", ["museum opened", "new hall", "park"]),
        ("The Lord of the Rings and Bank of Japan are old.", ["Lord of the Rings and Bank of Japan", "old"]),
        ("米The Vergeとfor文、「This Is It」を見る", ["米The Verge", "for文", "This Is It"]),
        ("an end-to-end test of to_json for IT and the US", ["end-to-end test", "to_json", "IT and the US"]),
        (
            "Next.jsとArray.prototype.atを使う every some 関数",
            ["Next.js", "Array.prototype.at", "every some", "関数"],
        ),
        (
            "二酸化炭素と3次元データ、三次元の図、第3世代通信",
            ["二酸化炭素", "3次元データ", "三次元", "第3世代通信"],
        ),
        ("二試合と三作品、第3回", ["試合", "作品"]),
        ("M e t a l a r t i s t s playing", []),
        ("2025年", []),
        ("20年間", []),
        ("3つ", []),
        ("1,200億円", []),
        ("80GB", []),
        ("約3割", []),
        ("", []),
    ],
)
def test_compounds(text: str, expected: list[str]) -> None:
    assert compounds(text) == expected


def test_longer_runs_are_no_phrases() -> None:
    assert compounds("word " * MAX_WORDS) == [" ".join(["word"] * MAX_WORDS)]
    assert compounds("word " * (MAX_WORDS + 1)) == []


@settings(max_examples=800, deadline=None)
@example(["C++、C+", "A+B+C++2#", ".NET.NET, NET", "C #"])
@example(["a b", "C a ", "A C a C", "a of a", "B a b", "aのa b"])
@example(["The A of B", "A of the and", "of A of-B_and"])
@example(["AI-4個", "AI4個", "AI 4個", "・4個"])
@given(st.lists(noun_texts, min_size=1, max_size=3))
def test_compounds_are_those_of_the_plain_form(texts: list[str]) -> None:
    documents = read_documents(texts)
    joined = documents.joined
    found = find_compounds(joined.tokens)
    expected = [
        (compound, start)
        for document, start in zip(documents, joined.starts.tolist(), strict=True)
        for compound in reference.find_compounds(document.tokens)
    ]
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == [
        (start + compound.start, start + compound.end) for compound, start in expected
    ]
    assert found.words.tolist() == [len(compound.spellings) for compound, _ in expected]
    assert found.roles.tolist() == [compound.roles for compound, _ in expected]
    assert found.quoted.tolist() == [compound.quoted for compound, _ in expected]
    spellings = [compound.spellings for compound, _ in expected]
    keys = found.key.tolist()
    assert list(map(keys.index, keys)) == list(map(spellings.index, spellings))


def test_keys_do_not_depend_on_how_many_constituents_there_are() -> None:
    """A long text has its powers computed, a short one has them from a table."""
    text = "量子コンピュータを見た。サーバーも見た。"
    short = find_compounds(read_documents([text]).joined.tokens)
    long = find_compounds(read_documents([text + "東京。" * 20_000]).joined.tokens)
    powers_apart = np.unique(short.key).tolist(), np.unique(long.key).tolist()
    assert list(map(len, powers_apart)) == [len(short.key), len(short.key) + 1]


def test_tokens_without_any_compound() -> None:
    empty = np.zeros(1, dtype=np.int32)
    found = find_compounds(Tokens("\0", Lexicon(), empty, empty + 1, empty))
    assert [len(column) for column in found] == [0] * 6
