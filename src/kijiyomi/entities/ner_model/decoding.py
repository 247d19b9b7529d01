"""From the tags' scores to spans."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OUTSIDE = 0
_BEGIN, _IN, _END, _SINGLE = range(4)
_FORBIDDEN = np.float32(-1e4)


def best_tags(scores: Floats, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return ``(tokens,)``: the best sequence of tags of each sentence that makes whole spans (Viterbi).

    Args:
        scores: float32 ``(tokens, tags)``, sentence after sentence; tag 0 is outside, each label has four:
            begin, in, end and single.
        lengths: Tokens of each sentence; none empty.
    """
    allowed, first, last = constraints(scores.shape[1])
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    longest = int(lengths.max(initial=0))
    # How many sentences, longest first, have a token at each place.
    active = np.searchsorted(-lengths[order], -np.arange(longest), side="left")
    best = scores[starts] + first
    back = []
    for place in range(1, longest):
        paths = best[: active[place], :, None] + allowed
        back.append(paths.argmax(axis=1))
        best[: active[place]] = paths.max(axis=1) + scores[starts[: active[place]] + place]
    tags = np.zeros(len(scores), dtype=np.intp)
    current = (best + last).argmax(axis=1)
    ends = starts + lengths[order] - 1
    tags[ends] = current
    for place in range(longest - 1, 0, -1):
        here = active[place]
        current[:here] = back[place - 1][np.arange(here), current[:here]]
        tags[starts[:here] + place - 1] = current[:here]
    return tags


def spans(tags: NDArray[np.intp]) -> Iterator[tuple[int, int, int]]:
    """Yield first token, one past the last, and label of each span."""
    first = 0
    for place in np.flatnonzero(tags).tolist():
        label, part = divmod(int(tags[place]) - 1, 4)
        if part in (_BEGIN, _SINGLE):
            first = place
        if part in (_END, _SINGLE):
            yield first, place + 1, label


@lru_cache(maxsize=2)
def constraints(count: int) -> tuple[Floats, Floats, Floats]:
    """Return what to add to the score of a step from one tag to the next, of a first and of a last tag."""
    tags = np.arange(count)
    label, part = np.divmod(tags - 1, 4)
    opens = (tags == OUTSIDE) | np.isin(part, (_BEGIN, _SINGLE))
    closes = (tags == OUTSIDE) | np.isin(part, (_END, _SINGLE))
    goes_on = ~closes[:, None] & ~opens & (label[:, None] == label)
    step = (closes[:, None] & opens) | goes_on
    return _penalties(step), _penalties(opens), _penalties(closes)


def _penalties(fits: NDArray[np.bool_]) -> Floats:
    return np.where(fits, np.float32(0), _FORBIDDEN)
