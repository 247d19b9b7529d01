"""Posts that are nearly the same, paragraphs that a post says twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import HASH_FACTOR
from kijiyomi.audit.findings import Finding
from kijiyomi.audit.kinds import FindingKind, Repetition, Similarity
from kijiyomi.audit.posts import AuditedPost
from kijiyomi.classifier.features.character_ngrams import character_ngrams
from kijiyomi.classifier.features.ngrams import count_ngrams

_NEAR = 0.6
_SHORTEST_TEXT = 200
# Bands of rows: a pair of Jaccard similarity .6 is compared with probability 1 - (1 - .6^4)^24 = .97.
_BANDS, _ROWS = 24, 4
_LARGEST_BUCKET = 50
_SHOWN = 60

Hashes = NDArray[np.uint64]


def duplicate_findings(posts: Sequence[AuditedPost]) -> Iterator[Finding]:
    """Yield pairs of posts most of whose character triples are the same (Jaccard similarity of .6 or more).

    Candidates come from MinHash (Broder, "On the resemblance and containment of documents", 1997).
    """
    long = [post for post in posts if len(post.text) >= _SHORTEST_TEXT]
    sets = [count_ngrams([character_ngrams([post.text])]).keys for post in long]
    for one, other in sorted(_candidates(sets)):
        similarity = _jaccard(sets[one], sets[other])
        if similarity >= _NEAR:
            ids = long[one].id, long[other].id
            evidence, severity = Similarity(similarity), similarity / len(posts)
            yield Finding(FindingKind.NEAR_DUPLICATES, " / ".join(ids), evidence, ids, severity)


def _candidates(sets: Sequence[Hashes]) -> set[tuple[int, int]]:
    """Return pairs that agree in a whole band of minimal hashes."""
    random = np.random.default_rng(0)
    factors = random.integers(1 << 63, dtype=np.uint64, size=_BANDS * _ROWS) * np.uint64(2) + np.uint64(1)
    buckets: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for index, keys in enumerate(sets):
        mixed = keys * HASH_FACTOR
        mixed ^= mixed >> np.uint64(29)
        least = np.array([(mixed * factor).min() for factor in factors])
        for band in range(_BANDS):
            buckets[band, least[band * _ROWS : (band + 1) * _ROWS].tobytes()].append(index)
    pairs: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        pairs.update(combinations(bucket[:_LARGEST_BUCKET], 2))
    return pairs


def _jaccard(one: Hashes, other: Hashes) -> float:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)


def repetition_findings(posts: Sequence[AuditedPost]) -> Iterator[Finding]:
    """Yield the posts in which a paragraph stands more than once."""
    for post in posts:
        again = {paragraph: times for paragraph, times in Counter(post.paragraphs).items() if times > 1}
        if again:
            longest, times = max(again.items(), key=lambda item: len(item[0]) * (item[1] - 1))
            share = sum(len(paragraph) * (count - 1) for paragraph, count in again.items()) / len(post.text)
            beginning = longest[:_SHOWN] + "…" * (len(longest) > _SHOWN)
            evidence = Repetition(share, times, beginning)
            yield Finding(FindingKind.REPEATED_PARAGRAPH, post.id, evidence, (post.id,), share / len(posts))
