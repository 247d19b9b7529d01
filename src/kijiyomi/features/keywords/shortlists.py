"""The phrases of an article that may be its keywords, by the text alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kijiyomi.document import Documents
from kijiyomi.features.keywords.compounds import Compounds, find_compounds
from kijiyomi.features.keywords.parts import Indices, Mask
from kijiyomi.features.keywords.ranking import LEAD, Phrases, distinct, log_odds


class Shortlists(NamedTuple):
    """The likeliest phrases of documents, document by document, the likeliest first.

    Attributes:
        written: Each phrase as written, ``""`` where markup breaks it everywhere.
        odds: Its log-odds of being a keyword.
        times: How often it occurs.
        sizes: The number of phrases of each document.
    """

    written: list[str]
    odds: list[float]
    times: list[int]
    sizes: list[int]


def shortlists(documents: Documents, size: int) -> Shortlists:
    """Return so many phrases of each document, by the text alone."""
    joined = documents.joined
    compounds = find_compounds(joined.tokens)
    texts = joined.texts_at(compounds.start)
    phrases = distinct(compounds, texts)
    owners = texts[phrases.first]
    blocks = [document.passage.blocks for document in documents]
    leads = np.array([min(some[0].end, LEAD) if some else 0 for some in blocks])
    place = compounds.start[phrases.first] - joined.starts[owners]
    odds = log_odds(compounds, phrases, place, place < leads[owners])
    bounds = owners.searchsorted(np.arange(len(documents) + 1))
    best_first = np.lexsort((-odds, owners))
    chosen = best_first[np.arange(len(owners)) - bounds[owners] < size]
    return Shortlists(
        _verbatim(documents, compounds, texts, phrases, chosen),
        odds[chosen].tolist(),
        phrases.times[chosen].tolist(),
        np.minimum(bounds[1:] - bounds[:-1], size).tolist(),
    )


def _verbatim(
    documents: Documents, compounds: Compounds, texts: Indices, phrases: Phrases, chosen: Indices
) -> list[str]:
    """Return each phrase as its first occurrence without markup inside writes it; ``""`` if none is."""
    broken = _Broken(documents, compounds, texts)
    text = documents.joined.tokens.text
    occurrences = phrases.first[chosen]
    starts, ends = compounds.start[occurrences].tolist(), compounds.end[occurrences].tolist()
    written = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    for number in broken.among(occurrences).nonzero()[0].tolist():
        first = occurrences[number]
        same = ((compounds.key == compounds.key[first]) & (texts == texts[first])).nonzero()[0]
        others = same[~broken.among(same)][:1]
        written[number] = "".join([text[compounds.start[other] : compounds.end[other]] for other in others])
    return written


class _Broken:
    """Tells which compounds are written with markup inside.

    The characters of all others stand for as many of the article's as they are; an entity stands for more.
    """

    def __init__(self, documents: Documents, compounds: Compounds, texts: Indices) -> None:
        aligned = [document.passage.aligned for document in documents]
        self._starts = np.concatenate([one.starts for one in aligned])
        self._ends = np.concatenate([one.ends for one in aligned])
        self._compounds = compounds
        self._texts = texts

    def among(self, occurrences: Indices) -> Mask:
        """Return bool ``(n,)``: whether each of the occurrences is broken."""
        # The NUL after each text stands for nothing.
        nuls = self._texts[occurrences]
        start = self._compounds.start[occurrences] - nuls
        last = self._compounds.end[occurrences] - nuls - 1
        return np.asarray(self._ends[last] - self._starts[start] != last - start + 1)
