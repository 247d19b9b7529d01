"""The weights that decide which sentence becomes an excerpt, and scoring by them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import FloatArray, IndexArray
from kijiyomi.excerpt.opening_sentences import OpeningSentences
from kijiyomi.excerpt.sentence_features import FEATURE_WEIGHTS, SentenceFeatures
from kijiyomi.excerpt.sentence_words import bit, sentence_roles
from kijiyomi.model_store import Arrays, ArraySpec, check_arrays, read_model, shipped_model
from kijiyomi.tokenizer.tokens import Morpheme

FORM = "kijiyomi-excerpt"
QUESTIONS = ("alone", "behind")
"""What is asked of a sentence: can it be printed alone, and can it be printed behind the one before it?"""
EDGES = ("first", "second", "last", "last but one", "last but two")
"""The tokens of a sentence that have weights of their own, the marks at its end aside."""
_SLOTS = len(EDGES) + 1
# Weights are whole multiples of this fraction, so that the order of adding does not matter.
_UNITS = 1 << 16
_LONGEST_BODY = 80
_FLOAT32 = "<f4"


class Scores(NamedTuple):
    """How well sentences serve, as logarithms of odds.

    Attributes:
        alone: float64 ``(sentences,)``: printed alone.
        behind: float64 ``(sentences,)``: printed behind the one before it.
    """

    alone: FloatArray
    behind: FloatArray


class Thresholds(NamedTuple):
    """The least scores.

    Attributes:
        alone: Of an excerpt.
        behind: Of a second sentence, behind the first.
        second: Of a second sentence, taken alone.
    """

    alone: float
    behind: float
    second: float


class ExcerptModel:
    """A linear ranker of sentences.

    Args:
        arrays: ``slot_weights`` float32 ``(slots, questions)``; ``word_keys`` uint32 ``(words,)``, ascending;
            ``word_weights`` float32 ``(words, edges + 1, questions)``, the last of the middle axis for a word
            anywhere; ``thresholds`` float32 ``(3,)``, as :class:`Thresholds`.
        fingerprint: What the model is known by.
    """

    def __init__(self, arrays: Arrays, fingerprint: str = "") -> None:
        self.fingerprint = fingerprint
        self.thresholds = Thresholds(*arrays["thresholds"].tolist())
        self._slots = _whole(arrays["slot_weights"])
        words = len(arrays["word_keys"])
        self._words = np.zeros((words + 1, _SLOTS, len(QUESTIONS)), dtype=np.int64)
        self._words[1:] = _whole(arrays["word_weights"])
        self._ids = {key: index for index, key in enumerate(arrays["word_keys"].tolist(), start=1)}

    @classmethod
    def read(cls, path: str | Path) -> ExcerptModel:
        """Return the model in a folder.

        Raises:
            ModelError: If there is none, or it is damaged, foreign or made by a newer version.
        """
        header, _, arrays = read_model(path, FORM)
        check_arrays(path, arrays, {"word_keys": ArraySpec("<u4", (None,), is_ascending=True)})
        specs = {
            "slot_weights": ArraySpec(_FLOAT32, (FEATURE_WEIGHTS, len(QUESTIONS)), bounds=(-100, 100)),
            "word_weights": ArraySpec(
                _FLOAT32, (len(arrays["word_keys"]), _SLOTS, len(QUESTIONS)), bounds=(-100, 100)
            ),
            "thresholds": ArraySpec(_FLOAT32, (len(Thresholds._fields),)),
        }
        check_arrays(path, arrays, specs)
        return cls(arrays, str(header["fingerprint"]))

    def word_id(self, morpheme: Morpheme) -> int:
        """Return the number of a morpheme among the words that have weights, 0 for none."""
        return self._ids.get(word_key(morpheme), 0)

    def word_weight(self, morpheme: Morpheme, slot: int, question: int) -> float:
        """Return the weight of a word at one of :data:`EDGES`, or anywhere for slot -1.

        Args:
            morpheme: The word.
            slot: Where it stands.
            question: Index in :data:`QUESTIONS`.
        """
        return float(self._words[self.word_id(morpheme), slot, question]) / _UNITS

    def score(self, openings: OpeningSentences, features: SentenceFeatures) -> Scores:
        """Return how well each sentence serves.

        Args:
            openings: The sentences.
            features: What is seen of them.
        """
        ids = np.append(openings.lexicon.column(self.word_id).take(openings.morphemes), np.int32(0))
        total = self._slots.take(features.slots, axis=0).sum(axis=0)
        for slot, tokens in enumerate(edge_tokens(openings)):
            total += self._words[ids[tokens], slot]
        body = np.zeros((len(ids), len(QUESTIONS)), dtype=np.int64)
        np.cumsum(self._words[ids[:-1], -1], axis=0, out=body[1:])
        total += body[body_ends(openings)] - body[openings.first_tokens]
        return Scores(*(total.T / _UNITS))


def _whole(weights: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.rint(np.asarray(weights, dtype=np.float64) * _UNITS).astype(np.int64)


def word_key(morpheme: Morpheme) -> int:
    """Return the number under which models know a word."""
    return crc32(unicodedata.normalize("NFKC", morpheme.surface).encode("utf-8", "surrogatepass"))


def body_ends(openings: OpeningSentences) -> IndexArray:
    """Return ``(sentences,)``: one past the last token of each that counts as a word of it."""
    return np.minimum(openings.end_tokens, openings.first_tokens + _LONGEST_BODY)


_CLOSING_MARKS = bit("stop") | bit("close") | bit("question")


def edge_tokens(openings: OpeningSentences) -> list[IndexArray]:
    """Return ``(sentences,)`` for each of :data:`EDGES`: the token; one past the last where there is none."""
    nowhere = len(openings.morphemes)
    first, end = openings.first_tokens, openings.end_tokens
    roles = np.append(openings.lexicon.column(sentence_roles).take(openings.morphemes), np.int32(0))
    last = end - 1
    for _ in range(3):
        last = last - ((last > first) & ((roles[last] & _CLOSING_MARKS) > 0))
    return [
        np.where(first < end, first, nowhere),
        np.where(first + 1 < end, first + 1, nowhere),
        *(np.where(last - back >= first, last - back, nowhere) for back in range(3)),
    ]


@lru_cache(maxsize=1)
def default_excerpt_model() -> ExcerptModel:
    """Return the model that ships with kijiyomi, loaded once.

    Raises:
        ModelError: If it is missing, damaged, or made by a newer version.
    """
    return ExcerptModel.read(shipped_model("excerpt"))
