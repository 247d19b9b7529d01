"""What a company's name is only a part of: names that name no company where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection

from kijiyomi.entities.companies.legal_forms import with_legal_form
from kijiyomi.entities.gazetteer import CompanyAlias
from kijiyomi.entities.overlaps import Span
from kijiyomi.knowledge.accelerator_names import AcceleratorNames
from kijiyomi.knowledge.products import load_products

_SHORTEST_NAME = 2
_LONGEST_ACCELERATOR = 48
_LOOK_BEHIND = 24
_NAKAGURO_AFTER = re.compile(r"・[ァ-ヺー]")
_NAKAGURO_BEFORE = re.compile(r"[ァ-ヺー]・\Z")
# NFKC opens ™ into TM.
_WORD_AFTER = re.compile(r"(?:TM|®)? ([A-Za-z0-9][A-Za-z0-9&.+-]*?)(?:TM)?(?![A-Za-z0-9&.+-])")
_TRADEMARKS = re.compile(r"(?<=[A-Za-z])TM(?![A-Za-z])|®")
_WORD_BEFORE = re.compile(r"(?:^|[^A-Za-z0-9])([A-Z][A-Za-z0-9-]*) \Z")


def is_inside_product(
    text: str,
    span: Span,
    alias: CompanyAlias,
    starts: Collection[int],
    ends: Collection[int],
    accelerators: AcceleratorNames,
) -> bool:
    """Is the company only the beginning, or a part, of the name of one of its products?

    Args:
        text: Normalised text.
        span: Where the alias stands in it.
        alias: The name.
        starts: Where names of companies begin in the text.
        ends: Where they end.
        accelerators: Products whose maker stays a company before them.
    """
    start, end = span.start, span.end
    own_products = load_products().continuations.get(alias.company.id)
    if own_products is not None and own_products.match(text, end):
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    if after == "・" and _NAKAGURO_AFTER.match(text, end) and end + 1 not in starts:
        return True
    if before == "・" and start - 1 not in ends and _NAKAGURO_BEFORE.search(text, start - 2, start):
        return True
    if not text[start].isascii() or not text[end - 1].isascii():
        return False
    if with_legal_form(text, start, end)[1] > end:
        return False
    following = _WORD_AFTER.match(text, end)
    if following and following.start(1) not in starts and _names_product(following.group(1)):
        is_accelerator = following.group(1) in accelerators.bare_words
        return not (is_accelerator or makes_what_follows(text, end, alias, accelerators))
    preceding = _WORD_BEFORE.search(text, max(0, start - _LOOK_BEHIND), start) if before == " " else None
    if preceding and start - 1 not in ends and _names_product(preceding.group(1)):
        return preceding.group(1) not in accelerators.bare_words
    return False


def makes_what_follows(text: str, end: int, alias: CompanyAlias, accelerators: AcceleratorNames) -> bool:
    """Is the next word after ``end`` the beginning of an accelerator that this company makes?"""
    following = _WORD_AFTER.match(text, end)
    if following is None:
        return False
    start = following.start(1)
    name = _TRADEMARKS.sub("", text[start : start + _LONGEST_ACCELERATOR])
    return not accelerators.makers_at(name, 0).isdisjoint((alias.text, alias.company.name))


def _names_product(word: str) -> bool:
    products = load_products()
    return word[0].isupper() and word not in products.company_words and not products.model_number.match(word)


def cannot_be_company(name: str, accelerators: AcceleratorNames) -> bool:
    """Is an unlisted name too short for a company's, or does it hold a product or technique that is known?"""
    products = load_products().alone | accelerators.certain_words
    return len(name) < _SHORTEST_NAME or not products.isdisjoint(name.split())
