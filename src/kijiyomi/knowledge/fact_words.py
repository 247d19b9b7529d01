"""The words of ``fact_words.toml``, which say what a figure measures, whose it is and how sure it is."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, get_args

import msgspec

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.data_files import FOLDER, NonEmpty, read_data
from kijiyomi.records.facts import FactStatus, PropertyType

_PATH = FOLDER / "fact_words.toml"
_Words = Annotated[tuple[NonEmpty, ...], msgspec.Meta(min_length=1)]


class FactWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words, each one morpheme as UniDic writes or lemmatises it.

    Attributes:
        types: Words of what is measured, by property type; each type has an entry.
        statuses: Words that say how sure a figure is, by status; each status has an entry.
        holders: Words of who or what a figure may belong to, or that stand for a name and are none.
    """

    types: dict[PropertyType, _Words]
    statuses: dict[FactStatus, _Words]
    holders: dict[NonEmpty, _Words]


@lru_cache(maxsize=1)
def fact_words() -> FactWords:
    """Return the content of ``fact_words.toml``.

    Raises:
        KnowledgeError: If the file is damaged, or lacks a type or a status.
    """
    words = read_data(_PATH, FactWords)
    for table, wanted in ((words.types, PropertyType), (words.statuses, FactStatus)):
        if missing := [name for name in get_args(wanted) if name not in table]:
            raise KnowledgeError(f"{_PATH}: no words for {', '.join(missing)}; give each an entry")
    return words
