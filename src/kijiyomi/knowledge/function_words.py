"""The words of ``function_words.toml``, which connect others and name nothing."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import Annotated

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, read_data

EnglishWord = Annotated[str, msgspec.Meta(pattern="^[a-z]+$")]


class FunctionWordLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """English function words and the adverbs that are as frequent, in lower case, by what they are."""

    articles: frozenset[EnglishWord]
    pronouns: frozenset[EnglishWord]
    determiners: frozenset[EnglishWord]
    contractions: frozenset[EnglishWord]
    auxiliaries: frozenset[EnglishWord]
    prepositions: frozenset[EnglishWord]
    conjunctions: frozenset[EnglishWord]
    adverbs: frozenset[EnglishWord]


@lru_cache(maxsize=1)
def english_function_words() -> frozenset[str]:
    """Return all words of ``knowledge/function_words.toml``.

    Raises:
        KnowledgeError: If the file is damaged; the message names the entry.
    """
    lists = read_data(FOLDER / "function_words.toml", FunctionWordLists)
    return frozenset(chain.from_iterable(msgspec.structs.astuple(lists)))
