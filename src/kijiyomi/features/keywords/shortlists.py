"""The phrases of an article that may be its keywords, by the text alone."""

from __future__ import annotations

from itertools import islice, pairwise

import numpy as np

from kijiyomi.document import Document, Documents
from kijiyomi.features.keywords.compounds import Compounds, Indices, find_compounds
from kijiyomi.features.keywords.ranking import Phrases, distinct, log_odds

Candidate = tuple[str, float, int]
"""A phrase as written (``""`` if markup always breaks it), its log-odds of being a keyword, its count."""


def shortlists(documents: Documents, size: int) -> list[list[Candidate]]:
    """Return so many of each document's phrases, the likeliest first."""
    joined = documents.joined
    compounds = find_compounds(joined.tokens)
    texts = joined.texts_at(compounds.start)
    phrases = distinct(compounds, texts)
    owners = texts[phrases.first]
    leads = np.array([_first_block_end(document) for document in documents])
    place = compounds.start[phrases.first] - joined.starts[owners]
    odds = log_odds(compounds, phrases, place, leads[owners])
    bounds = np.searchsorted(owners, np.arange(len(documents) + 1)).tolist()
    falling = -odds
    best = [start + np.argsort(falling[start:end], kind="stable")[:size] for start, end in pairwise(bounds)]
    chosen = np.concatenate(best)
    written = _Writing(documents, compounds, texts).verbatim(phrases, chosen)
    candidates = zip(written, odds[chosen].tolist(), phrases.count[chosen].tolist(), strict=True)
    return [list(islice(candidates, len(some))) for some in best]


def _first_block_end(document: Document) -> int:
    blocks = document.passage.blocks
    return blocks[0].end if blocks else 0


class _Writing:
    """How the compounds of joined texts are written in the articles."""

    def __init__(self, documents: Documents, compounds: Compounds, texts: Indices) -> None:
        aligned = [document.passage.aligned for document in documents]
        self._text = documents.joined.tokens.text
        self._sources = [document.article.text for document in documents]
        self._source_starts = np.concatenate([one.starts for one in aligned])
        self._source_ends = np.concatenate([one.ends for one in aligned])
        self._compounds = compounds
        self._texts = texts

    def verbatim(self, phrases: Phrases, chosen: Indices) -> list[str]:
        """Return chosen phrases as their first occurrence without markup inside writes them, or ``""``."""
        written = self._unbroken(phrases.first[chosen])
        for number in [number for number, text in enumerate(written) if not text] if "" in written else ():
            others = self._unbroken(np.flatnonzero(phrases.of == chosen[number]))
            written[number] = next(filter(None, others), "")
        return written

    def _unbroken(self, occurrences: Indices) -> list[str]:
        """Return the text of each occurrence, ``""`` for those with markup inside."""
        start, end = self._compounds.start[occurrences], self._compounds.end[occurrences]
        texts = self._texts[occurrences]
        # The NUL after each text has no source.
        source_starts = self._source_starts[start - texts]
        source_ends = self._source_ends[end - texts - 1]
        columns = [column.tolist() for column in (start, end, texts, source_starts, source_ends)]
        text, sources = self._text, self._sources
        return [
            phrase if (phrase := text[a:b]) == sources[number][c:d] else ""
            for a, b, number, c, d in zip(*columns, strict=True)
        ]
