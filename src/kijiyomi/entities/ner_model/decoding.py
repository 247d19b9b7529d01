"""Decoding: from scores of BIOES tags to labelled spans of tokens.

Tag 0 is O, outside of names. Each label has four tags: B for the first token of a name, I for one inside,
E for the last, S for a name of a single token. Label ``n`` has the tags ``4 * n + 1`` (B) to
``4 * n + 4`` (S).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OUTSIDE = 0
_BEGIN, _INSIDE, _END, _SINGLE = range(4)
_FORBIDDEN = np.float32(-1e4)


def best_tags(scores: Floats, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return what :func:`viterbi_tags` returns, searching only where the best tags make no whole spans.

    Args:
        scores: float32 ``(tokens, tags)``, sentence after sentence.
        lengths: int ``(sentences,)``: tokens of each sentence; none empty.
    """
    transitions, first, last = tag_penalties(scores.shape[1])
    tags: NDArray[np.intp] = scores.argmax(axis=1)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    penalties = np.zeros(len(tags), dtype=np.float32)
    penalties[1:] = transitions[tags[:-1], tags[1:]]
    penalties[starts] = first[tags[starts]]
    penalties[ends - 1] += last[tags[ends - 1]]
    is_broken = np.minimum.reduceat(penalties, starts) < 0
    if is_broken.any():
        tokens = np.repeat(is_broken, lengths)
        tags[tokens] = viterbi_tags(scores[tokens], lengths[is_broken])
    return tags


def viterbi_tags(scores: Floats, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return int ``(tokens,)``: the sequence of tags with the highest sum of scores that makes whole spans.

    All sentences are searched together (Viterbi 1967), token by token.

    Args:
        scores: float32 ``(tokens, tags)``, sentence after sentence.
        lengths: int ``(sentences,)``: tokens of each sentence; none empty.
    """
    transitions, first, last = tag_penalties(scores.shape[1])
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    longest = int(lengths.max(initial=0))
    # How many sentences, longest first, have a token at each index.
    active = np.searchsorted(-lengths[order], -np.arange(longest), side="left")
    best = scores[starts] + first
    predecessors = []
    for index in range(1, longest):
        here = active[index]
        paths = best[:here, :, None] + transitions
        predecessors.append(paths.argmax(axis=1))
        best[:here] = paths.max(axis=1) + scores[starts[:here] + index]
    tags = np.zeros(len(scores), dtype=np.intp)
    current = (best + last).argmax(axis=1)
    ends = starts + lengths[order] - 1
    tags[ends] = current
    for index in range(longest - 1, 0, -1):
        here = active[index]
        current[:here] = predecessors[index - 1][np.arange(here), current[:here]]
        tags[starts[:here] + index - 1] = current[:here]
    return tags


def labelled_spans(tags: NDArray[np.intp]) -> Iterator[tuple[int, int, int]]:
    """Yield first token, one past the last, and label of each span that the tags make."""
    first = 0
    for index in np.flatnonzero(tags).tolist():
        label, part = divmod(int(tags[index]) - 1, 4)
        if part in (_BEGIN, _SINGLE):
            first = index
        if part in (_END, _SINGLE):
            yield first, index + 1, label


@lru_cache(maxsize=2)
def tag_penalties(count: int) -> tuple[Floats, Floats, Floats]:
    """Return what to add to scores so that only whole spans are made: 0, or much below it.

    Args:
        count: Number of tags.

    Returns:
        float32 ``(tags, tags)`` for a step from one tag to the next, ``(tags,)`` for a first tag and
        ``(tags,)`` for a last one.
    """
    tags = np.arange(count)
    label, part = np.divmod(tags - 1, 4)
    opens = (tags == OUTSIDE) | np.isin(part, (_BEGIN, _SINGLE))
    closes = (tags == OUTSIDE) | np.isin(part, (_END, _SINGLE))
    goes_on = ~closes[:, None] & ~opens & (label[:, None] == label)
    step = (closes[:, None] & opens) | goes_on
    return _penalties(step), _penalties(opens), _penalties(closes)


def _penalties(fits: NDArray[np.bool_]) -> Floats:
    return np.where(fits, np.float32(0), _FORBIDDEN)
