from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.keywords.candidates import Candidates, KeywordSelector, find_candidates
from kijiyomi.keywords.scoring import LEAD
from reference import compounds, keyword_scores
from support.documents import read_documents
from support.japanese_text import article_texts, noun_texts


@settings(max_examples=100, deadline=None)
@given(st.lists(noun_texts | article_texts, min_size=1, max_size=3), st.integers(0, 6))
def test_candidates_are_the_likeliest_phrases_of_the_plain_form(texts: list[str], limit: int) -> None:
    documents = read_documents(texts)
    found = find_candidates(documents, limit)
    expected: list[list[float]] = []
    for document in documents:
        phrases = compounds.find_compounds(document.tokens)
        blocks = document.passage.blocks
        lead_end = min(blocks[0].end, LEAD) if blocks else 0
        odds = keyword_scores.log_odds_of_phrases(phrases, lead_end)
        expected.append(sorted(odds.values(), reverse=True)[:limit])
    assert found.sizes == list(map(len, expected))
    assert found.log_odds == pytest.approx([odds for some in expected for odds in some], rel=1e-12)
    assert len(found.texts) == len(found.counts) == len(found.log_odds)


def selector(*phrases: tuple[str, float, int]) -> KeywordSelector:
    texts, odds, counts = map(list, zip(*phrases, strict=True))
    return KeywordSelector(Candidates(texts, odds, counts, [len(texts)]), [text.lower() for text in texts])


@pytest.mark.parametrize(("count", "kept"), [(1, [0]), (2, [0]), (3, [0, 1])])
def test_a_phrase_cut_short_is_left_out(count: int, kept: list[int]) -> None:
    phrases = selector(("量子暗号研究所", 3.0, 4), ("量子暗号", 2.0, count))
    assert phrases.best(range(2), top=10) == kept


def test_the_best_come_first_and_no_more_than_asked_for() -> None:
    phrases = selector(("海洋", 1.0, 1), ("宇宙", 3.0, 1), ("核融合", 2.0, 1))
    assert phrases.best(range(3), top=2) == [1, 2]
    assert [keyword.text for keyword in phrases.keywords([1, 2])] == ["宇宙", "核融合"]


def test_spellings_become_one_that_counts_all() -> None:
    phrases = selector(("GPU", 1.0, 1), ("技術", 1.0, 1), ("gpu", 0.5, 3), ("TPU", 0.0, 1))
    assert phrases.merge_spellings(0, 4) == [0, 3]
    (keyword,) = phrases.keywords([0])
    assert (keyword.text, keyword.count) == ("GPU", 4)
    assert keyword.score > selector(("GPU", 1.0, 1)).keywords([0])[0].score
