"""Names that no list has: what headlines write in Latin letters or between quotation marks."""

from __future__ import annotations

import re

_LONGEST_HEADLINE = 300
_LONGEST_NAME = 30
_LATIN_WORD = r"[A-Za-z0-9][A-Za-z0-9.+\-]*"
# What comes before is looked at last, so that searching goes from capital to capital.
_LATIN_NAME = re.compile(rf"[A-Z](?<![A-Za-z0-9&/+\-][A-Z])[A-Za-z0-9.+\-]*(?: (?=[A-Z0-9]){_LATIN_WORD})*")
_BEGINNING = re.compile("[A-Z「『“]")
_QUOTED_NAME = re.compile(r"[「『“]([^「」『』“”\n]{2,30})(?=[」』”])")
_BRACKETED = re.compile(r"[(\[【][^)\]】]*[)\]】]?")
_ABBREVIATION = re.compile(r"[A-Z]{2,4}s?")
_FOREIGN = re.compile(r"[A-Za-z]{2}|[ァ-ヺー]{3}")
_NO_NAME = re.compile(r"[ぁ-ん、。？！?!%]")


def headline_names(*headlines: str) -> list[str]:
    """Return the names in normalised headlines, each once: Latin words with capitals, and short quotations.

    What stands in brackets is left out, since headlines list there what is alike, and so are abbreviations.
    """
    if not any(headlines):
        return []
    names: dict[str, None] = {}
    for headline in filter(_BEGINNING.search, headlines):
        plain = _BRACKETED.sub("、", headline[:_LONGEST_HEADLINE])
        for name in _LATIN_NAME.findall(plain):
            names[name.rstrip(".-+")] = None
        for name in _QUOTED_NAME.findall(plain):
            if _is_name(name):
                names[name] = None
    return [name for name in names if 1 < len(name) <= _LONGEST_NAME and not _ABBREVIATION.fullmatch(name)]


def _is_name(quotation: str) -> bool:
    return bool(_FOREIGN.search(quotation)) and not _NO_NAME.search(quotation)
