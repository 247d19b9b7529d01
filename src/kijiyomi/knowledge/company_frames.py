"""Phrases and brackets beside which an unknown name is a company's: ``company_frames.toml``, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, compile_any, read_data

_PATH = FOLDER / "company_frames.toml"
_Words = tuple[NonEmpty, ...]


@dataclass(frozen=True, slots=True)
class CompanyFrames:
    """Phrases and brackets beside which a name that no dictionary explains is a company's.

    Attributes:
        before: Phrases directly before a name.
        after: Phrases directly after it.
        countries: Characters for a country, directly before a name.
        after_brackets: Matches the content of a bracket that gives a company's seat or exchange.
        code_brackets: Matches a bracket that holds nothing but a stock code.
        not_ending: What a name ends in that is none of a company.
    """

    before: _Words
    after: _Words
    countries: str
    after_brackets: re.Pattern[str]
    code_brackets: re.Pattern[str]
    not_ending: _Words

    @property
    def phrases(self) -> _Words:
        """Phrases before a name, then those after one."""
        return (*self.before, *self.after)


class _FramesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: _Words
    country_before: _Words
    after: _Words
    after_brackets: _Words
    code_brackets: _Words
    not_ending: _Words


def read_company_frames(path: str | Path) -> CompanyFrames:
    """Return the content of a file like ``company_frames.toml``.

    Raises:
        KnowledgeError: If a field is missing, unknown or mistyped, or a pattern is broken.
    """
    file = read_data(path, _FramesFile)
    return CompanyFrames(
        file.before,
        file.after,
        "".join(file.country_before),
        compile_any(f"{path}: after_brackets", file.after_brackets),
        compile_any(f"{path}: code_brackets", file.code_brackets),
        file.not_ending,
    )


@lru_cache(maxsize=1)
def load_company_frames() -> CompanyFrames:
    """Return the content of ``company_frames.toml``."""
    return read_company_frames(_PATH)
