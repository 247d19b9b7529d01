from __future__ import annotations

import pytest

import kijiyomi

ANALYZER = kijiyomi.load(None, facts=False)


def companies(text: str) -> list[str]:
    return [entity.text for entity in ANALYZER.analyze(text).entities if entity.label == "COMPANY"]


def test_a_company_without_a_form_or_a_list_is_seen() -> None:
    assert companies("北風電力は30億円を投じる。") == ["北風電力"]


@pytest.mark.parametrize("text", ["A社は設備投資を増やし、B社の売上高も伸びた。", "NISAの口座は増えた。"])
def test_placeholders_and_schemes_are_none(text: str) -> None:
    assert companies(text) == []
