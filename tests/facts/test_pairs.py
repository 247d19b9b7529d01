from __future__ import annotations

from kijiyomi.facts.pairs import pair_up
from support.facts import read_texts


def paired(*texts: str, before: int = 44, after: int = 8) -> list[list[tuple[str, int]]]:
    """Return the candidates of each figure, with their ranks."""
    reading = read_texts(*texts)
    tokens, spans = reading.columns.tokens, reading.chunks.spans
    joined = "\0".join(texts)
    found: list[list[tuple[str, int]]] = [[] for _ in reading.texts]
    pairs = pair_up(reading.columns, reading.figures.spans, spans, before=before, after=after)
    for figure, candidate, rank in zip(
        pairs.figure.tolist(), pairs.candidate.tolist(), pairs.rank.tolist(), strict=True
    ):
        start, end = tokens.source_start[spans.first[candidate]], tokens.source_end[spans.last[candidate]]
        found[figure].append((joined[start:end], rank))
    return found


def test_candidates_of_both_sides_by_nearness() -> None:
    assert paired("庭の来客は5万人で、会場は公園だ。") == [
        [("来客", -1), ("庭", -2), ("会場", 0), ("公園", 1)]
    ]


def test_only_so_many_count() -> None:
    assert paired("庭の来客は5万人で、会場は公園だ。", before=1, after=1) == [[("来客", -1), ("会場", 0)]]


def test_what_comes_after_counts_in_the_sentence_of_the_figure_alone() -> None:
    assert paired("来客は5万人。会場は公園だ。") == [[("来客", -1)]]


def test_what_comes_before_counts_six_sentences_back() -> None:
    fillers = [f"{name}だ。" for name in ("庭園", "石段", "小川", "土手", "花壇", "芝生", "噴水")]
    ((*_, farthest),) = paired("".join(fillers) + "5万人。")
    assert farthest == ("石段", -6)


def test_texts_stay_apart() -> None:
    assert paired("来客は5万人", "7万人の会場") == [[("来客", -1)], [("会場", 0)]]


def test_no_candidates_no_pairs() -> None:
    assert paired("5万人。") == [[]]
