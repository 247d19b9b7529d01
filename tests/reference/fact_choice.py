"""Choosing the best candidate of each figure, one figure at a time."""

from __future__ import annotations

from math import exp


def best_candidates(
    pairs: list[tuple[int, int]], scores: list[float], none: list[float]
) -> list[tuple[int, float]]:
    """Return the candidate of each figure, -1 for none, and its probability."""
    chosen = []
    for figure, without in enumerate(none):
        own = [(scores[i], pairs[i][1]) for i in range(len(pairs)) if pairs[i][0] == figure]
        best = max([without, *(score for score, _ in own)])
        candidate = next((candidate for score, candidate in own if score == best), -1)
        total = exp(without - best) + sum(exp(score - best) for score, _ in own)
        chosen.append((candidate, 1 / total))
    return chosen
