"""Which matches of listed names may name companies, as far as the letters themselves can say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kijiyomi.entities.companies.exclusions import is_inside_product, makes_what_follows
from kijiyomi.entities.companies.legal_forms import with_legal_form
from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.entities.companies.stock_codes import code_after, code_before
from kijiyomi.entities.gazetteer import CompanyAlias, CompanyGazetteer
from kijiyomi.entities.overlaps import outermost
from kijiyomi.entities.phrase_matcher import Match
from kijiyomi.knowledge.accelerator_names import AcceleratorNames
from kijiyomi.knowledge.companies import Company
from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.data_files import any_of

_LATIN = r"A-Za-z0-9À-ɏ"
_JOINED_BEFORE = re.compile(rf"(?:[{_LATIN}][-‐–_.&+']|[@#＠＃\\])\Z")
_JOINED_AFTER = re.compile(rf"[-‐–_.&][{_LATIN}]|[+@＠]")
_SMALL_WORD_AFTER = re.compile(r" [a-z]+(?![A-Za-z])")
_SMALL_WORD_BEFORE = re.compile(r"(?<![A-Za-z])[a-z]{1,7} \Z")
_LONGEST_BEFORE = 8
_LONGEST_REGION = 4
_FOREIGN = re.compile("[A-Za-zァ-ヺー]")
# A name that begins so is otherwise ordinary words.
_ARTICLE = "The "
_JOINTS = frozenset("-‐–_./&+'@#＠＃\\")


def gazetteer_mentions(
    text: str, matches: Iterable[Match], gazetteer: CompanyGazetteer, accelerators: AcceleratorNames
) -> list[CompanyMention]:
    """Return the listed names that may name companies, by start, none inside another one.

    Args:
        text: Normalised text.
        matches: Where the gazetteer's aliases stand in it.
        gazetteer: The gazetteer.
        accelerators: Products whose maker stays a company before them.
    """
    aliases: dict[Match, CompanyAlias] = {}
    for match in matches:
        alias = gazetteer.alias_of(match)
        if alias and _is_spelt_so(text, match.start, match.end, alias):
            aliases[match] = alias
    kept = outermost(aliases)
    starts, ends = {match.start for match in kept}, {match.end for match in kept}
    return [
        _mention(text, match, aliases[match], accelerators)
        for match in kept
        if not is_inside_product(text, match, aliases[match], starts, ends, accelerators)
    ]


def _mention(text: str, match: Match, alias: CompanyAlias, accelerators: AcceleratorNames) -> CompanyMention:
    region = _with_region(text, match.start, match.end)
    if region:
        name = text[slice(*region)]
        return CompanyMention(*with_legal_form(text, *region), name, None, not alias.ambiguous)
    start, end = with_legal_form(text, match.start, match.end)
    certain = not alias.ambiguous or (start, end) != (match.start, match.end)
    certain = certain or makes_what_follows(text, match.end, alias, accelerators)
    certain = certain or _has_own_code(text, start, end, alias.company)
    is_club = alias.club and (start, end) == (match.start, match.end)
    return CompanyMention(start, end, alias.name, alias.kb_id, certain, alias.former, is_club)


def _has_own_code(text: str, start: int, end: int, company: Company) -> bool:
    """Stands the code under which an exchange lists the company beside its name?"""
    if not company.ticker:
        return False
    codes = (code_after(text, end), code_before(text, start))
    return any(code is not None and code.ticker == company.ticker for code in codes)


def _with_region(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a name with the part of Japan that touches it, if one does."""
    first, last = _edges_of_regions()
    before = None
    if text[start - 1 : start] in last and _FOREIGN.match(text, start):
        before = _regions()[0].search(text, max(0, start - _LONGEST_REGION - 1), start)
    if before:
        return before.start(1), end
    after = None
    if text[end : end + 1] in first and _FOREIGN.match(text, end - 1):
        after = _regions()[1].match(text, end)
    return (start, after.end()) if after else None


@lru_cache(maxsize=1)
def _edges_of_regions() -> tuple[frozenset[str], frozenset[str]]:
    """Return the first and the last characters of the parts of Japan."""
    regions = load_company_forms().regions
    return frozenset(region[0] for region in regions), frozenset(region[-1] for region in regions)


@lru_cache(maxsize=1)
def _regions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what is searched for before a name, anchored at its end, and what matches after it."""
    regions = any_of(load_company_forms().regions)
    return (
        re.compile(rf"(?:^|[^一-鿿々ァ-ヺーA-Za-z])({regions})\Z"),
        re.compile(f"(?:{regions})(?![一-鿿々ァ-ヺーA-Za-z])"),
    )


def _is_spelt_so(text: str, start: int, end: int, alias: CompanyAlias) -> bool:
    """Does the alias stand there by itself, in a case that fits, before nothing that it cannot precede?"""
    written = text[start:end]
    if written != alias.text and (not _case_fits(written, alias.text) or _is_prose(text, start, end)):
        return False
    if text[end : end + 1] in _JOINTS and written[-1].isascii() and _JOINED_AFTER.match(text, end):
        return False
    joined = text[start - 1 : start] in _JOINTS and written[0].isascii()
    # A small letter after a slash is a path's; a capital one goes on with a list.
    if joined and text[start - 1] == "/" and not written[0].isupper():
        return False
    if joined and _JOINED_BEFORE.search(text, max(0, start - 2), start):
        return False
    if alias.former:
        return True
    if alias.company.not_after and text.endswith(alias.company.not_after, 0, start):
        return False
    return not text.startswith(alias.company.not_before, end) if alias.company.not_before else True


def _is_prose(text: str, start: int, end: int) -> bool:
    """Is it several small words among others in small letters, a part of an English sentence?"""
    written = text[start:end]
    if " " not in written or not written.islower():
        return False
    return bool(
        _SMALL_WORD_AFTER.match(text, end) or _SMALL_WORD_BEFORE.search(text, max(0, start - 8), start)
    )


def _case_fits(written: str, listed: str) -> bool:
    """Is ``written`` a likely variant of ``listed``, which it equals but for case?"""
    if not listed.isascii():
        return True
    if listed.startswith(_ARTICLE):
        return written.isupper()
    # A logo's small letter: nVidia.
    if listed.isupper() and written[:1].islower() and written[1:2].isupper():
        return written[1:].isupper() or written[2:].islower()
    if written.islower():
        return len(written) > 4 and sum(map(str.isupper, listed)) > 1
    if written.isupper():
        return len(written) > 3
    return len(written) > 4 and (written[0].isupper() or listed[0].islower())
