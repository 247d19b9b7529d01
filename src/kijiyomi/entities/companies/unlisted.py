"""Companies on no list, told by how their names are built."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from kijiyomi.arrays import Int32Array
from kijiyomi.document import JoinedTexts
from kijiyomi.entities.companies.listed import Mention
from kijiyomi.entities.phrase_matcher import Match
from kijiyomi.knowledge.company_cues import product_names
from kijiyomi.knowledge.data_files import FOLDER, read_toml
from kijiyomi.tokenizer.tokens import Morpheme

_OTHER, _NAME_PART, _DISTINCTIVE = range(3)
_LONGEST_NAME, _SHORTEST_NAME, _SHORTEST_COMPOUND = 24, 2, 4
_JOINERS = frozenset("・&.-'")
# Bounded, so that a text of nothing else takes no more than linear time.
_LATIN_REST = r"[A-Za-z0-9&'-]{0,30}"
_MORE_WORDS = rf"(?: [A-Z]{_LATIN_REST}){{0,4}}?"


@dataclass(frozen=True, slots=True)
class Forms:
    """``knowledge/company_forms.toml``, compiled.

    Attributes:
        words: Legal forms, then endings of Japanese names.
        legal_forms: How many of the words are legal forms.
        after_ending: Matches what makes of an ending the beginning of a longer word.
        firm: Matches the 社 after a name.
        latin: Matches a Latin name with its legal form or ending.
        latin_ending: Matches what such a name ends in.
        latin_kinds: Words that make a Latin name without a legal form that of a kind.
        sure: Endings that make a name of whatever stands before.
        kinds: Words that make an ending the name of a kind.
        common: Abbreviations that make no name distinctive.
        katakana: Matches where a katakana word goes on.
        prefix: Matches the character before a name that is no part of it.
        legal_end: Matches the Latin legal form at the end of a name.
        before_name: Words before a name that are no part of it.
        after_name: Words after a name that are no part of it.
    """

    words: tuple[str, ...]
    legal_forms: int
    after_ending: re.Pattern[str]
    firm: re.Pattern[str]
    latin: re.Pattern[str]
    latin_ending: re.Pattern[str]
    latin_kinds: frozenset[str]
    sure: frozenset[str]
    kinds: tuple[str, ...]
    common: frozenset[str]
    katakana: re.Pattern[str]
    prefix: re.Pattern[str]
    legal_end: re.Pattern[str]
    before_name: frozenset[str]
    after_name: frozenset[str]


@lru_cache(maxsize=1)
def _forms() -> Forms:
    table = read_toml(FOLDER / "company_forms.toml")
    latin = table["latin_legal"] + table["latin_endings"]
    words = (*table["legal"], *table["endings"])
    return Forms(
        words,
        len(table["legal"]),
        re.compile("[ァ-ヺー々一-鿿]"),
        re.compile(r"社(?:(?<=[ァ-ヺー]社)|(?<=[A-Za-z][A-Za-z]社))(?![会員屋交内外長債団説宅有])"),
        re.compile(rf"[A-Z](?<![A-Za-z0-9].){_LATIN_REST}{_MORE_WORDS} (?:{_either(latin)})(?![A-Za-z-])"),
        re.compile(f" (?:{_either(latin)})(?![A-Za-z])"),
        frozenset(table["latin_kinds"]),
        frozenset(table["sure_endings"]),
        tuple(table["kinds"]),
        frozenset(table["common"]),
        re.compile("[ァ-ヺー]{2}"),
        re.compile(rf"(?:{_either(table['prefixes'])})(?=[ァ-ヺA-Za-z])"),
        re.compile(rf",? (?:{_either(table['latin_legal'])})$"),
        frozenset(table["before_name"]),
        frozenset(table["after_name"]),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def form_words() -> tuple[str, ...]:
    """Return the words that show that a Japanese name is a company's: legal forms and endings."""
    return _forms().words


def unlisted_mentions(joined: JoinedTexts, forms: Iterable[Match]) -> list[Mention]:
    """Return the companies whose form shows that they are some, in no particular order.

    Args:
        joined: Where to look.
        forms: Where the :func:`form_words` stand.
    """
    text, words = joined.normalised.text, _Words(joined)
    found = list(filter(None, map(_latin_mention, _latin_names(text))))
    found += filter(None, (_mention(words, anchor) for anchor in _anchors(text, forms)))
    return found


def whole_names(text: str, listed: Sequence[Mention], unlisted: Iterable[Mention]) -> list[Mention]:
    """Return the listed mentions that are not only a part of an unlisted one.

    One is when it is the beginning of a name that goes on up to a legal form, or ends in the midst of a
    katakana word of it.
    """
    ascending = sorted(unlisted, key=lambda mention: mention.start)
    starts = [mention.start for mention in ascending]
    before = (bisect_right(starts, mention.start) - 1 for mention in listed)
    return [
        mention
        for mention, place in zip(listed, before, strict=True)
        if place < 0 or not _goes_on(text, mention, ascending[place])
    ]


def _goes_on(text: str, mention: Mention, longer: Mention) -> bool:
    if not longer.start <= mention.start < mention.end < longer.end:
        return False
    forms = _forms()
    to_its_form = text.endswith(forms.words[: forms.legal_forms], longer.start, longer.end)
    katakana = forms.katakana.match(text, mention.end - 1)
    return bool(katakana) or (longer.start == mention.start and to_its_form)


class _Anchor(NamedTuple):
    """What shows that a Japanese name ends or begins here."""

    start: int
    end: int
    kind: Literal["legal", "ending", "firm"]


def _anchors(text: str, words: Iterable[Match]) -> list[_Anchor]:
    """Return the anchors by start, none overlapping: the first wins, then the longest."""
    forms = _forms()
    found = [_Anchor(*match.span(), "firm") for match in forms.firm.finditer(text)]
    for word, start, end, _ in words:
        if word < forms.legal_forms:
            found.append(_Anchor(start, end, "legal"))
        elif not forms.after_ending.match(text, end):
            found.append(_Anchor(start, end, "ending"))
    kept: list[_Anchor] = []
    for anchor in sorted(found, key=lambda anchor: (anchor.start, -anchor.end)):
        if not kept or anchor.start >= kept[-1].end:
            kept.append(anchor)
    return kept


def _latin_names(text: str) -> Iterator[re.Match[str]]:
    # Looking at what follows a space is much faster than trying every capital letter.
    if _forms().latin_ending.search(text):
        yield from _forms().latin.finditer(text)


class _Words:
    """Tokens in the normalised view of their text.

    The few that stand near a name are looked up as they are needed.
    """

    def __init__(self, joined: JoinedTexts) -> None:
        self.text = joined.normalised.text
        self._view, self._tokens = joined.normalised, joined.tokens
        self._roles = joined.tokens.lexicon.column(_role)

    def before(self, end: int) -> tuple[int, bool]:
        """Return where the name that ends before ``end`` begins, and whether a distinctive word is in it."""
        place = self._count(self._tokens.end, end + 1) - 1
        start, distinctive = end, False
        while place >= 0 and self._adjoins(self._end(place), start):
            first = self._start(place)
            word = self.text[first : self._end(place)]
            if end - first > _LONGEST_NAME or not self._belongs(place, word):
                break
            if word in _forms().before_name or word in _forms().after_name:
                break
            distinctive |= self._role(place) == _DISTINCTIVE
            start = first
            place -= 1
        start += _stray(self.text[start:end])
        prefix = _forms().prefix.match(self.text, start, end)
        return prefix.end() if prefix else start, distinctive

    def after(self, start: int) -> tuple[int, bool]:
        """Return where the name that begins at ``start`` ends, and whether a distinctive word is in it."""
        place = self._count(self._tokens.start, start)
        end, distinctive = start, False
        while place < len(self._tokens) and self._adjoins(end, self._start(place)):
            last = self._end(place)
            word = self.text[self._start(place) : last]
            if last - start > _LONGEST_NAME or not self._belongs(place, word):
                break
            if end > start and word in _forms().after_name:
                break
            distinctive |= self._role(place) == _DISTINCTIVE
            end = last
            place += 1
        return end - _stray(self.text[start:end][::-1]), distinctive

    def compound(self, start: int, end: int) -> bool:
        """Are there several words between these places, which no text joins by chance?"""
        words = self._count(self._tokens.start, end) - self._count(self._tokens.start, start)
        return words > 1 and end - start >= _SHORTEST_COMPOUND

    def _adjoins(self, end: int, start: int) -> bool:
        """Do two tokens touch, or is there one space between two Latin ones?"""
        if end == start:
            return True
        beside = self.text[end - 1 : start + 1]
        return len(beside) == 3 and beside[1] == " " and beside.isascii()

    def _belongs(self, place: int, word: str) -> bool:
        """Is the token a part of a name, or in the midst of a katakana word?"""
        if self._role(place) != _OTHER or word in _JOINERS:
            return True
        return _forms().katakana.match(self.text, max(0, self._start(place) - 1)) is not None

    def _role(self, place: int) -> int:
        return int(self._roles[self._tokens.morpheme[place]])

    def _start(self, place: int) -> int:
        return self._in_view(self._tokens.start[place])

    def _end(self, place: int) -> int:
        return self._in_view(self._tokens.end[place])

    def _in_view(self, source: np.int32) -> int:
        """Return the first character of the view from this source position on."""
        return int(self._view.starts.searchsorted(source))

    def _count(self, ascending: Int32Array, place: int) -> int:
        """Return how many of these source positions are before a place of the view."""
        if place == 0:
            return 0
        return int(ascending.searchsorted(self._view.starts[place - 1], side="right"))


def _stray(name: str) -> int:
    """Return how many joining marks a name begins with."""
    return len(name) - len(name.lstrip("・&.-'"))


def _role(morpheme: Morpheme) -> int:
    """Return what a morpheme may be in a company's name."""
    if not morpheme.known and morpheme.pos1 != "補助記号":
        return (
            _NAME_PART if morpheme.surface in _forms().common or len(morpheme.surface) < 2 else _DISTINCTIVE
        )
    if morpheme.pos1 == "名詞" and morpheme.pos2 == "固有名詞":
        return _NAME_PART if morpheme.pos4 == "国" else _DISTINCTIVE
    if morpheme.pos1 == "名詞" and morpheme.pos3 not in ("副詞可能", "助数詞可能"):
        return _NAME_PART if morpheme.pos2 != "数詞" or morpheme.surface.isascii() else _OTHER
    return _NAME_PART if morpheme.pos1 in ("接頭辞", "接尾辞", "記号", "形状詞") else _OTHER


def _latin_mention(name: re.Match[str]) -> Mention | None:
    words = set(name[0].split()[:-1])
    generic = words & (_forms().latin_kinds | product_names().alone)
    if generic == words or (generic and not _forms().legal_end.search(name[0])):
        return None
    return _named(name.string, name.span(), name.span(), True)


def _mention(words: _Words, anchor: _Anchor) -> Mention | None:
    start, end, kind = anchor
    first, distinctive = words.before(start)
    if kind == "legal":
        if start - first >= _SHORTEST_NAME and words.text[start - 1] not in _JOINERS:
            return _named(
                words.text, (first, end), (first, start), distinctive or words.compound(first, start)
            )
        last, distinctive = words.after(end)
        return _named(words.text, (start, last), (end, last), distinctive or words.compound(end, last))
    named = distinctive or (words.text[start:end] in _forms().sure and start - first >= _SHORTEST_NAME)
    if not named or words.text[first:start].endswith(_forms().kinds):
        return None
    last = start if kind == "firm" else end
    return _named(words.text, (first, last), (first, last), True)


def _named(text: str, span: tuple[int, int], name_span: tuple[int, int], distinctive: bool) -> Mention | None:
    forms = _forms()
    name = forms.legal_end.sub("", text[slice(*name_span)].strip())
    if len(name) < _SHORTEST_NAME or name in forms.words[: forms.legal_forms]:
        return None
    return Mention(*span, name, None, distinctive)
