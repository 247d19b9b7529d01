"""The phrases of an article that may be its keywords, by the text alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import Document, Documents
from kijiyomi.features.keywords.compounds import Compounds, Indices, find_compounds
from kijiyomi.features.keywords.ranking import Phrases, distinct, log_odds


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
    leads = np.array([_first_block_end(document) for document in documents])
    place = compounds.start[phrases.first] - joined.starts[owners]
    odds = log_odds(compounds, phrases, place, leads[owners])
    bounds = owners.searchsorted(np.arange(len(documents) + 1))
    best_first = np.lexsort((-odds, owners))
    chosen = best_first[np.arange(len(owners)) - bounds[owners] < size]
    return Shortlists(
        _verbatim(joined.tokens.text, compounds, _unbroken(documents, compounds, texts), phrases, chosen),
        odds[chosen].tolist(),
        phrases.count[chosen].tolist(),
        np.minimum(bounds[1:] - bounds[:-1], size).tolist(),
    )


def _first_block_end(document: Document) -> int:
    blocks = document.passage.blocks
    return blocks[0].end if blocks else 0


def _verbatim(
    text: str, compounds: Compounds, unbroken: NDArray[np.bool_], phrases: Phrases, chosen: Indices
) -> list[str]:
    """Return each phrase as its first occurrence without markup inside writes it; ``""`` if none is."""
    occurrences = phrases.first[chosen]
    starts, ends = compounds.start[occurrences].tolist(), compounds.end[occurrences].tolist()
    written = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    for number in np.flatnonzero(~unbroken[occurrences]).tolist():
        others = np.flatnonzero((phrases.of == chosen[number]) & unbroken)[:1]
        written[number] = "".join([text[compounds.start[other] : compounds.end[other]] for other in others])
    return written


def _unbroken(documents: Documents, compounds: Compounds, texts: Indices) -> NDArray[np.bool_]:
    """Return bool ``(occurrences,)``: whether a compound is written without markup inside.

    Its characters then stand for as many of the article's as they are; an entity stands for more.
    """
    aligned = [document.passage.aligned for document in documents]
    # The NUL after each text stands for nothing.
    first = np.concatenate([one.starts for one in aligned])[compounds.start - texts]
    last = np.concatenate([one.ends for one in aligned])[compounds.end - texts - 1]
    return np.asarray(last - first == compounds.end - compounds.start)
