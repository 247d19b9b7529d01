"""What the network is given of a token: hashed facts of its morpheme, its word vector, known companies."""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.entities.gazetteer import CompanyGazetteer
from kijiyomi.entities.overlaps import outermost
from kijiyomi.text.source_map import AlignedText
from kijiyomi.tokenizer.tokens import Morpheme, MorphemeProperty, Tokens

_SPELT_OUT, _LONGEST_SHAPE = 2, 6
_LONGEST_COUNTED = 15
# Parts of a listed company's name, as the model was trained on them: not in the order of BIOES.
_SINGLE, _BEGIN, _INSIDE, _END = range(1, 5)
_IF_AMBIGUOUS = 5

Ints = NDArray[np.int32]


class EmbeddedFeature(NamedTuple):
    """A feature of a token whose values are rows of a table of embeddings.

    Attributes:
        name: What its table is called in the model.
        bits: Binary logarithm of the number of rows; higher bits of a value are dropped.
        of_morpheme: Its value for a morpheme; ``None`` for features that depend on the text around it.
    """

    name: str
    bits: int
    of_morpheme: MorphemeProperty | None


class WordVectors:
    """Which row of a table of word vectors a morpheme has.

    Args:
        keys: uint32 ``(words,)``, ascending: CRC-32 of each word.
        rows: uint16 ``(words,)``: its row; several words may share one.
    """

    def __init__(self, keys: NDArray[np.uint32], rows: NDArray[np.uint16]) -> None:
        self._keys, self._rows = keys, rows

    def row(self, morpheme: Morpheme) -> int:
        """Return one plus the row of the morpheme as written, in NFKC or as its lemma; 0 when it has none."""
        for word in (morpheme.surface, _normal(morpheme), morpheme.lemma):
            for spelling in (word, word.lower()):
                key = _crc(spelling)
                index = int(np.searchsorted(self._keys, key))
                if index < len(self._keys) and self._keys[index] == key:
                    return int(self._rows[index]) + 1
        return 0


def surface(morpheme: Morpheme) -> int:
    """Return the hash of the normalised surface."""
    return _hash("s" + _normal(morpheme))


def lemma(morpheme: Morpheme) -> int:
    """Return the hash of the lemma."""
    return _hash("l" + morpheme.lemma)


def part_of_speech(morpheme: Morpheme) -> int:
    """Return the hash of the part of speech, two levels deep."""
    return _hash(morpheme.pos1 + morpheme.pos2)


def fine_part_of_speech(morpheme: Morpheme) -> int:
    """Return the hash of the part of speech, four levels deep."""
    return _hash(morpheme.pos1 + morpheme.pos2 + morpheme.pos3 + morpheme.pos4)


def conjugation(morpheme: Morpheme) -> int:
    """Return the hash of form and type of conjugation."""
    return _hash(morpheme.conjugation_form + morpheme.conjugation_type)


def first_character(morpheme: Morpheme) -> int:
    """Return the hash of the first character."""
    return _hash("p" + _normal(morpheme)[:1])


def last_character(morpheme: Morpheme) -> int:
    """Return the hash of the last character."""
    return _hash("q" + _normal(morpheme)[-1:])


def first_two(morpheme: Morpheme) -> int:
    """Return the hash of the first two characters."""
    return _hash("pp" + _normal(morpheme)[:2])


def last_two(morpheme: Morpheme) -> int:
    """Return the hash of the last two characters."""
    return _hash("qq" + _normal(morpheme)[-2:])


def shape(morpheme: Morpheme) -> int:
    """Return the hash of the scripts it is written in, runs cut short: トヨタ → kk, RTX5090 → AA9."""
    scripts = ""
    for script in map(_script, _normal(morpheme)):
        if len(scripts) < _SPELT_OUT or scripts[-1] != script:
            scripts += script
    return _hash(scripts[:_LONGEST_SHAPE])


def length(morpheme: Morpheme) -> int:
    """Return the number of characters up to 15, plus 16 for a word the dictionary does not list."""
    return min(len(morpheme.surface), _LONGEST_COUNTED) + 16 * (not morpheme.known)


FEATURES = (
    EmbeddedFeature("surface", 14, surface),
    EmbeddedFeature("lemma", 14, lemma),
    EmbeddedFeature("part_of_speech", 8, part_of_speech),
    EmbeddedFeature("fine_part_of_speech", 10, fine_part_of_speech),
    EmbeddedFeature("conjugation", 8, conjugation),
    EmbeddedFeature("first_character", 12, first_character),
    EmbeddedFeature("last_character", 12, last_character),
    EmbeddedFeature("first_two", 13, first_two),
    EmbeddedFeature("last_two", 13, last_two),
    EmbeddedFeature("shape", 9, shape),
    EmbeddedFeature("length", 5, length),
    EmbeddedFeature("company", 4, None),
    EmbeddedFeature("space", 1, None),
)


def token_features(view: AlignedText, tokens: Tokens, gazetteer: CompanyGazetteer) -> Ints:
    """Return int32 ``(tokens, features)``: the value of each of :data:`FEATURES` for each token.

    Args:
        view: Normalised view of ``tokens.text``.
        tokens: Tokens of the same text.
        gazetteer: Finds the names of listed companies.
    """
    columns = [
        tokens.column(feature.of_morpheme) & ((1 << feature.bits) - 1)
        for feature in FEATURES
        if feature.of_morpheme
    ]
    columns += [gazetteer_parts(view, tokens, gazetteer), _after_space(tokens)]
    return np.stack(columns, axis=1)


def gazetteer_parts(view: AlignedText, tokens: Tokens, gazetteer: CompanyGazetteer) -> Ints:
    """Return int32 ``(tokens,)``: the part each plays in the name of a listed company, 0 for none."""
    part = np.zeros(len(tokens), dtype=np.int32)
    matches, _ = gazetteer.find(view, tokens)
    found = outermost(matches)
    firsts = np.searchsorted(tokens.start, view.starts[[match.start for match in found]])
    stops = np.searchsorted(tokens.end, view.ends[[match.end - 1 for match in found]], side="right")
    for match, first, stop in zip(found, firsts.tolist(), stops.tolist(), strict=True):
        base = _IF_AMBIGUOUS if gazetteer.aliases[match.phrase].ambiguous else 0
        if stop - first == 1:
            part[first] = base + _SINGLE
        elif stop > first:
            part[first:stop] = base + _INSIDE
            part[first], part[stop - 1] = base + _BEGIN, base + _END
    return part


def _after_space(tokens: Tokens) -> Ints:
    """Return int32 ``(tokens,)``: 1 after white space, 0 elsewhere."""
    after = np.zeros(len(tokens), dtype=np.int32)
    after[1:] = tokens.start[1:] > tokens.end[:-1]
    return after


@lru_cache(maxsize=1)
def _normal(morpheme: Morpheme) -> str:
    """Return the surface in NFKC; kept for the features that ask for it one after another."""
    return unicodedata.normalize("NFKC", morpheme.surface)


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


def _hash(text: str) -> int:
    """Return the CRC-32 of ``text`` without its highest bit."""
    return _crc(text) & 0x7FFFFFFF


def _crc(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
