"""How central a name is to an article, as numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np

from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.features.lead import headline_end, title_text
from kijiyomi.classifier.features.name_candidates import NameCandidate
from kijiyomi.document import Document

SALIENCE_FEATURES = (
    "in title",
    "title begins with it",
    "alone in title",
    "only bracketed in title",
    "quoted in title",
    "in headline",
    "in title and headline",
    "in opening",
    "not in body",
    "log count",
    "twice or more",
    "five times or more",
    "share of most frequent",
    "most frequent",
    "spread",
    "first place",
    "part of longer name",
    "listed company",
    "recognised company",
    "in vocabulary",
)
"""Their names in model files and explanations."""

_BRACKETED = re.compile(r"[(\[【][^)\]】]*[)\]】]?")
_QUOTES = '「『"“'
_OPENING_CHARACTERS = 300
_TITLE_START_CHARACTERS = 12
_SECTIONS = 5
_NOT_IN_TITLE = (False,) * 5


def salience(leads: Iterable[Document], candidates: Iterable[Sequence[NameCandidate]]) -> Float32Array:
    """Return float32 (candidates, :data:`SALIENCE_FEATURES`), those of each lead after the one before's."""
    rows: list[float] = []
    for lead, own in zip(leads, candidates, strict=True):
        if own:
            _add_rows(rows, lead, own)
    return np.array(rows, dtype=np.float32).reshape(-1, len(SALIENCE_FEATURES))


def _add_rows(rows: list[float], lead: Document, candidates: Sequence[NameCandidate]) -> None:
    title_features = _title_features(title_text(lead), [candidate.title for candidate in candidates])
    length = len(lead.passage.normalised.text) or 1
    headline = headline_end(lead)
    most = max([len(candidate.body) for candidate in candidates]) or 1
    labels = [candidate.label.lower() for candidate in candidates]
    together = "\n".join(labels)
    for candidate, in_title, label in zip(candidates, title_features, labels, strict=True):
        body = candidate.body
        count = len(body)
        first = min(body) if body else length
        in_headline = first < headline
        rows += in_title
        rows += (
            in_headline,
            in_headline and in_title[0],
            first < _OPENING_CHARACTERS,
            not count,
            math.log1p(count),
            count >= 2,
            count >= 5,
            count / most,
            count == most,
            (len({start * _SECTIONS // length for start in body}) if count > 1 else count) / _SECTIONS,
            first / length,
            together.count(label) > 1,
            candidate.listed,
            candidate.mentioned,
            candidate.term >= 0,
        )


def _title_features(title: str, starts: Sequence[set[int]]) -> list[tuple[bool, ...]]:
    """Return the first five features of each name, given where it stands in the title."""
    if not any(starts):
        return [_NOT_IN_TITLE] * len(starts)
    brackets = [match.span() for match in _BRACKETED.finditer(title)]
    outside_brackets = [_outside(own, brackets) for own in starts]
    alone = sum(map(bool, outside_brackets)) == 1
    return [
        (
            True,
            min(outside) < _TITLE_START_CHARACTERS,
            alone,
            False,
            any(title[start - 1 : start] in _QUOTES for start in outside if start),
        )
        if outside
        else (False, False, False, bool(own), False)
        for own, outside in zip(starts, outside_brackets, strict=True)
    ]


def _outside(starts: set[int], brackets: Sequence[tuple[int, int]]) -> set[int]:
    if not starts or not brackets:
        return starts
    return {start for start in starts if not any(low <= start < high for low, high in brackets)}
