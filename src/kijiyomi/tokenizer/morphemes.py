"""From the lines MeCab writes to morphemes, whose features the dictionaries hold."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from kijiyomi.errors import KijiyomiError
from kijiyomi.tokenizer.dictionary import Dictionary
from kijiyomi.tokenizer.tokens import Morpheme

# MeCab's format of a line: surface, left context id and word cost tell a morpheme; unknown words are marked.
_KEY = r"%m\t%phl\t%c"
# The newline comes first, since fugashi takes white space off the end of what MeCab writes.
KNOWN_LINE, UNKNOWN_LINE = rf"\n{_KEY}", rf"\n{_KEY}\t?"
_FIELDS = 18


class MorphemeReader:
    """Reads the morpheme of a line.

    Args:
        folder: The system dictionary's folder.
        users: Compiled user dictionaries, looked up after it.

    Raises:
        KijiyomiError: If one of them is no dictionary.
    """

    def __init__(self, folder: Path, users: Sequence[Path]) -> None:
        self._dictionaries = [Dictionary(path) for path in (folder / "sys.dic", *users)]
        # Few entries, each known by these two alone.
        self._unknown = Dictionary(folder / "unk.dic").features()

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
        found = (dictionary.find(surface, context_id, cost) for dictionary in self._dictionaries)
        return next((features for features in found if features is not None), None)


def _morpheme(surface: str, features: str, *, known: bool) -> Morpheme:
    given = next(csv.reader([features])) if '"' in features else features.split(",", _FIELDS)
    fields = ["" if field == "*" else field for field in given]
    fields += [""] * (_FIELDS - len(fields))
    # Tens of thousands of morphemes share a few hundred of these.
    pos1, pos2, pos3, pos4, conjugation_type, conjugation_form = map(sys.intern, fields[:6])
    return Morpheme(
        surface,
        fields[7] or surface,
        pos1,
        pos2,
        pos3,
        pos4,
        conjugation_type,
        conjugation_form,
        reading=fields[17] or fields[6],
        known=known,
    )
