"""Nouns that count though no list of counters has them, and where a number counts at all."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, read_data


class NounUnitWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``numbers/noun_units.toml``.

    Attributes:
        before: Words directly after which a number counts.
        suffixes: Suffixes of one character that go on a noun and count with it.
        no_units: Nouns that begin no unit.
        counted_with_no: What a number counts with の between them.
    """

    before: tuple[str, ...]
    suffixes: str
    no_units: frozenset[str]
    counted_with_no: tuple[str, ...]


@lru_cache(maxsize=1)
def noun_unit_words() -> NounUnitWords:
    """Return the words, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(FOLDER / "numbers" / "noun_units.toml", NounUnitWords)
