"""How central a name is to an article, as numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.lead import headline_end, title_text
from kijiyomi.classifier.names import Candidate
from kijiyomi.document import Document

FEATURES = (
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
_BRACKETED = re.compile(r"[(\[【][^)\]】]*[)\]】]?")
_QUOTES = '「『"“'
_OPENING = 300
_TITLE_BEGINNING = 12
_PARTS = 5


def salience(leads: Iterable[Document], candidates: Iterable[Sequence[Candidate]]) -> NDArray[np.float32]:
    """Return float32 (candidates, :data:`FEATURES`), those of each lead after those of the one before."""
    rows: list[float] = []
    for lead, own in zip(leads, candidates, strict=True):
        if own:
            _add_rows(rows, lead, own)
    return np.array(rows, dtype=np.float32).reshape(-1, len(FEATURES))


def _add_rows(rows: list[float], lead: Document, candidates: Sequence[Candidate]) -> None:
    title = title_text(lead)
    brackets = [match.span() for match in _BRACKETED.finditer(title)]
    length = max(len(lead.passage.normalised.text), 1)
    headline = headline_end(lead)
    plain = [_outside(candidate.title, brackets) for candidate in candidates]
    in_title = sum(map(bool, plain))
    most = max([len(candidate.body) for candidate in candidates]) or 1
    labels = [candidate.label.lower() for candidate in candidates]
    together = "\n".join(labels)
    for candidate, outside, label in zip(candidates, plain, labels, strict=True):
        count, titled = len(candidate.body), bool(outside)
        first = min(candidate.body, default=length)
        headed = first < headline
        rows += (
            titled,
            titled and min(outside) < _TITLE_BEGINNING,
            titled and in_title == 1,
            bool(candidate.title) and not titled,
            titled and any(title[start - 1 : start] in _QUOTES for start in outside if start),
            headed,
            headed and titled,
            first < _OPENING,
            not count,
            math.log1p(count),
            count >= 2,
            count >= 5,
            count / most,
            count == most,
            (len({start * _PARTS // length for start in candidate.body}) if count > 1 else count) / _PARTS,
            first / length,
            together.count(label) > 1,
            candidate.listed,
            candidate.mentioned,
            candidate.term >= 0,
        )


def _outside(starts: set[int], brackets: Sequence[tuple[int, int]]) -> set[int]:
    if not starts or not brackets:
        return starts
    return {start for start in starts if not any(low <= start < high for low, high in brackets)}
