"""From the lines MeCab writes to morphemes, whose features the dictionaries hold."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from kijiyomi.errors import KijiyomiError
from kijiyomi.tokenizer.base import field_value
from kijiyomi.tokenizer.mecab_dictionary import MecabDictionary
from kijiyomi.tokenizer.tokens import Morpheme

# MeCab's format of a line: surface, left context id and word cost identify a morpheme; unknown words are
# marked.
_KEY = r"%m\t%phl\t%c"
# The newline comes first, since fugashi takes white space off the end of what MeCab writes.
KNOWN_LINE, UNKNOWN_LINE = rf"\n{_KEY}", rf"\n{_KEY}\t?"
# UniDic's fields: six of part of speech and conjugation, then these.
_LEMMA_READING, _LEMMA, READING = 6, 7, 17
# Parts of speech and conjugation: tens of thousands of morphemes share a few hundred.
_CACHED_GRAMMARS = 4096

Grammar = tuple[str, str, str, str, str, str]


class MorphemeReader:
    """Reads the morpheme of a line.

    Args:
        folder: The system dictionary's folder.
        users: Compiled user dictionaries, looked up after it.

    Raises:
        KijiyomiError: If one of them is no dictionary.
    """

    def __init__(self, folder: Path, users: Sequence[Path]) -> None:
        self._dictionaries = [MecabDictionary(path) for path in (folder / "sys.dic", *users)]
        # Few entries, each known by these two alone.
        self._unknown = MecabDictionary(folder / "unk.dic").features()

    def __call__(self, line: str) -> Morpheme:
        """Return the morpheme of a line of :data:`KNOWN_LINE` or :data:`UNKNOWN_LINE`, without its newline.

        Raises:
            KijiyomiError: If no dictionary has it.
        """
        surface, context_id, cost, *unknown = line.split("\t")
        features = self._features(surface, int(context_id), int(cost), known=not unknown)
        if features is None:
            raise KijiyomiError(f"no dictionary has features for {line!r}; please report this as a bug")
        return _morpheme(surface, features, known=not unknown)

    def _features(self, surface: str, context_id: int, cost: int, *, known: bool) -> str | None:
        if not known:
            return self._unknown.get((context_id, cost))
        for dictionary in self._dictionaries:
            features = dictionary.find(surface, context_id, cost)
            if features is not None:
                return features
        return None


def _morpheme(surface: str, features: str, *, known: bool) -> Morpheme:
    fields = next(csv.reader([features])) if '"' in features else features.split(",", READING + 1)
    fields += [""] * (READING + 1 - len(fields))
    lemma = field_value(fields[_LEMMA]) or surface
    reading = field_value(fields[READING]) or field_value(fields[_LEMMA_READING])
    return Morpheme(surface, lemma, *_grammar(*fields[:_LEMMA_READING]), reading, known)


@lru_cache(maxsize=_CACHED_GRAMMARS)
def _grammar(*fields: str) -> Grammar:
    pos1, pos2, pos3, pos4, conjugation_type, conjugation_form = map(sys.intern, map(field_value, fields))
    return pos1, pos2, pos3, pos4, conjugation_type, conjugation_form
