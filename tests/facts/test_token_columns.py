from __future__ import annotations

import numpy as np
import pytest

from kijiyomi.facts import word_classes as words
from support.facts import candidates, read_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Names as they are, apart from nouns beside them.
        ("トヨタ社員は300人だ。", ["トヨタ", "社員"]),
        # Latin words over spaces.
        ("Open Source Daysは300人だ。", ["Open Source Days"]),
        # Nouns joined by a middle dot.
        ("研究・開発は300人だ。", ["研究・開発"]),
        # What stands between nouns without a dot is no part of them.
        ("研究と開発は300人だ。", ["研究", "開発"]),
        # Verbs are candidates of their own.
        ("寄付を集めて300人に配った。", ["寄付", "集め", "配っ"]),
        # A number alone names nothing.
        ("3は、7は、300人だ。", []),
        # A line break ends a run of nouns, a space between Japanese words does too.
        ("庭園\n住民は300人だ。", ["庭園", "住民"]),
    ],
)
def test_what_facts_may_point_to(text: str, expected: list[str]) -> None:
    assert candidates(text) == expected


def test_no_candidate_is_a_figure_or_a_date() -> None:
    assert candidates("2025年4月の来客は5万人で、10日間並んだ。") == ["来客", "並ん"]


def test_sentences_end_at_stops_line_breaks_and_with_a_text() -> None:
    columns = read_texts("花が5本。木が3本！\n石が2個", "水が1本").columns
    named = {
        word: int(columns.sentence[columns.tokens.source_start.searchsorted(at)])
        for word, at in (("花", 0), ("木", 5), ("石", 11), ("水", 16))
    }
    assert len(set(named.values())) == len(named)
    last = columns.sentence_last(columns.tokens.text_first)
    assert columns.grammar[last].tolist() == [words.STOP, words.OTHER]


def test_counts_between_tokens_are_those_of_a_loop() -> None:
    columns = read_texts("庭は、人が見て、花は咲く。5人が来た。").columns
    last = len(columns.grammar) - 1
    grammar = columns.grammar.tolist()
    counts = columns.count_between(np.array([0, 3]), np.array([last, last]))
    classes = ([words.TOPIC], [words.SUBJECT], [words.COMMA], [words.VERB, words.LIGHT_VERB])
    for found, wanted in zip(counts, classes, strict=True):
        assert found.tolist() == [sum(g in wanted for g in grammar[first:last]) for first in (0, 3)]
