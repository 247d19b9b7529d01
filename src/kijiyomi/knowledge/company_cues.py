"""What around a word says that it names a company: ``company_cues.toml``, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, compile_any, read_data

_PATH = FOLDER / "company_cues.toml"


@dataclass(frozen=True, slots=True)
class CompanyCues:
    """What around a word says that it names a company.

    Attributes:
        after: Matches directly after the name.
        before: Searched in the text up to the name; anchored at its end.
        separators: Matches exactly what stands between two names of a list.
        place_after: Matches directly after a name that names a place.
        shops_before: Searched in the text up to a name that stands for its shops; anchored at its end.
        club_after: Matches directly after a name that names a sports club.
        club_before: Searched in the text up to such a name; anchored at its end.
        club_sentence: Found in a sentence about a match, in which clubs' names are theirs.
    """

    after: re.Pattern[str]
    before: re.Pattern[str]
    separators: re.Pattern[str]
    place_after: re.Pattern[str]
    shops_before: re.Pattern[str]
    club_after: re.Pattern[str]
    club_before: re.Pattern[str]
    club_sentence: re.Pattern[str]


class _CueLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file; its fields are those of :class:`CompanyCues`, each a list of regular expressions."""

    after: tuple[NonEmpty, ...]
    before: tuple[NonEmpty, ...]
    separators: tuple[NonEmpty, ...]
    place_after: tuple[NonEmpty, ...]
    shops_before: tuple[NonEmpty, ...]
    club_after: tuple[NonEmpty, ...]
    club_before: tuple[NonEmpty, ...]
    club_sentence: tuple[NonEmpty, ...]


def read_company_cues(path: str | Path) -> CompanyCues:
    """Return the content of a file like ``company_cues.toml``.

    Raises:
        KnowledgeError: If a field is missing, unknown or mistyped, or a pattern is broken.
    """
    patterns = msgspec.structs.asdict(read_data(path, _CueLists))
    return CompanyCues(**{name: compile_any(f"{path}: {name}", value) for name, value in patterns.items()})


@lru_cache(maxsize=1)
def load_company_cues() -> CompanyCues:
    """Return the content of ``company_cues.toml``."""
    return read_company_cues(_PATH)
