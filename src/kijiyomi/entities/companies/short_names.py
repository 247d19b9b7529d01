"""The short name under which an article goes on speaking of a company: 丸福 for 丸福証券."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import Document
from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

_SHORTEST = re.compile(
    r"[一-鿿々]{2,}|[ァ-ヺー]{3,}|[A-Za-z]{3,}|(?=.*[一-鿿々ァ-ヺー])[一-鿿々ァ-ヺーぁ-ゖ]{3,}"
)
# Words that are more often a place, a person or a thing than the company named after them.
_OTHER_NAMES = ("地名", "人名")
_CONTINUING = ("名詞", "接尾辞", "接頭辞")
_AFTER_SHORT_NAME = ("株", "側", "系", "製", "社", "など")


def short_name(name: str) -> str | None:
    """Return the distinctive part of a company's name, ``None`` if nothing follows it or it is too short.

    >>> short_name("丸福証券"), short_name("カムイリテール"), short_name("日立")
    ('丸福', 'カムイ', None)
    """
    found = _distinctive_part().fullmatch(name)
    return found["part"] if found and _SHORTEST.fullmatch(found["part"]) else None


@lru_cache(maxsize=1)
def _distinctive_part() -> re.Pattern[str]:
    forms = load_company_forms()
    endings = any_of(tuple(chain(forms.endings, forms.place_endings, forms.doubtful_endings)))
    return re.compile(rf"(?P<part>.+?)(?:{endings})+")


def stand_alone(
    document: Document, starts: NDArray[np.integer], ends: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """Return bool ``(n,)``: whether short names at these spans can be names of companies.

    They cannot where they are part of a longer noun, or one word that is a place, a person or a common noun.

    Args:
        document: Where they stand.
        starts: ``(n,)``: first characters in the normalised view, each at the beginning of a word.
        ends: ``(n,)``: one past the last characters.
    """
    view, tokens = document.passage.normalised, document.tokens
    firsts = tokens.start.searchsorted(view.starts[starts], side="right") - 1
    lasts = tokens.end.searchsorted(view.ends[ends - 1], side="left")
    spans = zip(firsts.tolist(), lasts.tolist(), strict=True)
    return np.array([_is_name(tokens, first, last) for first, last in spans], dtype=bool)


def _is_name(tokens: Tokens, first: int, last: int) -> bool:
    if first == last and _is_ordinary(_morpheme(tokens, first)):
        return False
    if first and _morpheme(tokens, first - 1).pos1 in _CONTINUING:
        return False
    if last + 1 == len(tokens.morpheme):
        return True
    after = _morpheme(tokens, last + 1)
    return after.pos1 not in _CONTINUING or after.surface in _AFTER_SHORT_NAME


def _morpheme(tokens: Tokens, index: int) -> Morpheme:
    return tokens.lexicon[int(tokens.morpheme[index])]


def _is_ordinary(morpheme: Morpheme) -> bool:
    """Is it a word that dictionaries list as something else than a name of its own?"""
    is_listed = morpheme.known and morpheme.pos1 == "名詞"
    return is_listed and (morpheme.pos2 != "固有名詞" or morpheme.pos3 in _OTHER_NAMES)
