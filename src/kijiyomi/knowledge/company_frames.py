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
        before_with_cue: Phrases before one that a cue must follow.
        after: Phrases directly after it.
        seats: Matches how a bracket goes on that gives a company's seat or exchange.
        places: Matches how one goes on that gives the place where something is.
        before_dates: How a date that stands directly after a name begins.
        date: Matches such a date.
        after_lists: Phrases behind the last name of a list of companies.
        not_ending: What a name ends in that is none of a company.
        organisations: What the name of an organisation that is no company ends in.
    """

    before: _Words
    before_with_cue: _Words
    after: _Words
    seats: re.Pattern[str]
    places: re.Pattern[str]
    before_dates: _Words
    date: re.Pattern[str]
    after_lists: _Words
    not_ending: _Words
    organisations: _Words

    @property
    def phrases(self) -> _Words:
        """All phrases: those before a name, those that need a cue, those after, dates, those after lists."""
        return (*self.before, *self.before_with_cue, *self.after, *self.before_dates, *self.after_lists)


class _FramesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: _Words
    before_with_cue: _Words
    after: _Words
    seats: _Words
    places: _Words
    before_dates: _Words
    date: NonEmpty
    after_lists: _Words
    not_ending: _Words
    organisations: _Words


def read_company_frames(path: str | Path) -> CompanyFrames:
    """Return the content of a file like ``company_frames.toml``.

    Raises:
        KnowledgeError: If a field is missing, unknown or mistyped, or a pattern is broken.
    """
    file = read_data(path, _FramesFile)
    return CompanyFrames(
        file.before,
        file.before_with_cue,
        file.after,
        compile_any(f"{path}: seats", file.seats),
        compile_any(f"{path}: places", file.places),
        file.before_dates,
        compile_any(f"{path}: date", [file.date]),
        file.after_lists,
        file.not_ending,
        file.organisations,
    )


@lru_cache(maxsize=1)
def load_company_frames() -> CompanyFrames:
    """Return the content of ``company_frames.toml``."""
    return read_company_frames(_PATH)
