"""The nouns of ``nouns.toml``, by what they can do in a keyword."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, read_data

Word = Annotated[str, msgspec.Meta(min_length=1)]


class NounLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns in NFKC.

    Attributes:
        separators: Stand in no compound: formal nouns, words of time and relation, forms of address.
        general: Say nothing on their own, but stand freely inside compounds.
        after_point: Latin names that a point begins.
        numbered: With a number before them they are one term: 二酸化炭素, 3次元.
        units: Latin units, which make a quantity of the number before them.
    """

    separators: frozenset[Word]
    general: frozenset[Word]
    after_point: frozenset[Word]
    numbered: frozenset[Word]
    units: frozenset[Word]


@lru_cache(maxsize=1)
def noun_lists() -> NounLists:
    """Return the lists of ``knowledge/nouns.toml``.

    Raises:
        KnowledgeError: If the file is damaged; the message names the entry.
    """
    return read_data(FOLDER / "nouns.toml", NounLists)
