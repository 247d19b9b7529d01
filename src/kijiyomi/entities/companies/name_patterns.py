"""Companies on no list, by how their names are built: with a legal form, a typical ending, or 社 after it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from kijiyomi.document import JoinedTexts
from kijiyomi.entities.companies.context import has_cue
from kijiyomi.entities.companies.legal_forms import ends_in_latin_form, without_latin_form
from kijiyomi.entities.companies.mention import CompanyMention
from kijiyomi.entities.companies.name_extent import JOINERS, NameExtent
from kijiyomi.entities.companies.name_frames import after_list_mark, frame_mentions
from kijiyomi.entities.companies.stock_codes import code_after, find_stock_codes, with_company_of_code
from kijiyomi.entities.overlaps import leftmost_longest
from kijiyomi.entities.phrase_matcher import Match
from kijiyomi.knowledge.company_cues import load_company_cues
from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.products import load_products
from kijiyomi.knowledge.stock_exchanges import exchange_by_name

_SHORTEST_NAME, _SHORTEST_COMPOUND = 2, 4
_LAST_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")
_CAPITALISED_WORDS = re.compile(r"[A-Z0-9]\S*(?: [A-Z0-9&]\S*)*\Z")
_HOLDINGS = re.compile(r"HD(?<=[ァ-ヺー一-鿿]HD)(?![A-Za-z0-9])")
# A Latin legal form that touches a name in katakana.
_TOUCHING_FORM = re.compile(
    r"(?<=[ァ-ヺー])(?:LLP|LLC|PJSC|PLC|plc|GmbH|AG|SE|SA|N\.V\.|S\.A\.|Inc\.?|Corp\.?|Ltd\.?)(?![A-Za-z])"
)
_YEAR = re.compile("19|20")
_MORE_KATAKANA = re.compile("(?:・[ァ-ヺー]{2,})+")
# Most words that end companies' names stand alone more often.
_NO_NAME_BEFORE = frozenset("のを、。,.「『(（\n |:")
_LIST_ITEM = re.compile(r"(?:^|\n)[◆◇●◎■□○▼▽・*-] ?\Z")
_AFTER_ITEM = (" ", "(", "「", "『", ":")
_KANJI_BEFORE = re.compile(r"(?:^|[^一-鿿々])([一-鿿々]{2,3})\Z")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_WORDS_IN_KATAKANA = re.compile("[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,})*・[ァ-ヺー]+")
_KATAKANA_WORD = re.compile("[ァ-ヺー]{2}")
# The 社 of トヨタ社, not of トヨタ社員.
_COMPANY_SUFFIX = re.compile(r"社(?:(?<=[ァ-ヺー]社)|(?<=[A-Za-z][A-Za-z]社))(?![会員屋交内外長債団説宅有])")
# Bounded, so that a text of nothing else takes no more than linear time.
_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŠŽ"
_LATIN = f"{_CAPITAL}a-zß-öø-ɏ"
_LATIN_REST = rf"[{_LATIN}0-9&'-]{{0,30}}"
_LONGEST_LATIN, _LONGEST_FORM = 200, 64
_MORE_WORDS = rf"(?: [{_CAPITAL}]{_LATIN_REST}){{0,4}}?"


def pattern_mentions(
    joined: JoinedTexts, designators: Sequence[Match], listed: Sequence[CompanyMention] = ()
) -> list[CompanyMention]:
    """Return the companies whose name shows that they are some, in no particular order.

    Args:
        joined: Where to look.
        designators: Where the :attr:`~kijiyomi.knowledge.company_forms.CompanyForms.designators` stand.
        listed: Companies found otherwise, beside which no frame is looked at.
    """
    text, extent = joined.normalised.text, NameExtent(joined)
    found = list(_latin_mentions(text))
    words = len(load_company_forms().designators)
    anchors = _anchors(text, (match for match in designators if match.phrase < words))
    found += filter(None, (_japanese_mention(text, extent, anchor) for anchor in anchors))
    framed = (match._replace(phrase=match.phrase - words) for match in designators if match.phrase >= words)
    known = {edge for mention in listed for edge in mention[:2]}
    unlisted = leftmost_longest([*found, *frame_mentions(text, extent, framed, known)])
    return [with_company_of_code(text, mention) for mention in unlisted]


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
    up_to_code = longer.start == mention.start and code_after(text, longer.end) is not None
    inside_katakana_word = _KATAKANA_WORD.match(text, mention.end - 1) is not None
    goes_on = up_to_code or up_to_legal_form or text.endswith(_endings(), longer.start, longer.end)
    return inside_katakana_word or (longer.start == mention.start and goes_on)


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    forms = load_company_forms()
    return (*forms.endings, *forms.place_endings)


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
    legal = f",? (?:{any_of(forms.latin_legal)})"
    ending = f"{legal}| (?:{any_of(forms.latin_endings)})(?:{legal})?"
    return _LatinPatterns(
        re.compile(rf"[{_CAPITAL}](?<![{_LATIN}0-9.].){_LATIN_REST}{_MORE_WORDS}(?:{ending})(?![A-Za-z-])"),
        re.compile(f" (?:{any_of((*forms.latin_legal, *forms.latin_endings))})(?![A-Za-z])"),
    )


def _latin_names(text: str) -> Iterator[re.Match[str]]:
    # Looking around what follows a space is much faster than trying every capital letter.
    patterns, done = _latin_patterns(), 0
    for ending in patterns.ending.finditer(text):
        start = max(done, ending.start() - _LONGEST_LATIN)
        while done <= ending.start():
            name = patterns.name.search(text, start, ending.end() + _LONGEST_FORM)
            if name is None or name.start() > ending.start():
                break
            yield name
            start = done = name.end()


def _latin_mentions(text: str) -> Iterator[CompanyMention]:
    names = list(_latin_names(text))
    for index, name in enumerate(names):
        if _is_kind(name[0]) or _is_rest(text, names, index):
            continue
        if _is_doubtful(text, name) and not _speaks_of_companies(text, names, index):
            continue
        if mention := _mention(text, name.span(), name.span(), True):
            yield mention


def _is_rest(text: str, names: Sequence[re.Match[str]], index: int) -> bool:
    """Does a Latin name go on one that ends before it, as Holding Limited after Keyaki Group?"""
    return index > 0 and text[names[index - 1].end() : names[index].start()] == " "


def _is_kind(name: str) -> bool:
    """Does a Latin name with its ending name a kind of company, a field or a product?"""
    forms, has_form = load_company_forms(), ends_in_latin_form(name)
    words = set(without_latin_form(name).split()) if has_form else set(name.split()[:-1])
    if has_form and words.issubset(forms.latin_endings):
        return True
    generic = words & (forms.latin_kinds | load_products().alone)
    return generic == words or bool(generic and not has_form)


def _is_doubtful(text: str, name: re.Match[str]) -> bool:
    """Does a Latin name need a cue?"""
    forms, (*words, last) = load_company_forms(), name[0].split()
    if form := name[0].removeprefix(without_latin_form(name[0])).lstrip(", "):
        return (
            form in forms.doubtful_latin_legal
            and without_latin_form(name[0]).split()[-1] not in forms.latin_endings
        )
    ordinary = words[-1] in forms.ordinary_latin_words or words[-1] in forms.common
    return ordinary and last in forms.weak_latin_endings


def _speaks_of_companies(text: str, names: Sequence[re.Match[str]], index: int) -> bool:
    """Has a Latin name a cue beside it, or stands it in a list with one that needs none?"""
    name, separators = names[index], load_company_cues().separators
    listed = [
        left if right is name else right
        for left, right in pairwise(names[max(0, index - 1) : index + 2])
        if separators.fullmatch(text, left.end(), right.start())
    ]
    return has_cue(text, *name.span()) or any(
        not (_is_kind(other[0]) or _is_doubtful(text, other)) for other in listed
    )


@lru_cache(maxsize=1)
def _word_goes_on() -> re.Pattern[str]:
    """Return what makes of an ending the beginning of a longer word."""
    forms = load_company_forms()
    return re.compile(rf"(?!{any_of(forms.after_name)}|{forms.branch})[ァ-ヺー々一-鿿]")


class _Anchor(NamedTuple):
    """Where something shows that a Japanese name ends, or begins after a legal form.

    Attributes:
        start: First character.
        end: One past the last.
        kind: Legal form, ending of a name, the 社 after one, or the stock code after one.
    """

    start: int
    end: int
    kind: Literal["legal", "ending", "place", "suffix", "code"]


def _anchors(text: str, designators: Iterable[Match]) -> list[_Anchor]:
    """Return the anchors by start, none overlapping."""
    forms = load_company_forms()
    legal_forms, endings = len(forms.legal), len(forms.legal) + len(forms.endings)
    found = [_Anchor(*match.span(), "suffix") for match in _COMPANY_SUFFIX.finditer(text)]
    found += [_Anchor(*match.span(), "ending") for match in _HOLDINGS.finditer(text)]
    found += [_Anchor(code.start, code.end, "code") for code in find_stock_codes(text)]
    for designator, start, end, _ in designators:
        if designator < legal_forms:
            found.append(_Anchor(start, end, "legal"))
        elif text[start - 1] not in _NO_NAME_BEFORE and not _word_goes_on().match(text, end):
            found.append(_Anchor(start, end, "ending" if designator < endings else "place"))
    return leftmost_longest(found)


def _japanese_mention(text: str, extent: NameExtent, anchor: _Anchor) -> CompanyMention | None:
    forms = load_company_forms()
    start, end, kind = anchor
    if kind == "code":
        start -= text.endswith(" ", 0, start)
        anchor = anchor._replace(start=start)
    first, distinctive = extent.start_before(start)
    first = after_list_mark(text, first, start)
    if kind == "code":
        return _mention_with_stock_code(text, extent, first, anchor)
    if kind == "legal":
        return _mention_with_legal_form(text, extent, anchor, first, distinctive)
    if kind == "place":
        return _mention_with_place(text, extent, anchor, first)
    if text[start:end] in forms.doubtful_endings and text[start - 1 : start] != "・":
        distinctive &= has_cue(text, first, end)
    if text[start:end] in forms.weak_endings and extent.ends_inside_word(start):
        distinctive &= has_cue(text, first, end)
    if text[start:end] in forms.weak_endings and _ends_in_ordinary_latin(text[first:start]):
        distinctive &= has_cue(text, first, end)
    if (
        _WORDS_IN_KATAKANA.fullmatch(text, first, end)
        and text[start:end] not in forms.weak_endings | forms.doubtful_endings
    ):
        distinctive = True
    if text[start:end] in forms.sure_endings and start - first < _SHORTEST_NAME:
        kanji = _KANJI_BEFORE.search(text, max(0, start - 4), start)
        first = kanji.start(1) if kanji and extent.is_of_single_letters(kanji.start(1), start) else first
    distinctive |= _TOUCHING_FORM.match(text, end) is not None
    named = distinctive or (text[start:end] in forms.sure_endings and start - first >= _SHORTEST_NAME)
    if first and _HIRAGANA.match(text, first - 1):
        hiragana = extent.start_of_hiragana_noun(first)
        named, first = named or hiragana < first, hiragana
    if not named or _is_kind_of_company(text, extent, first, start):
        return None
    if kind == "ending" and (form := _TOUCHING_FORM.match(text, end)):
        return _mention(text, (first, form.end()), (first, end), True)
    more = _MORE_KATAKANA.match(text, end) if kind == "ending" and "ァ" <= text[end - 1] <= "ー" else None
    end = more.end() if more else end
    last = start if kind == "suffix" else end
    return _mention(text, (first, last), (first, last), True)


def _is_kind_of_company(text: str, extent: NameExtent, start: int, end: int) -> bool:
    """Is this what makes of an ending a kind of company, with no name before it?"""
    forms = load_company_forms()
    end -= text.endswith("・", start, end)
    if not text.endswith(forms.kinds, start, end):
        return False
    for kind in forms.kinds_in_names:
        if text.endswith(kind, start, end) and end - len(kind) - start >= _SHORTEST_NAME:
            return not extent.begins_with_place(start, end - len(kind), forms.place_links)
    return True


def _mention_with_place(text: str, extent: NameExtent, anchor: _Anchor, first: int) -> CompanyMention | None:
    """Return the company whose ending needs the name of a place or family before it."""
    start, end, _ = anchor
    if first and _HIRAGANA.match(text, first - 1):
        hiragana = extent.start_of_hiragana_noun(first)
        if hiragana < first:
            return _mention(text, (hiragana, end), (hiragana, end), True)
    if _is_listed_item(text, first, end) and start - first >= _SHORTEST_NAME:
        return _mention(text, (first, end), (first, end), True)
    if not extent.begins_with_place(first, start, load_company_forms().place_links):
        return None
    return _mention(text, (first, end), (first, end), True)


def _is_listed_item(text: str, start: int, end: int) -> bool:
    """Stands a name behind the mark of a list, before what is said of it?"""
    return (
        _LIST_ITEM.search(text, max(0, start - 3), start) is not None and text[end : end + 1] in _AFTER_ITEM
    )


def _mention_with_stock_code(
    text: str, extent: NameExtent, first: int, anchor: _Anchor
) -> CompanyMention | None:
    """Return the company before a code: the one listed under it, or any other where the code is sure."""
    code = code_after(text, anchor.start)
    if code is None or first == anchor.start:
        return None
    if latin := _CAPITALISED_WORDS.search(text, first, anchor.start):
        first = latin.start() if text[first : anchor.start].isascii() else first
    mention = _mention(text, (first, anchor.start), (first, anchor.start), True)
    if mention is None or mention.name in load_company_forms().generic_aliases | exchange_by_name().keys():
        return None
    if code.is_sure or with_company_of_code(text, mention).kb_id is not None:
        return mention
    # A year in brackets is no code, and a Latin word before a number is the name of a port or a model.
    is_name = (
        _LAST_LATIN_WORD.search(text[first : first + 1]) is None
        and not _YEAR.match(text, code.start + 1)
        and extent.is_coined(first, anchor.start)
    )
    return mention if is_name else None


def _ends_in_ordinary_latin(name: str) -> bool:
    """Is the word before a weak ending one of a computer system (docker, Scaling), or no abbreviation?"""
    word = _LAST_LATIN_WORD.search(name)
    return word is not None and (word[0][0].islower() or word[0] in load_company_forms().ordinary_latin_words)


def _mention_with_legal_form(
    text: str, extent: NameExtent, anchor: _Anchor, first: int, distinctive: bool
) -> CompanyMention | None:
    """Return the company whose legal form stands after its name, which begins at ``first``, or before it."""
    start, end, _ = anchor
    last, distinctive_after = extent.end_after(end, named=True)
    if start - first >= _SHORTEST_NAME and text[start - 1] not in JOINERS:
        if not distinctive and _is_generic(text[first:start]):
            return None
        if not distinctive:
            first = extent.start_of_hiragana(first)
        certain = distinctive or extent.is_compound(first, start)
        return _mention(text, (first, end), (first, start), certain)
    if last - end >= _SHORTEST_NAME:
        if not distinctive_after and _is_generic(text[end:last]):
            return None
        last = extent.end_of_hiragana(end, last)
        return _mention(text, (start, last), (end, last), distinctive_after or extent.is_compound(end, last))
    return _mention_across_space(text, extent, anchor) or _mention_of_any_words(text, extent, anchor)


def _mention_of_any_words(text: str, extent: NameExtent, anchor: _Anchor) -> CompanyMention | None:
    """Return the company before a legal form whose name holds words in hiragana."""
    start, end, _ = anchor
    # (株) and its like also mean other things: (同) is the same as before.
    first = start if text[start] == "(" else extent.start_of_any_words(start)
    if start - first < _SHORTEST_COMPOUND or _is_generic(text[first:start]):
        return None
    return _mention(text, (first, end), (first, start), True)


def _mention_across_space(text: str, extent: NameExtent, anchor: _Anchor) -> CompanyMention | None:
    """Return the company whose name stands a space away from its legal form."""
    start, end, _ = anchor
    last, distinctive = extent.end_after(end + 1, named=True) if text[end : end + 1] == " " else (end, False)
    if distinctive and last - end > _SHORTEST_NAME:
        return _mention(text, (start, last), (end + 1, last), True)
    first, distinctive = extent.start_before(start - 1) if text[start - 1 : start] == " " else (start, False)
    is_name = distinctive or (_HIRAGANA.match(text, first) and extent.is_compound(first, start - 1))
    if is_name and not _is_generic(text[first : start - 1]):
        return _mention(text, (first, end), (first, start - 1), True)
    return None


def _is_generic(name: str) -> bool:
    return _generic().fullmatch(name) is not None


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(load_company_forms().generic)})+")


def _mention(
    text: str, span: tuple[int, int], name_span: tuple[int, int], certain: bool
) -> CompanyMention | None:
    name = without_latin_form(text[slice(*name_span)].strip())
    if len(name) < _SHORTEST_NAME or name in load_company_forms().legal:
        return None
    return CompanyMention(*span, name, None, certain)
