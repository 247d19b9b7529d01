"""Companies on no list, by the phrase or the bracket beside them: 子会社のX, X(本社:…, Xを買収."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import Literal

from kijiyomi.entities.companies.context import has_cue_after
from kijiyomi.entities.companies.legal_forms import without_latin_form
from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.entities.companies.name_extent import NameExtent
from kijiyomi.entities.phrase_matcher import Match
from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.company_frames import load_company_frames
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.products import load_products

_PhraseKind = Literal["before", "cue", "after", "date", "list"]
_SHORTEST_LATIN, _SHORTEST_KATAKANA, _SHORTEST_STEM = 3, 3, 2
_LONGEST_ABBREVIATION = 5
_OPENS, _CLOSES = '「『“"', '」』”"'
_FOREIGN = re.compile(r"[ァ-ヺーA-Za-zÀ-ɏ0-9][ァ-ヺーA-Za-zÀ-ɏ0-9・&.'\- ]*")
_LATIN_WORD = re.compile("[A-Za-zÀ-ɏ]")
_LIST_MARK = re.compile(r"(?<=[一-鿿])・|・(?=[一-鿿])")
_GLOSS = re.compile(r"(?<=[ァ-ヺー])\([A-Z][A-Za-z0-9 .&,'-]{1,30}\)\Z")
_LONGEST_GLOSS = 33
_NAME_BEGINS = re.compile("[「『“]?[ァ-ヺA-Z一-鿿]")
_SEPARATOR = re.compile(r"(?:、|,|や|と|・)\Z")
_MOST_LISTED = 8
_KATAKANA_LETTER = re.compile("[ァ-ヺ]")
_DIGIT = re.compile(r"\d")
_KATAKANA = re.compile("[ァ-ヺー・]+")
_LATIN_EDGE = re.compile("[A-Za-z0-9ァ-ヺー]")


def frame_mentions(
    text: str, extent: NameExtent, phrases: Iterable[Match], known: Container[int]
) -> Iterator[CompanyMention]:
    """Yield the companies that a frame shows, in no particular order.

    Args:
        text: Normalised text.
        extent: Where names end in it.
        phrases: Where the :attr:`~kijiyomi.knowledge.company_frames.CompanyFrames.phrases` stand in it.
        known: Where companies found otherwise begin and end.
    """
    frames = load_company_frames()
    kinds = _kinds_of_phrases()
    for phrase, start, end, _ in phrases:
        kind = kinds[phrase]
        if kind != "list" and (end if kind in ("before", "cue") else start) in known:
            continue
        if kind == "list":
            yield from _names_of_list(text, extent, start)
        elif kind == "date":
            if frames.date.match(text, start) and (mention := _name_before(text, extent, start, mixed=False)):
                yield mention
        elif kind == "after":
            if mention := _name_before(text, extent, start):
                yield mention
        elif kind == "before":
            if _NAME_BEGINS.match(text, end) and (mention := _name_after(text, extent, end)):
                yield mention
        elif _FOREIGN.match(text, end):
            mention = _name_after(text, extent, end)
            if mention and has_cue_after(text, mention.end):
                yield mention
    for bracket in _brackets().finditer(text):
        is_sure = bracket.lastgroup == "sure"
        end = bracket.start() - text.endswith(" ", 0, bracket.start())
        if mention := _name_before(text, extent, end, seat=True, sure=is_sure, mixed=is_sure):
            yield mention


@lru_cache(maxsize=1)
def _kinds_of_phrases() -> tuple[_PhraseKind, ...]:
    """Return what each phrase shows, in the order of ``CompanyFrames.phrases``."""
    frames = load_company_frames()
    kinds: dict[_PhraseKind, tuple[str, ...]] = {
        "before": frames.before,
        "cue": frames.before_with_cue,
        "after": frames.after,
        "date": frames.before_dates,
        "list": frames.after_lists,
    }
    return tuple(kind for kind, phrases in kinds.items() for _ in phrases)


def _names_of_list(text: str, extent: NameExtent, end: int) -> Iterator[CompanyMention]:
    """Yield the companies of a list, from the last one to the first that is none for certain."""
    for _ in range(_MOST_LISTED):
        mention = _name_before(text, extent, end, seat=True)
        start = mention.start if mention else extent.start_before(end)[0]
        if mention:
            yield mention
        separator = _SEPARATOR.search(text, max(0, start - 2), start)
        if separator is None or start == end:
            return
        end = separator.start()


@lru_cache(maxsize=1)
def _brackets() -> re.Pattern[str]:
    frames = load_company_frames()
    return re.compile(rf"\((?:(?P<sure>{frames.seats.pattern})|(?P<place>{frames.places.pattern}))")


def _name_after(text: str, extent: NameExtent, start: int) -> CompanyMention | None:
    quoted = text[start] in _OPENS
    start += quoted
    last, _ = extent.end_after(start)
    if quoted and text[last : last + 1] not in _CLOSES:
        return None
    mixed = _FOREIGN.fullmatch(text, start, last) is None and extent.is_mixed_name(start, last)
    return _mention(text, extent, start, last, mixed=mixed)


def _name_before(
    text: str,
    extent: NameExtent,
    end: int,
    *,
    seat: bool = False,
    sure: bool = False,
    mixed: bool = True,
) -> CompanyMention | None:
    if gloss := _GLOSS.search(text, max(0, end - _LONGEST_GLOSS), end):
        end = gloss.start()
    quoted = text[end - 1 : end] in _CLOSES and end > 0
    end -= quoted
    first, _ = extent.start_before(end)
    if quoted and text[first - 1 : first] not in _OPENS:
        return None
    first = after_list_mark(text, first, end)
    # 取引先ナラノキ: the nouns before a word of other letters are none of the name.
    foreign = _FOREIGN.fullmatch(text, first, end) is not None
    mixed = mixed and not foreign and extent.is_mixed_name(first, end)
    if not (mixed or foreign or _last_ending().search(text, first, end)):
        first = extent.start_of_foreign(first, end)
    return _mention(text, extent, first, end, seat=seat, sure=sure, mixed=mixed)


def _mention(
    text: str,
    extent: NameExtent,
    start: int,
    end: int,
    *,
    seat: bool = False,
    sure: bool = False,
    mixed: bool = False,
) -> CompanyMention | None:
    name = text[start:end]
    if not is_plausible(name) or (_LATIN_EDGE.match(text, end) and _LATIN_EDGE.match(name[-1:])):
        return None
    bare = without_latin_form(name)
    if _FOREIGN.fullmatch(name):
        of_two_scripts = _LATIN_WORD.search(bare) and _KATAKANA_LETTER.search(bare)
        if not sure and (_DIGIT.search(name) or of_two_scripts):
            return None
        if not (_may_be_latin_name(bare) if _LATIN_WORD.match(name) else len(name) >= _SHORTEST_KATAKANA):
            return None
        coined = sure or extent.is_coined(start, end, several_words=seat)
        return CompanyMention(start, end, bare, None, True) if coined else None
    if sure or mixed or (_has_stem(name) and (seat or extent.is_coined(start, end))):
        return CompanyMention(start, end, name, None, True)
    return None


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    forms = load_company_forms()
    return (*forms.endings, *forms.place_endings, *forms.house_endings)


def after_list_mark(text: str, start: int, end: int) -> int:
    """Return where the last name begins of several in kanji with ・ between them (産経新聞・読売新聞)."""
    mark = max((found.end() for found in _LIST_MARK.finditer(text, start, end)), default=start)
    return mark


def _has_stem(name: str) -> bool:
    """Does it end as companies' names do, with more before that than a syllable?"""
    ending = _last_ending().search(name)
    return ending is not None and ending.start() >= _SHORTEST_STEM


@lru_cache(maxsize=1)
def _last_ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_endings())})\Z")


def is_plausible(name: str) -> bool:
    """May a name in a frame be a company's, and not that of a school, a town, a hall, a product?"""
    return (
        len(name) > 1
        and name not in load_products().alone
        and not name.endswith(load_company_frames().not_ending)
    )


def _may_be_latin_name(name: str) -> bool:
    forms, products = load_company_forms(), load_products()
    words = name.split()
    if len(name) < _SHORTEST_LATIN or (name.isupper() and len(name) <= _LONGEST_ABBREVIATION):
        return False
    plain = (
        products.alone
        | products.company_words
        | forms.common
        | forms.latin_kinds
        | forms.ordinary_latin_words
    )
    return name[0].isupper() and plain.isdisjoint(words)
