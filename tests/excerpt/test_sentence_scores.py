from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kijiyomi.excerpt.opening_sentences import OpeningSentences
from kijiyomi.excerpt.sentence_scores import (
    BLOCK_WEIGHTS,
    MAX_STANDALONE_SCORE,
    content_scores,
    standalone_score,
)
from kijiyomi.records.analysis import Keyword
from kijiyomi.text.passage import BlockKind
from reference import excerpts as reference
from support.documents import read_document
from support.japanese_text import SENTENCES, article_texts, keyword_texts, titles

documents = st.builds(read_document, article_texts, titles)
keyword_lists = st.lists(
    st.builds(Keyword, keyword_texts, st.sampled_from([0.9, 0.5, 0.3]), st.just(1)), max_size=4
)


@settings(max_examples=200, deadline=None)
@example([(read_document("長い文です。\n\n" * 600 + "港の倉庫。", "港の倉庫に自律搬送ロボット"), [])])
@given(st.lists(st.tuples(documents, keyword_lists), min_size=1, max_size=4))
def test_content_scores_are_those_of_the_plain_form(articles):
    read, keywords = [document for document, _ in articles], [some for _, some in articles]
    openings = OpeningSentences.from_documents(read)
    scores = content_scores(read, openings, keywords).tolist()
    for index, (document, some) in enumerate(articles):
        own = slice(*openings.bounds[index : index + 2])
        spans = [
            (s - openings.starts[index], e - openings.starts[index]) for s, e in openings.spans[own].tolist()
        ]
        expected = reference.content_scores(document, some)
        assert spans == [span for span, _ in expected]
        assert scores[own] == pytest.approx([score for _, score in expected], rel=1e-12)


def test_every_kind_of_block_has_a_weight():
    assert set(BLOCK_WEIGHTS) == set(get_args(BlockKind))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (f"本記事では、{SENTENCES[0]}".replace("発表", "説明"), SENTENCES[0]),
        (SENTENCES[0], SENTENCES[0] * 4),
        (SENTENCES[0], f"しかし、{SENTENCES[0]}"),
        (SENTENCES[0], f"皆さん、{SENTENCES[0]}"),
        (SENTENCES[0], SENTENCES[0].replace("した。", "したのか。")),
        (SENTENCES[0], SENTENCES[0].removesuffix("。")),
        (SENTENCES[0], "横浜港。"),
    ],
)
def test_form(better, worse):
    assert 0 <= standalone_score(worse) < standalone_score(better) <= MAX_STANDALONE_SCORE
