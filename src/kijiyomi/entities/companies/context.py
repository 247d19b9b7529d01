"""Which possible companies are companies, by what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kijiyomi.document import Document
from kijiyomi.entities.companies.listed import Mention
from kijiyomi.knowledge.company_cues import company_cues

_CUE_WIDTH = 16
_GAP = 8


def decide(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that are companies.

    A doubtful name counts when its surroundings say so, when it stands in a list with a company, when the
    article names the company otherwise without doubt, or when any of its other occurrences counts.
    """
    text = document.passage.normalised.text
    if all(mention.sure for mention in mentions):
        return list(mentions)
    sure = [m.sure or _has_cue(text, m) for m in mentions]
    _spread_along_lists(text, mentions, sure)
    established = {m.kb_id for m, stands in zip(mentions, sure, strict=True) if stands and m.sure}
    written = {text[m.start : m.end] for m, stands in zip(mentions, sure, strict=True) if stands}
    return [
        m
        for m, stands in zip(mentions, sure, strict=True)
        if stands or text[m.start : m.end] in written or (m.kb_id in established and not m.former)
    ]


def _has_cue(text: str, mention: Mention) -> bool:
    cues = company_cues()
    if cues.after.match(text, mention.end):
        return True
    return bool(cues.before.search(text[max(0, mention.start - _CUE_WIDTH) : mention.start]))


def _spread_along_lists(text: str, mentions: Sequence[Mention], sure: list[bool]) -> None:
    """Make doubtful members of a list sure, from its first sure member in both directions."""
    separator = company_cues().separator
    linked = [
        0 <= right.start - left.end <= _GAP and separator.fullmatch(text, left.end, right.start) is not None
        for left, right in pairwise(mentions)
    ]
    for place, link in enumerate(linked):
        if link and sure[place]:
            sure[place + 1] = True
    for place in range(len(linked) - 1, -1, -1):
        if linked[place] and sure[place + 1]:
            sure[place] = True
