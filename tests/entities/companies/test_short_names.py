from __future__ import annotations

import pytest

from kijiyomi.entities.companies.recogniser import CompanyRecogniser
from kijiyomi.entities.companies.short_names import short_name
from support.reading import read

RECOGNISER = CompanyRecogniser()


def companies(text: str) -> list[str]:
    return [entity.text for entity in RECOGNISER(read(text))]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("丸福証券", "丸福"),
        ("ミドリノ不動産", "ミドリノ"),
        ("さくらヶ丘信用金庫", "さくらヶ丘"),
        # Nothing follows the distinctive part, or too little of it is left.
        ("日立", None),
        ("三井グループ", "三井"),
        ("林製作所", None),
    ],
)
def test_the_distinctive_part_of_a_name(name: str, part: str | None) -> None:
    assert short_name(name) == part


def test_an_article_goes_on_with_the_short_name() -> None:
    text = "株式会社ソラマチ製作所は新工場を建てる。ソラマチの売上高は10億円で、ソラマチ株も上がった。"
    assert companies(text) == ["株式会社ソラマチ製作所", "ソラマチ", "ソラマチ"]


@pytest.mark.parametrize(
    "text",
    [
        # A place, a surname, a common noun.
        "川崎製作所株式会社は工場を建てる。川崎で開いた説明会。",
        "株式会社谷口製作所は工場を建てる。谷口さんが話した。",
        "太陽製薬株式会社は薬を売る。太陽が昇る。",
        # Part of a longer noun.
        "株式会社ソラマチ製作所は工場を建てる。ソラマチ広場で遊ぶ。",
    ],
)
def test_what_only_looks_like_a_short_name(text: str) -> None:
    assert len(companies(text)) == 1


def test_no_short_name_without_its_company() -> None:
    assert companies("ソラマチの売上高は10億円だった。") == []
