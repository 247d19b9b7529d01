"""Evidence of each kind of finding, with texts that are hard to word."""

from __future__ import annotations

from kijiyomi.audit import FindingKind
from kijiyomi.audit.kinds import (
    CategoryProbabilities,
    ConstantReadingTime,
    Evidence,
    LabelCounts,
    LabelOverlap,
    PostShare,
    ReadingTimes,
    Repetition,
    Similarity,
    TagProbability,
)

_SAMPLES: tuple[Evidence, ...] = (
    PostShare(1200, 1500),
    LabelCounts((("a / 題", 1200), ("{0.x}", 1))),
    LabelOverlap(1100, 1200),
    ConstantReadingTime(1200, 1500, 0.5, 12.25),
    ReadingTimes(8.0, 2.4),
    Similarity(0.734),
    Repetition(0.25, 3, "題\n続き: {0.x}"),
    CategoryProbabilities("a is 3% probable, b", 0.01, "題", 0.98),
    TagProbability("a is 3% probable, 題", 0.98),
)


def sample_evidence(kind: FindingKind) -> Evidence:
    """Return evidence such as a finding of this kind has."""
    return next(sample for sample in _SAMPLES if type(sample) is kind.evidence)
