"""Rows of many documents at once, as :meth:`~kijiyomi.classifier.vectorize.Vectorizer.row` gives single ones.

A short article has few n-grams, and its row takes most of its time in calls on tiny arrays. Here the n-grams
of all documents lie one document after the other in one array, and every step goes over all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.vectorize import Counts, Field, Keys, Vectorizer, _log_weights, _slot

Row = tuple[NDArray[np.intp], NDArray[np.float32]]


def rows(vectorizer: Vectorizer, documents: Sequence[Sequence[Counts]]) -> list[Row]:
    """Return the columns and values of each document.

    Args:
        vectorizer: What makes rows of counts.
        documents: The counted n-grams of each, one for each field.
    """
    offset, parts = 0, []
    for field, counts in zip(vectorizer.fields, zip(*documents, strict=True), strict=True):
        parts.append(_field_rows(field, counts, offset))
        offset += len(field.keys)
    whole = zip(*parts, strict=True)
    return [(np.concatenate([c for c, _ in row]), np.concatenate([v for _, v in row])) for row in whole]


def _field_rows(field: Field, counts: Sequence[Counts], offset: int) -> Iterator[Row]:
    sizes = [len(keys) for keys, _ in counts]
    bounds = np.cumsum([0, *sizes])
    keys = np.concatenate([keys for keys, _ in counts])
    times = np.concatenate([times for _, times in counts])
    weights = _log_weights(int(times.max(initial=0)).bit_length()).take(times)
    squares = [weights[a:b] @ weights[a:b] for a, b in pairwise(bounds.tolist())]
    lengths = np.repeat(np.sqrt(np.array(squares, dtype=np.float32)), sizes)
    places, columns = _found(field, keys)
    values = weights[places] / lengths[places] * field.idf[columns]
    columns += offset
    for a, b in pairwise(np.searchsorted(places, bounds).tolist()):
        yield columns[a:b], values[a:b]


def _found(field: Field, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places of the keys that a field has, and their columns."""
    if not len(field.keys):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    likely = np.flatnonzero(field._slots.take(_slot(keys)))
    columns = np.searchsorted(field.keys, keys[likely])
    found = field.keys.take(columns, mode="clip") == keys[likely]
    return likely[found], columns[found]
