"""The legal form beside a company's name, which belongs to every mention of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kijiyomi.knowledge.company_forms import load_company_forms
from kijiyomi.knowledge.data_files import any_of

_LONGEST_UNIT = 2
_WIDE_BRACKETS = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class _LegalForms:
    """The legal forms, compiled.

    Attributes:
        longest: Characters of the longest before a name, with the space behind it.
        last: The characters a form before a name ends in.
        before: Searched in the text up to the name; anchored at its end.
        after: Matches directly after the name; also the full stop of a form that the name ends in.
        latin_at_end: Matches the Latin form that a name ends in.
        around: Matches a Japanese form at either end of a name, in either width.
    """

    longest: int
    last: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    latin_at_end: re.Pattern[str]
    around: re.Pattern[str]


@lru_cache(maxsize=1)
def _legal_forms() -> _LegalForms:
    forms = load_company_forms()
    wide = [form.translate(_WIDE_BRACKETS) for form in forms.legal]
    either_width = any_of([*forms.legal, *wide])
    japanese, latin = any_of(forms.legal), any_of(forms.latin_legal)
    # After a listed name, a doubtful form more likely begins a product's: Cisco ASA.
    sure_forms = [form for form in forms.latin_legal if form not in forms.doubtful_latin_legal]
    sure = any_of(sure_forms)
    # Other forms of two letters that touch katakana are units or models.
    solid = (form for form in sure_forms if " " not in form)
    touching = any_of(form for form in solid if len(form) > _LONGEST_UNIT or form == "AG")
    return _LegalForms(
        1 + max(map(len, forms.legal)),
        frozenset(form[-1] for form in forms.legal),
        re.compile(rf"(?:{japanese})\s?$"),
        re.compile(
            rf"\s?(?:{japanese})|,? (?:{sure})(?![A-Za-z0-9-])|(?<=[ァ-ヺー])(?:{touching})(?![A-Za-z])"
            r"|(?<= Corp)\.|(?<= Inc)\.|(?<= Ltd)\."
        ),
        re.compile(rf",? (?:{latin})$"),
        re.compile(rf"^(?:{either_width})\s?|\s?(?:{either_width})$"),
    )


def with_legal_form(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a name together with the legal form before or after it, if there is one."""
    forms = _legal_forms()
    if start > 0 and (text[start - 1] in forms.last or text[start - 1].isspace()):
        before = forms.before.search(text, max(0, start - forms.longest), start)
        if before:
            return before.start(), end
    after = forms.after.match(text, end)
    return start, after.end() if after else end


def ends_in_latin_form(name: str) -> bool:
    """Is the last word of ``name`` a legal form such as Inc.?"""
    return _legal_forms().latin_at_end.search(name) is not None


def without_latin_form(name: str) -> str:
    """Return ``name`` without the Latin legal form it ends in."""
    return _legal_forms().latin_at_end.sub("", name)


def without_legal_form(name: str) -> str:
    """Return ``name`` without the Japanese legal form before or after it."""
    return _legal_forms().around.sub("", name)
