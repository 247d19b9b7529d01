from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kijiyomi.keywords import KeywordExtractor
from kijiyomi.keywords.compounds import find_compounds
from kijiyomi.keywords.scoring import LEAD, distinct_phrases, log_odds
from reference import compounds, keyword_scores
from support.documents import read_document, read_documents
from support.japanese_text import noun_texts


@settings(max_examples=200, deadline=None)
@given(st.lists(noun_texts, min_size=1, max_size=3))
def test_log_odds_are_those_of_the_plain_form(texts: list[str]) -> None:
    documents = read_documents(texts)
    joined = documents.joined
    found = find_compounds(joined.tokens)
    owners = joined.text_indices(found.start)
    phrases = distinct_phrases(found, owners)
    starts = joined.starts[owners[phrases.first]]
    offsets = found.start[phrases.first] - starts
    odds = log_odds(found, phrases, offsets, offsets < LEAD)
    expected = [
        (start, odd)
        for document in documents
        for start, odd in keyword_scores.log_odds_of_phrases(
            compounds.find_compounds(document.tokens), lead_end=LEAD
        ).items()
    ]
    assert offsets.tolist() == [start for start, _ in expected]
    np.testing.assert_allclose(odds, [odd for _, odd in expected], rtol=1e-12, atol=1e-12)


def test_phrases_of_two_texts_are_two() -> None:
    joined = read_documents(["量子暗号と量子暗号", "量子暗号"]).joined
    found = find_compounds(joined.tokens)
    phrases = distinct_phrases(found, joined.text_indices(found.start))
    assert phrases.first.tolist() == [0, 2]
    assert phrases.counts.tolist() == [2, 1]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("「宇宙開発」の話。", "宇宙開発の話。"),
        ("宇宙開発の話。宇宙開発だ。", "宇宙開発の話。"),
        ("宇宙開発の話。", "。" * LEAD + "宇宙開発の話。"),
    ],
)
def test_evidence(better: str, worse: str) -> None:
    scores = []
    for text in (better, worse):
        (keyword, *_) = KeywordExtractor()(read_document(text))
        assert keyword.text == "宇宙開発"
        scores.append(keyword.score)
    assert scores[0] > scores[1]
