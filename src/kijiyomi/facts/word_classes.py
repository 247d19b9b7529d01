"""What each morpheme may be in a fact, as small numbers: its grammar, its sense, itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kijiyomi.knowledge.fact_words import fact_words
from kijiyomi.text.fold import fold_width_and_case
from kijiyomi.tokenizer.tokens import Morpheme

# Classes of grammar; those up to the last member of a chunk come first.
(
    OTHER,
    NOUN,
    VERBAL_NOUN,
    PLACE,
    PERSON,
    PROPER,
    LATIN,
    KATAKANA,
    NUMERAL,
    PREFIX,
    SUFFIX,
    SHAPE,
    JOINER,
    VERB,
    LIGHT_VERB,
    ADJECTIVE,
    ADVERB,
    ADNOMINAL,
    CONJUNCTION,
    AUXILIARY,
    COMMA,
    STOP,
    OPEN,
    CLOSE,
    QUOTE_OPEN,
    QUOTE_CLOSE,
    COLON,
    SLASH,
    MARK,
    PARTICLE,
) = range(30)
FIRST_MEMBER, LAST_MEMBER = NOUN, SHAPE
_PARTICLES = (
    "は", "が", "を", "の", "に", "で", "と", "も", "から", "へ", "や", "より", "って", "まで", "ば",
    "か", "て", "ながら", "など", "だけ", "ほど", "しか", "つつ", "し", "けれど", "たり", "とも",
)  # fmt: skip
PARTICLE_IDS = {surface: PARTICLE + 1 + index for index, surface in enumerate(_PARTICLES)}
TOPIC, SUBJECT, OBJECT, GENITIVE, QUOTATIVE = (PARTICLE_IDS[surface] for surface in "はがをのと")
GRAMMAR_CLASSES = PARTICLE + 1 + len(_PARTICLES)

WORD_BITS = 12
_PUNCTUATION = {
    **dict.fromkeys("、,", COMMA),
    **dict.fromkeys("。!?", STOP),
    **dict.fromkeys("([{<【〈", OPEN),
    **dict.fromkeys(")]}>】〉", CLOSE),
    **dict.fromkeys("「『“", QUOTE_OPEN),
    **dict.fromkeys("」』”", QUOTE_CLOSE),
    **dict.fromkeys(":=→", COLON),
    **dict.fromkeys("/|", SLASH),
    **dict.fromkeys("・&-+_'.", JOINER),
}
_PROPER = {"地名": PLACE, "人名": PERSON}
_NOUN_LIKE = {"接頭辞": PREFIX, "形状詞": SHAPE, "代名詞": NOUN}
_OTHERS = {
    "形容詞": ADJECTIVE,
    "副詞": ADVERB,
    "連体詞": ADNOMINAL,
    "接続詞": CONJUNCTION,
    "助動詞": AUXILIARY,
}


def grammar_class(morpheme: Morpheme) -> int:
    """Return what a morpheme does in a sentence, 0 up to :data:`GRAMMAR_CLASSES`."""
    surface = unicodedata.normalize("NFKC", morpheme.surface)
    if surface in _PUNCTUATION:
        return _PUNCTUATION[surface]
    if morpheme.pos1 == "助詞":
        return PARTICLE_IDS.get(surface, PARTICLE)
    if morpheme.pos1 == "動詞":
        return LIGHT_VERB if morpheme.pos2 == "非自立可能" else VERB
    if morpheme.pos1 in _OTHERS:
        return _OTHERS[morpheme.pos1]
    if morpheme.pos2 == "数詞":
        return NUMERAL
    if morpheme.pos1 in ("名詞", "記号", "感動詞") and surface.isascii() and surface.isalnum():
        return LATIN
    if morpheme.pos1 == "名詞":
        return _noun_class(morpheme, surface)
    if morpheme.pos1 == "接尾辞":
        return SUFFIX if morpheme.pos2 == "名詞的" or surface == "的" else AUXILIARY
    return _NOUN_LIKE.get(morpheme.pos1, MARK if morpheme.pos1 == "補助記号" else OTHER)


def _noun_class(morpheme: Morpheme, surface: str) -> int:
    if morpheme.pos2 == "固有名詞":
        return _PROPER.get(morpheme.pos3, PROPER)
    if morpheme.pos3 == "サ変可能":
        return VERBAL_NOUN
    return KATAKANA if all("ァ" <= character <= "ー" for character in surface) else NOUN


@lru_cache(maxsize=1)
def _senses() -> tuple[dict[str, int], dict[str, int]]:
    """Return the senses of words of properties and holders, and those of words of status."""
    words = fact_words()
    properties = _numbered(chain(words.holders.values(), words.types.values()))
    return properties, _numbered(words.statuses.values())


def _numbered(lists: Iterable[tuple[str, ...]]) -> dict[str, int]:
    numbered: dict[str, int] = {}
    for number, words in enumerate(lists, start=1):
        for word in words:
            numbered.setdefault(word, number)
    return numbered


def sense_class(morpheme: Morpheme) -> int:
    """Return which list of ``fact_words.toml`` has a word of properties or holders, 0 for none."""
    return _look_up(_senses()[0], morpheme)


def status_class(morpheme: Morpheme) -> int:
    """Return which list of statuses in ``fact_words.toml`` has a word, 0 for none."""
    return _look_up(_senses()[1], morpheme)


def _look_up(senses: dict[str, int], morpheme: Morpheme) -> int:
    surface = unicodedata.normalize("NFKC", morpheme.surface)
    return senses.get(surface) or senses.get(morpheme.lemma.partition("-")[0], 0)


@lru_cache(maxsize=1)
def sense_count() -> int:
    """Return one more than the greatest of :func:`sense_class`."""
    words = fact_words()
    return 1 + len(words.holders) + len(words.types)


@lru_cache(maxsize=1)
def status_count() -> int:
    """Return one more than the greatest of :func:`status_class`."""
    return 1 + len(fact_words().statuses)


def word_class(morpheme: Morpheme) -> int:
    """Return a number below ``2**WORD_BITS`` that forms of one word share."""
    return word_number(morpheme.lemma.partition("-")[0] or morpheme.surface)


def word_number(lemma: str) -> int:
    """Return the :func:`word_class` of a lemma."""
    word = fold_width_and_case(lemma)
    return crc32(word.encode("utf-8", "surrogatepass")) & ((1 << WORD_BITS) - 1)


@lru_cache
def holder_sense(kind: str) -> int:
    """Return the :func:`sense_class` of one of the lists of holders."""
    return 1 + list(fact_words().holders).index(kind)


_RESUMING = ("同", "両")


def is_anaphor(morpheme: Morpheme) -> int:
    """Return whether a word only takes up what was named before: 同社, 両氏, 彼ら."""
    resumes = morpheme.surface.startswith(_RESUMING) and morpheme.pos1 in ("名詞", "接頭辞")
    return int(resumes or sense_class(morpheme) == holder_sense("pronouns"))


class WordClusters:
    """Clusters of words that mean alike.

    Args:
        word_keys: uint32 ``(words,)``, ascending: CRC-32 of each word.
        word_clusters: uint8 ``(words,)``: the cluster of each, from 1 on.
    """

    COUNT = 256

    def __init__(self, word_keys: NDArray[np.uint32], word_clusters: NDArray[np.uint8]) -> None:
        self._keys, self._clusters = word_keys, word_clusters

    def cluster(self, morpheme: Morpheme) -> int:
        """Return the cluster of a morpheme as written, in NFKC or as its lemma; 0 when none is known."""
        normal = unicodedata.normalize("NFKC", morpheme.surface)
        for word in (morpheme.surface, normal, normal.lower(), morpheme.lemma):
            key = word_key(word)
            index = int(np.searchsorted(self._keys, key))
            if index < len(self._keys) and self._keys[index] == key:
                return int(self._clusters[index])
        return 0


def word_key(word: str) -> int:
    """Return the number under which :class:`WordClusters` knows a word."""
    return crc32(word.encode("utf-8", "surrogatepass"))
