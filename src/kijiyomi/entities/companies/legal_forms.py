"""The legal form beside a company's name, which belongs to every mention of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.data_files import any_of

_LONGEST = 6
# What a legal form before a name, or the space behind it, ends in.
_ENDS = "社)"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The legal forms, compiled.

    Attributes:
        before: Searched in the text up to the name; anchored at its end.
        after: Matches directly after the name; also the full stop of a form that the name ends in.
        latin_at_end: Matches the Latin form that a name ends in.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    latin_at_end: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    forms = load_company_forms()
    japanese, latin = any_of(forms.legal), any_of(forms.latin_legal)
    # After a listed name, a doubtful form more likely begins a product's: Cisco ASA.
    sure = any_of(form for form in forms.latin_legal if form not in forms.doubtful_latin_legal)
    return _Patterns(
        re.compile(rf"(?:{japanese})\s?$"),
        re.compile(rf"\s?(?:{japanese})|,? (?:{sure})(?![A-Za-z])|(?<= Corp)\.|(?<= Inc)\.|(?<= Ltd)\."),
        re.compile(rf",? (?:{latin})$"),
    )


def with_legal_form(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a name together with the legal form before or after it, if there is one."""
    if start > 0 and (text[start - 1] in _ENDS or text[start - 1].isspace()):
        before = _patterns().before.search(text, max(0, start - _LONGEST), start)
        if before:
            return before.start(), end
    after = _patterns().after.match(text, end)
    return start, after.end() if after else end


def ends_in_latin_form(name: str) -> bool:
    """Is the last word of ``name`` a legal form such as Inc.?"""
    return _patterns().latin_at_end.search(name) is not None


def without_latin_form(name: str) -> str:
    """Return ``name`` without the Latin legal form it ends in."""
    return _patterns().latin_at_end.sub("", name)
