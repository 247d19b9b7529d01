"""How names of people, places and so on are written: ``name_forms.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, read_data
from kijiyomi.records.labels import EntityLabel

_PATH = FOLDER / "name_forms.toml"


class NameForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How names of one label are written.

    Attributes:
        before: What stands in front of a name and is no part of it.
        after: What stands behind a name and is no part of it: forms of address, offices.
        whole: Names that begin or end like that, and are whole.
        no_names: Words that are taken for names and are none.
        modern_kanji: Whether old forms of kanji are another spelling of the same name (國立, 国立).
        without_spaces: Whether a space between Japanese words is another spelling of the same name.
    """

    before: tuple[NonEmpty, ...] = ()
    after: tuple[NonEmpty, ...] = ()
    whole: frozenset[NonEmpty] = frozenset()
    no_names: frozenset[NonEmpty] = frozenset()
    modern_kanji: bool = False
    without_spaces: bool = False


NameForms = dict[EntityLabel, NameForm]
"""The form of the names of each label."""


def read_name_forms(path: str | Path) -> NameForms:
    """Return the content of a file like ``name_forms.toml``.

    Raises:
        KnowledgeError: If a label is none of ours, or a field is unknown or mistyped.
    """
    return read_data(path, NameForms)


@lru_cache(maxsize=1)
def load_name_forms() -> NameForms:
    """Return the content of ``name_forms.toml``."""
    return read_name_forms(_PATH)
