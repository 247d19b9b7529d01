"""Which mentions of ambiguous names are companies, by what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kijiyomi.document import Document
from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.knowledge.company_cues import load_company_cues

_LOOK_BEHIND = 16
_LONGEST_SEPARATOR = 8
_AT = ("で", "に", "へ", "店", "各店")
_SENTENCE = 120
_SENTENCE_ENDS = "。\n"


def disambiguate(document: Document, mentions: Sequence[CompanyMention]) -> list[CompanyMention]:
    """Return the mentions that are companies.

    An ambiguous name counts when its surroundings say so, when it stands in a list with a company, when the
    article names the company otherwise without doubt, or when any of its other occurrences counts.
    """
    text = document.passage.normalised.text
    mentions = _without_namesakes(text, [mention for mention in mentions if not _is_shop(text, mention)])
    if all(mention.certain for mention in mentions):
        return list(mentions)
    accepted = [mention.certain or has_cue(text, mention.start, mention.end) for mention in mentions]
    _accept_along_lists(text, mentions, accepted)
    supported = [mention for mention, is_accepted in zip(mentions, accepted, strict=True) if is_accepted]
    established = {mention.kb_id for mention in supported if mention.certain}
    by_own_name = {mention.kb_id for mention in supported if mention.certain and not mention.club}
    written = {text[mention.start : mention.end] for mention in supported}
    return [
        mention
        for mention, is_accepted in zip(mentions, accepted, strict=True)
        if is_accepted
        or text[mention.start : mention.end] in written
        or (mention.kb_id in (by_own_name if mention.club else established) and not mention.former)
    ]


def has_cue(text: str, start: int, end: int) -> bool:
    """Do the words directly around a name say that it is a company's?"""
    if has_cue_after(text, end):
        return True
    before = text[max(0, start - _LOOK_BEHIND) : start].removesuffix(" ")
    return load_company_cues().before.search(before) is not None


def has_cue_after(text: str, end: int) -> bool:
    """Do the words directly after a name say that it is a company's?"""
    after = load_company_cues().after
    # Many writers set Latin names off with spaces.
    return bool(after.match(text, end) or (text[end : end + 1] == " " and after.match(text, end + 1)))


def _without_namesakes(text: str, mentions: Sequence[CompanyMention]) -> Sequence[CompanyMention]:
    """Drop the names of places and clubs; what bears such a name elsewhere in the article is doubtful."""
    namesakes = [_is_place(text, mention) or _is_club(text, mention) for mention in mentions]
    if not any(namesakes):
        return mentions
    names = {text[m.start : m.end] for m, is_namesake in zip(mentions, namesakes, strict=True) if is_namesake}
    return [
        mention._replace(certain=False) if text[mention.start : mention.end] in names else mention
        for mention, is_namesake in zip(mentions, namesakes, strict=True)
        if not is_namesake
    ]


def _is_place(text: str, mention: CompanyMention) -> bool:
    is_latin = text[mention.end - 1].isascii()
    return not is_latin and load_company_cues().place_after.match(text, mention.end) is not None


def _is_shop(text: str, mention: CompanyMention) -> bool:
    """Is a shop meant, where something happens (全国のXで)?"""
    if text[mention.start - 1 : mention.start] != "の" or not text.startswith(_AT, mention.end):
        return False
    before = text[max(0, mention.start - _LOOK_BEHIND) : mention.start]
    return load_company_cues().shops_before.search(before) is not None


def _is_club(text: str, mention: CompanyMention) -> bool:
    if not mention.club or text.startswith("社", mention.end):
        return False
    cues = load_company_cues()
    if cues.club_after.match(text, mention.end):
        return True
    if cues.club_before.search(text[max(0, mention.start - _LOOK_BEHIND) : mention.start]):
        return True
    low, high = max(0, mention.start - _SENTENCE), mention.end + _SENTENCE
    start = max(text.rfind(mark, low, mention.start) for mark in _SENTENCE_ENDS) + 1
    ends = [found for mark in _SENTENCE_ENDS if (found := text.find(mark, mention.end, high)) >= 0]
    return cues.club_sentence.search(text, max(start, low), min(ends, default=high)) is not None


def _accept_along_lists(text: str, mentions: Sequence[CompanyMention], accepted: list[bool]) -> None:
    """Accept all members of a list of names one of which is accepted."""
    separators = load_company_cues().separators
    linked = [
        0 <= right.start - left.end <= _LONGEST_SEPARATOR
        and separators.fullmatch(text, left.end, right.start) is not None
        for left, right in pairwise(mentions)
    ]
    for index, is_linked in enumerate(linked):
        if is_linked and accepted[index]:
            accepted[index + 1] = True
    for index in range(len(linked) - 1, -1, -1):
        if linked[index] and accepted[index + 1]:
            accepted[index] = True
