"""How far a Japanese company name reaches from where a rule has found its end or its beginning."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import JoinedTexts
from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.tokenizer.tokens import Morpheme

JOINERS = "・&.-'"
"""Marks that join the words of a name; none begins or ends with one."""

_OTHER, _NAME_PART, _DISTINCTIVE = range(3)
_PLAIN, _NAME_OF_OTHERS, _COINED = range(3)
_LONGEST_NAME, _SHORTEST_COMPOUND, _SHORTEST_COINAGE = 24, 4, 3
_HIRAGANA_WORD = re.compile("[ぁ-ゖー]{2,}")
# Verbs that a noun follows as what does it, and adjectives that say how a company is.
_MODIFIES = re.compile(
    r"[うくぐすつぬぶむるた]\Z|\A(?:いい|よい|すごい|うまい|おもしろい|おいしい|やさしい|ない)\Z"
)
_WORD = re.compile("[A-Za-z0-9ぁ-ゟァ-ヺー一-鿿々]")
_JOINED_WORDS = re.compile("と[一-鿿](?![一-鿿々ァ-ヺー])")
_JOINED_PARTS = (["助詞", "名詞", "助詞"], ["助詞", "名詞", "補助記号"], ["助詞", "名詞", ""])
_KATAKANA_WORD = re.compile("[ァ-ヺー]{2}")
_KATAKANA_NAME = re.compile("[ァ-ヺー・]{3,}")
_FOREIGN_WORD = re.compile("[ァ-ヺーA-Za-zÀ-ɏ0-9・&.'-]+")
_WORDS_OF_NAMES = frozenset(["名詞", "動詞", "形状詞", "接頭辞", "接尾辞"])
_KANJI_WORD = re.compile("[一-鿿々]{2}")
_KATAKANA_TAIL = re.compile(r"[ァ-ヺー]{2,}\Z")
_HIRAGANA_NOUN = re.compile("[ぁ-ゖー]{3,}")
_LONGEST_HIRAGANA = 8
_HIRAGANA_BEFORE = re.compile(r"(?:^|[^ぁ-ゖァ-ヺー一-鿿々A-Za-z0-9])([ぁ-ゖー]{2,8})\Z")


class NameExtent:
    """Walks along the tokens of a text from the edge of a name.

    A name goes on over nouns, affixes and unknown words, up to a word that stands beside names but belongs
    to none (社長, 大手). It is *distinctive* when it holds a proper noun or a word that no dictionary lists,
    as 総合商事 does not.

    The few tokens that stand near a name are looked up as they are needed.

    Args:
        joined: The texts; offsets are those of their normalised view.
    """

    def __init__(self, joined: JoinedTexts) -> None:
        self._text = joined.normalised.text
        self._view, self._tokens = joined.normalised, joined.tokens
        self._roles = joined.tokens.lexicon.column(_role)
        self._coinage = joined.tokens.lexicon.column(_coinage)

    def start_before(self, end: int) -> tuple[int, bool]:
        """Return where the name that ends at ``end`` begins, and whether it is distinctive."""
        forms = load_company_forms()
        index = self._tokens_up_to(self._tokens.end, end + 1) - 1
        start, distinctive = end, False
        if self._ends_inside_unknown_katakana(index + 1, end):
            start, distinctive = self._start(index + 1), True
        while index >= 0 and self._adjoins(self._end(index), start):
            first = self._start(index)
            word = self._text[first : self._end(index)]
            belongs = self._belongs(index, word) or word in forms.place_links
            if end - first > _LONGEST_NAME or not belongs:
                break
            if word in forms.before_name or (word in forms.after_name and word not in forms.place_links):
                break
            distinctive |= self._role(index) == _DISTINCTIVE
            start = first
            index -= 1
        start += _leading_joiners(self._text[start:end])
        lead = _lead().match(self._text, start, end)
        start = lead.end() if lead else start
        prefix = _prefix().match(self._text, start, end)
        return prefix.end() if prefix else start, distinctive

    def ends_inside_word(self, end: int) -> bool:
        """Does a token go on over this position?"""
        index = self._tokens_up_to(self._tokens.end, end + 1)
        return index < len(self._tokens) and self._start(index) < end

    def _ends_inside_unknown_katakana(self, index: int, end: int) -> bool:
        """Is the token an unknown one in katakana that goes on after ``end``, its last word an ending?"""
        if index >= len(self._tokens) or not self._start(index) < end < self._end(index):
            return False
        known = self._morpheme(index).known
        return (
            not known
            and _KATAKANA_NAME.fullmatch(self._text, self._start(index), self._end(index)) is not None
        )

    def end_after(self, start: int, *, named: bool = False) -> tuple[int, bool]:
        """Return where the name that begins at ``start`` ends, and whether it is distinctive.

        Args:
            start: First character.
            named: Whether a name begins there for certain, so that a noun of one kanji is a part of it even
                where it otherwise counts or gives a time (ミツワ食研, 丸十).
        """
        forms = load_company_forms()
        index = self._tokens_up_to(self._tokens.start, start)
        end, distinctive = start, False
        while index < len(self._tokens) and self._adjoins(end, self._start(index)):
            last = self._end(index)
            word = self._text[self._start(index) : last]
            belongs = self._belongs(index, word) or (named and self._is_kanji_noun(index, word))
            if last - start > _LONGEST_NAME or not belongs:
                break
            if end > start and word in forms.after_name:
                break
            distinctive |= self._role(index) == _DISTINCTIVE
            end = last
            index += 1
        return end - _leading_joiners(self._text[start:end][::-1]), distinctive

    def start_of_hiragana(self, start: int) -> int:
        """Return where a name begins whose first word is an adjective or verb in hiragana (あおい電子).

        Args:
            start: Where its nouns begin; without the word before them they are no name.
        """
        index = self._tokens_up_to(self._tokens.end, start + 1) - 1
        if index < 0 or self._end(index) != start:
            return start
        first = self._start(index)
        morpheme = self._morpheme(index)
        is_name = morpheme.pos1 in ("形容詞", "動詞") and _HIRAGANA_WORD.fullmatch(self._text, first, start)
        if not is_name or _MODIFIES.search(self._text, first, start) is not None:
            return start
        begins = first == 0 or not _WORD.match(self._text, first - 1) or self._pos(index - 1) == "助詞"
        return first if begins else start

    def start_of_any_words(self, end: int) -> int:
        """Return where the words before ``end`` begin that no particle and no mark divides (あさひ住まい)."""
        forms = load_company_forms()
        index = self._tokens_up_to(self._tokens.end, end + 1) - 1
        start = end
        while index >= 0 and self._end(index) == start and end - start < _LONGEST_NAME:
            morpheme = self._morpheme(index)
            word = self._text[self._start(index) : start]
            if morpheme.pos1 not in _WORDS_OF_NAMES or word in forms.before_name or word in forms.after_name:
                break
            if morpheme.pos1 == "動詞" and _MODIFIES.search(word):
                break
            start = self._start(index)
            index -= 1
        return start

    def end_of_hiragana(self, start: int, end: int) -> int:
        """Return where a name ends that と joins of a word in hiragana and one of a single kanji (きんと雲).

        Args:
            start: Where it begins.
            end: Where its first word ends.
        """
        match = _JOINED_WORDS.match(self._text, end)
        if match is None or not _HIRAGANA_WORD.fullmatch(self._text, start, end):
            return end
        index = self._tokens_up_to(self._tokens.start, end)
        parts_of_speech = [self._pos(index + step) for step in range(3)]
        whole = self._end(index + 1) == match.end()
        return match.end() if whole and parts_of_speech in _JOINED_PARTS else end

    def is_compound(self, start: int, end: int) -> bool:
        """Are there several words in this span, which no text joins by chance?"""
        words = self._tokens_up_to(self._tokens.start, end) - self._tokens_up_to(self._tokens.start, start)
        return words > 1 and end - start >= _SHORTEST_COMPOUND

    def is_coined(self, start: int, end: int, *, several_words: bool = False) -> bool:
        """Is there a word in this span that is no place's, no person's and no dictionary's?

        Args:
            start: First character.
            end: One past the last.
            several_words: Whether katakana of several words that none but a name joins is enough.
        """
        indices = self._indices(start, end)
        coinage = [int(self._coinage[self._tokens.morpheme[index]]) for index in indices]
        if _COINED in coinage:
            return True
        in_katakana = len(indices) > 1 and _KATAKANA_NAME.fullmatch(self._text, start, end) is not None
        return in_katakana and (several_words or _NAME_OF_OTHERS in coinage)

    def begins_with_place(self, start: int, end: int, links: frozenset[str]) -> bool:
        """Is this span the name of a place or family, alone or with words that link it to an ending?"""
        indices = self._indices(start, end)
        if len(indices) > 1 and self._morpheme(indices[0]).pos1 == "接頭辞":
            indices = indices[1:]
        if not indices or self._role(indices[0]) != _DISTINCTIVE or self._text[start].isascii():
            return False
        words = (self._text[self._start(index) : self._end(index)] for index in indices[1:])
        return all(
            self._role(index) == _DISTINCTIVE or word in links or word in _endings_after_places()
            for index, word in zip(indices[1:], words, strict=True)
        )

    def is_of_single_letters(self, start: int, end: int) -> bool:
        """Is every token in this span one letter, as those of names are that no dictionary has (日陽)?"""
        return len(self._indices(start, end)) == end - start

    def is_mixed_name(self, start: int, end: int) -> bool:
        """Is it a proper noun in kanji before katakana (三峰エレクトロン)?"""
        indices = self._indices(start, end)
        if len(indices) < 2 or not _KANJI_WORD.match(self._text, start):
            return False
        first = self._role(indices[0])
        if first != _DISTINCTIVE and self._morpheme(indices[0]).pos4 != "国":
            return False
        return _KATAKANA_TAIL.search(self._text, start, end) is not None

    def start_of_foreign(self, start: int, end: int) -> int:
        """Return where the katakana or Latin words begin that this span ends in."""
        for index in reversed(self._indices(start, end)):
            if not _FOREIGN_WORD.fullmatch(self._text, self._start(index), self._end(index)):
                return self._end(index)
        return start

    def start_of_hiragana_noun(self, start: int) -> int:
        """Return where a name begins whose first word is a noun in hiragana that nothing precedes.

        Args:
            start: Where the part of it begins that stands in other letters.
        """
        given = start
        while "ぁ" <= self._text[start : start + 1] <= "ゖ":
            start += 1
        run = _HIRAGANA_BEFORE.search(self._text, max(0, start - _LONGEST_HIRAGANA - 1), start)
        if run is None:
            return self._start_of_hiragana_token(given)
        indices = self._indices(run.start(1), start)
        if not indices or self._start(indices[0]) != run.start(1) or self._end(indices[-1]) != start:
            return given
        first, last = self._morpheme(indices[0]), self._morpheme(indices[-1])
        ends_in_noun = last.pos1 in ("名詞", "形状詞", "接尾辞") or last.pos2 == "終助詞"
        ends_in_noun = ends_in_noun or (
            last.pos1 == "動詞" and _MODIFIES.search(self._text, run.start(1), start) is None
        )
        begins = first.pos1 in ("名詞", "形状詞", "動詞", "接頭辞", "形容詞") and first.pos3 != "副詞可能"
        return run.start(1) if begins and ends_in_noun and first.pos2 != "非自立可能" else given

    def _start_of_hiragana_token(self, start: int) -> int:
        """Return where the noun of three or more letters in hiragana begins that ends at ``start``."""
        index = self._tokens_up_to(self._tokens.end, start + 1) - 1
        if index < 0 or self._end(index) != start:
            return start
        morpheme = self._morpheme(index)
        is_noun = morpheme.pos1 == "名詞" and morpheme.pos3 not in ("副詞可能", "助数詞可能", "形状詞可能")
        first = self._start(index)
        is_noun = is_noun and self._text[first:start] not in load_company_forms().plain_hiragana
        return first if is_noun and _HIRAGANA_NOUN.fullmatch(self._text, first, start) else start

    def _indices(self, start: int, end: int) -> range:
        """Return the indices of the tokens that begin in a span."""
        return range(
            self._tokens_up_to(self._tokens.start, start), self._tokens_up_to(self._tokens.start, end)
        )

    def _adjoins(self, end: int, start: int) -> bool:
        """Do two tokens touch, or is there one space between two Latin ones?"""
        if end == start:
            return True
        beside = self._text[end - 1 : start + 1]
        return len(beside) == 3 and beside[1] == " " and beside.isascii()

    def _belongs(self, index: int, word: str) -> bool:
        """Is the token a part of a name, or in the midst of a katakana word?"""
        if self._role(index) != _OTHER or (len(word) == 1 and word in JOINERS):
            return True
        start = self._start(index)
        beside = _KATAKANA_WORD.search(self._text, max(0, start - 1), start + 2)
        return beside is not None

    def _is_kanji_noun(self, index: int, word: str) -> bool:
        """Is it a noun of one kanji that stands in names, though not alone?"""
        return (
            len(word) == 1
            and word not in load_company_forms().counting_kanji
            and self._pos(index) == "名詞"
            and word >= "一"
        )

    def _morpheme(self, index: int) -> Morpheme:
        return self._tokens.lexicon[int(self._tokens.morpheme[index])]

    def _pos(self, index: int) -> str:
        """Return the part of speech of a token; ``""`` beyond the last one."""
        return self._morpheme(index).pos1 if 0 <= index < len(self._tokens) else ""

    def _role(self, index: int) -> int:
        return int(self._roles[self._tokens.morpheme[index]])

    def _start(self, index: int) -> int:
        return self._in_view(self._tokens.start[index])

    def _end(self, index: int) -> int:
        return self._in_view(self._tokens.end[index])

    def _in_view(self, source: np.int32) -> int:
        """Return the first character of the view from this source position on."""
        return int(self._view.starts.searchsorted(source))

    def _tokens_up_to(self, edges: NDArray[np.int32], position: int) -> int:
        """Return how many of the tokens' starts or ends lie before a position of the view."""
        if position == 0:
            return 0
        return int(edges.searchsorted(self._view.starts[position - 1], side="right"))


def _leading_joiners(name: str) -> int:
    return len(name) - len(name.lstrip(JOINERS))


@lru_cache(maxsize=1)
def _endings_after_places() -> frozenset[str]:
    return frozenset(load_company_forms().place_endings)


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    """Return what matches words before a name that are several tokens."""
    words = any_of(word for word in load_company_forms().before_name if len(word) > _SHORTEST_COINAGE)
    return re.compile(f"(?:{words})")


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    """Return what matches the character before a name that is no part of it."""
    return re.compile(rf"(?:{any_of(load_company_forms().prefixes)})(?=[ァ-ヺA-Za-z])")


def _role(morpheme: Morpheme) -> int:
    """Return what a morpheme may be in a company's name."""
    if not morpheme.known and morpheme.pos1 != "補助記号":
        is_common = morpheme.surface in load_company_forms().common or len(morpheme.surface) < 2
        return _NAME_PART if is_common else _DISTINCTIVE
    if morpheme.pos1 == "名詞" and morpheme.pos2 == "固有名詞":
        return _NAME_PART if morpheme.pos4 == "国" else _DISTINCTIVE
    if morpheme.pos1 == "名詞" and morpheme.pos3 not in ("副詞可能", "助数詞可能"):
        return _NAME_PART if morpheme.pos2 != "数詞" or morpheme.surface.isascii() else _OTHER
    return _NAME_PART if morpheme.pos1 in ("接頭辞", "接尾辞", "記号", "形状詞") else _OTHER


def _coinage(morpheme: Morpheme) -> int:
    """Return what a morpheme says of a coinage: one, the name of a place or person, or neither."""
    if not morpheme.known and morpheme.pos1 != "補助記号":
        is_common = (
            morpheme.surface in load_company_forms().common or len(morpheme.surface) < _SHORTEST_COINAGE
        )
        return _PLAIN if is_common else _COINED
    if morpheme.pos2 != "固有名詞" or morpheme.pos4 == "国":
        return _PLAIN
    return _COINED if morpheme.pos3 in ("一般", "組織名") else _NAME_OF_OTHERS
