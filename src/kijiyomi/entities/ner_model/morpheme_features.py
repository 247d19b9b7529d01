"""What the network is given of a morpheme: hashed facts about it, and the row of its word vector."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import Int32Array
from kijiyomi.entities.gazetteer import CompanyGazetteer
from kijiyomi.text.fold import fold_case
from kijiyomi.tokenizer.tokens import Morpheme

_SPELT_OUT, _LONGEST_SHAPE = 2, 6
_LONGEST_COUNTED = 15
_NOT_LISTED, _LISTED, _LISTED_IF_AMBIGUOUS = range(3)


class EmbeddedFeature(NamedTuple):
    """A feature of a morpheme whose values are rows of a table of embeddings.

    Attributes:
        name: What its table is called in the model.
        bits: Binary logarithm of the number of rows; higher bits of a value are dropped.
    """

    name: str
    bits: int


FEATURES = (
    EmbeddedFeature("surface", 14),
    EmbeddedFeature("lemma", 14),
    EmbeddedFeature("part_of_speech", 8),
    EmbeddedFeature("fine_part_of_speech", 10),
    EmbeddedFeature("conjugation", 8),
    EmbeddedFeature("first_character", 12),
    EmbeddedFeature("last_character", 12),
    EmbeddedFeature("first_two", 13),
    EmbeddedFeature("last_two", 13),
    EmbeddedFeature("shape", 9),
    EmbeddedFeature("length", 5),
    EmbeddedFeature("listed", 2),
)
"""Features in the order of :func:`morpheme_features`: its surface in NFKC, its lemma, part of speech two and
four levels deep, form and type of conjugation, first and last one and two characters, the scripts it is
written in, its length and whether the dictionary lists it, and whether it is the name of a listed company."""

_MASKS = np.array([(1 << feature.bits) - 1 for feature in FEATURES], dtype=np.int64)


class WordVectors:
    """Which row of a table of word vectors a morpheme has.

    Args:
        keys: uint32 ``(words,)``, ascending: CRC-32 of each word.
        rows: uint16 ``(words,)``: its row; several words may share one.
    """

    def __init__(self, keys: NDArray[np.uint32], rows: NDArray[np.uint16]) -> None:
        self._keys, self._rows = keys, rows

    def rows(self, morphemes: Sequence[Morpheme]) -> Int32Array:
        """Return int32 ``(n,)``: one plus the row of each as written, in NFKC or as its lemma; 0 for none."""
        found = np.zeros(len(morphemes), dtype=np.int32)
        if not len(self._keys):
            return found
        left = np.arange(len(morphemes))
        for spelling in _SPELLINGS:
            crcs = np.array([crc(spelling(morphemes[index])) for index in left.tolist()], dtype=np.uint32)
            places = np.minimum(self._keys.searchsorted(crcs), len(self._keys) - 1)
            hit = self._keys[places] == crcs
            found[left[hit]] = self._rows[places[hit]].astype(np.int32) + 1
            left = left[~hit]
        return found


class ListedCompanies:
    """Whether a morpheme by itself is the name of a listed company.

    Args:
        gazetteer: Their names.
    """

    def __init__(self, gazetteer: CompanyGazetteer) -> None:
        self._kinds = {
            fold_case(alias.text): _LISTED_IF_AMBIGUOUS if alias.ambiguous else _LISTED
            for alias in gazetteer.aliases
        }

    def kind(self, surface: str) -> int:
        """Return 0 for none, 1 for a name, 2 for a name that is also another word."""
        return self._kinds.get(fold_case(surface), _NOT_LISTED)


def morpheme_features(morphemes: Sequence[Morpheme], companies: ListedCompanies) -> Int32Array:
    """Return int32 ``(morphemes, features)``: the row of each of :data:`FEATURES` for each morpheme."""
    values = [_values(morpheme, companies) for morpheme in morphemes]
    table = np.array(values, dtype=np.int64).reshape(len(morphemes), len(FEATURES)) & _MASKS
    return table.astype(np.int32)


def _values(morpheme: Morpheme, companies: ListedCompanies) -> tuple[int, ...]:
    surface = normalised_surface(morpheme)
    return (
        crc("s" + surface),
        crc("l" + morpheme.lemma),
        *_grammar(*morpheme[2:8]),
        crc("p" + surface[:1]),
        crc("q" + surface[-1:]),
        crc("pp" + surface[:2]),
        crc("qq" + surface[-2:]),
        crc(shape(surface)),
        min(len(morpheme.surface), _LONGEST_COUNTED) + 16 * (not morpheme.known),
        companies.kind(surface),
    )


@lru_cache(maxsize=4096)
def _grammar(pos1: str, pos2: str, pos3: str, pos4: str, inflection: str, form: str) -> tuple[int, int, int]:
    return crc(pos1 + pos2), crc(pos1 + pos2 + pos3 + pos4), crc(form + inflection)


def shape(surface: str) -> str:
    """Return the scripts a word is written in, runs cut short: トヨタ → kk, RTX5090 → AA9."""
    scripts = ""
    for script in map(_script, surface):
        if len(scripts) < _SPELT_OUT or scripts[-1] != script:
            scripts += script
    return scripts[:_LONGEST_SHAPE]


def _script(character: str) -> str:
    if "ァ" <= character <= "ヿ":
        return "k"
    if "ぁ" <= character <= "ゟ":
        return "h"
    if "一" <= character <= "鿿" or character == "々":
        return "c"
    if character.isupper():
        return "A"
    if character.isascii() and character.isalpha():
        return "a"
    return "9" if character.isdigit() else "o"


def normalised_surface(morpheme: Morpheme) -> str:
    """Return the surface in NFKC."""
    return unicodedata.normalize("NFKC", morpheme.surface)


_SPELLINGS = (
    lambda morpheme: morpheme.surface,
    lambda morpheme: morpheme.surface.lower(),
    lambda morpheme: normalised_surface(morpheme),
    lambda morpheme: normalised_surface(morpheme).lower(),
    lambda morpheme: morpheme.lemma,
    lambda morpheme: morpheme.lemma.lower(),
)


def crc(text: str) -> int:
    """Return the CRC-32 of a text in UTF-8, lone surrogates included."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
