"""What each character adds to a decision, n-gram by n-gram and character by character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kijiyomi.classifier.features.ngrams import NGramOccurrences
from kijiyomi.tokenizer.tokens import Tokens

NO_CONTENT = ("助詞", "助動詞", "補助記号", "空白")

FieldContributions = tuple[Mapping[int, float], NGramOccurrences]
"""What each known n-gram of a field adds to the decision, and where all n-grams of the text occur."""


def character_weights(characters: int, fields: Iterable[FieldContributions]) -> list[float]:
    weights = [0.0] * characters
    for contributions, occurrences in fields:
        times = Counter(occurrences.keys.tolist())
        for key, start, end in zip(*(column.tolist() for column in occurrences), strict=True):
            for character in range(start, end):
                weights[character] += contributions.get(key, 0.0) / times[key] / (end - start)
    return weights


def phrases(tokens: Tokens, weights: list[float]) -> list[tuple[int, int, float]]:
    """Return start, end and weight of adjacent words that weigh a tenth of the heaviest one at least."""
    words = [
        (start, end, sum(weights[start:end]) if token.pos1 not in NO_CONTENT else 0.0)
        for token, start, end in zip(tokens, tokens.start.tolist(), tokens.end.tolist(), strict=True)
    ]
    most = max((weight for *_, weight in words), default=0.0)
    found: list[tuple[int, int, float]] = []
    for start, end, weight in words:
        if weight <= 0 or weight < most / 10:
            continue
        if found and found[-1][1] == start:
            first, _, before = found.pop()
            start, weight = first, before + weight
        found.append((start, end, weight))
    return found
