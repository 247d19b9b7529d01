"""Sets of tags as bits, and how well a network gives the tags that people gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from benchmarks.name_model.data import LABELS_OF, Span, Text
from kijiyomi.entities.ner_model import NAME_LABELS
from kijiyomi.entities.ner_model.decoding import best_tags, labelled_spans

TAGS = 4 * len(NAME_LABELS) + 1
_BITS = torch.arange(TAGS)
_IMPOSSIBLE = -1e9
UNLABELLED = -1


def loss_of_sets(log_probabilities: torch.Tensor, tags: torch.Tensor) -> torch.Tensor:
    """Return ``(tokens,)``: minus the logarithm of the probability of any right tag, 0 where none is known.

    Args:
        log_probabilities: float32 ``(tokens, tags)``.
        tags: int64 ``(tokens,)``: bit n says that tag n is right.
    """
    right = ((tags[:, None] >> _BITS) & 1).bool()
    loss = -torch.logsumexp(log_probabilities.masked_fill(~right, _IMPOSSIBLE), -1)
    return loss * (tags != UNLABELLED)


def agreement(log_probabilities: torch.Tensor, said: torch.Tensor) -> torch.Tensor:
    """Return the cross-entropy with what the teachers say, both ``(tokens, tags)``."""
    return F.kl_div(log_probabilities, said, reduction="none", log_target=True).sum(1)


def f1_by_label(texts: Sequence[Text], scores: Iterable[np.ndarray]) -> dict[str, float]:
    """Return the F1 of exact spans of each label, and of all; labels that people did not part are one."""
    right, expected, given = Counter[str](), Counter[str](), Counter[str]()
    for text, rows in zip(texts, scores, strict=True):
        gold = {(start, end, _merged(label)) for start, end, label in text.gold}
        found = set(_spans(text, rows)) if len(rows) else set()
        gpus = [span for span in text.gold if span[2] == "GPU"]
        gold = {span for span in gold if span[2] != "GPU"}
        found = {s for s in found if not any(s[0] < gpu[1] and gpu[0] < s[1] for gpu in gpus)}
        for spans, counter in ((gold & found, right), (gold, expected), (found, given)):
            counter.update(label for *_, label in spans)
            counter["all"] += len(spans)
    return {k: round(2 * right[k] / max(1, expected[k] + given[k]), 3) for k in sorted(expected)}


def _spans(text: Text, rows: np.ndarray) -> Iterable[Span]:
    tags = best_tags(np.ascontiguousarray(rows, dtype=np.float32), np.array([len(rows)]))
    for begin, stop, number in labelled_spans(tags):
        yield int(text.offsets[begin, 0]), int(text.offsets[stop - 1, 1]), _merged(NAME_LABELS[number])


def _merged(label: str) -> str:
    return "組織名" if "ORGANIZATION" in (label, *_ORGANIZATIONS.get(label, ())) else LABELS_OF[label][0]


_ORGANIZATIONS = dict.fromkeys(LABELS_OF["ORGANIZATION"], ("ORGANIZATION",))
