"""Companies on no list, by how their names are built: with a legal form, a typical ending, or 社 after it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from kijiyomi.document import JoinedTexts
from kijiyomi.entities.companies.legal_forms import ends_in_latin_form, without_latin_form
from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.entities.companies.name_extent import JOINERS, NameExtent
from kijiyomi.entities.overlaps import leftmost_longest
from kijiyomi.entities.phrase_matcher import Match
from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.products import load_products

_SHORTEST_NAME = 2
# Makes of an ending the beginning of a longer word.
_WORD_GOES_ON = re.compile("[ァ-ヺー々一-鿿]")
_KATAKANA_WORD = re.compile("[ァ-ヺー]{2}")
# The 社 of トヨタ社, not of トヨタ社員.
_COMPANY_SUFFIX = re.compile(r"社(?:(?<=[ァ-ヺー]社)|(?<=[A-Za-z][A-Za-z]社))(?![会員屋交内外長債団説宅有])")
# Bounded, so that a text of nothing else takes no more than linear time.
_LATIN_REST = r"[A-Za-z0-9&'-]{0,30}"
_MORE_WORDS = rf"(?: [A-Z]{_LATIN_REST}){{0,4}}?"


def pattern_mentions(joined: JoinedTexts, designators: Iterable[Match]) -> list[CompanyMention]:
    """Return the companies whose name shows that they are some, in no particular order.

    Args:
        joined: Where to look.
        designators: Where the :attr:`~kijiyomi.knowledge.company_forms.CompanyForms.designators` stand.
    """
    text, extent = joined.normalised.text, NameExtent(joined)
    found = list(filter(None, map(_latin_mention, _latin_names(text))))
    found += filter(None, (_japanese_mention(text, extent, anchor) for anchor in _anchors(text, designators)))
    return found


def outside_longer_names(
    text: str, listed: Sequence[CompanyMention], unlisted: Iterable[CompanyMention]
) -> list[CompanyMention]:
    """Return the listed mentions that are not only a part of an unlisted one.

    One is when it is the beginning of a name that goes on up to a legal form, or ends in the midst of a
    katakana word of it.
    """
    ascending = sorted(unlisted, key=lambda mention: mention.start)
    starts = [mention.start for mention in ascending]
    preceding = (bisect_right(starts, mention.start) - 1 for mention in listed)
    return [
        mention
        for mention, index in zip(listed, preceding, strict=True)
        if index < 0 or not _is_part(text, mention, ascending[index])
    ]


def _is_part(text: str, mention: CompanyMention, longer: CompanyMention) -> bool:
    if not longer.start <= mention.start < mention.end < longer.end:
        return False
    up_to_legal_form = text.endswith(load_company_forms().legal, longer.start, longer.end)
    inside_katakana_word = _KATAKANA_WORD.match(text, mention.end - 1) is not None
    return inside_katakana_word or (longer.start == mention.start and up_to_legal_form)


@dataclass(frozen=True, slots=True)
class _LatinPatterns:
    """Names such as Harunire Devices Inc., compiled.

    Attributes:
        name: Matches a Latin name with its legal form or ending.
        ending: Matches what such a name ends in.
    """

    name: re.Pattern[str]
    ending: re.Pattern[str]


@lru_cache(maxsize=1)
def _latin_patterns() -> _LatinPatterns:
    forms = load_company_forms()
    endings = any_of(forms.latin_legal + forms.latin_endings)
    return _LatinPatterns(
        re.compile(rf"[A-Z](?<![A-Za-z0-9].){_LATIN_REST}{_MORE_WORDS} (?:{endings})(?![A-Za-z-])"),
        re.compile(f" (?:{endings})(?![A-Za-z])"),
    )


def _latin_names(text: str) -> Iterator[re.Match[str]]:
    # Looking at what follows a space is much faster than trying every capital letter.
    if _latin_patterns().ending.search(text):
        yield from _latin_patterns().name.finditer(text)


def _latin_mention(name: re.Match[str]) -> CompanyMention | None:
    words = set(name[0].split()[:-1])
    generic = words & (load_company_forms().latin_kinds | load_products().alone)
    if generic == words or (generic and not ends_in_latin_form(name[0])):
        return None
    return _mention(name.string, name.span(), name.span(), True)


class _Anchor(NamedTuple):
    """Where something shows that a Japanese name ends, or begins after a legal form.

    Attributes:
        start: First character.
        end: One past the last.
        kind: Legal form, ending of a name, or the 社 after one.
    """

    start: int
    end: int
    kind: Literal["legal", "ending", "suffix"]


def _anchors(text: str, designators: Iterable[Match]) -> list[_Anchor]:
    """Return the anchors by start, none overlapping."""
    legal_forms = len(load_company_forms().legal)
    found = [_Anchor(*match.span(), "suffix") for match in _COMPANY_SUFFIX.finditer(text)]
    for designator, start, end, _ in designators:
        if designator < legal_forms:
            found.append(_Anchor(start, end, "legal"))
        elif not _WORD_GOES_ON.match(text, end):
            found.append(_Anchor(start, end, "ending"))
    return leftmost_longest(found)


def _japanese_mention(text: str, extent: NameExtent, anchor: _Anchor) -> CompanyMention | None:
    forms = load_company_forms()
    start, end, kind = anchor
    first, distinctive = extent.start_before(start)
    if kind == "legal":
        return _mention_with_legal_form(text, extent, anchor, first, distinctive)
    named = distinctive or (text[start:end] in forms.sure_endings and start - first >= _SHORTEST_NAME)
    if not named or text[first:start].endswith(forms.kinds):
        return None
    last = start if kind == "suffix" else end
    return _mention(text, (first, last), (first, last), True)


def _mention_with_legal_form(
    text: str, extent: NameExtent, anchor: _Anchor, first: int, distinctive: bool
) -> CompanyMention | None:
    """Return the company whose legal form stands after its name, which begins at ``first``, or before it."""
    start, end, _ = anchor
    if start - first >= _SHORTEST_NAME and text[start - 1] not in JOINERS:
        certain = distinctive or extent.is_compound(first, start)
        return _mention(text, (first, end), (first, start), certain)
    last, distinctive = extent.end_after(end)
    return _mention(text, (start, last), (end, last), distinctive or extent.is_compound(end, last))


def _mention(
    text: str, span: tuple[int, int], name_span: tuple[int, int], certain: bool
) -> CompanyMention | None:
    name = without_latin_form(text[slice(*name_span)].strip())
    if len(name) < _SHORTEST_NAME or name in load_company_forms().legal:
        return None
    return CompanyMention(*span, name, None, certain)
