"""The recogniser of names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import Document
from kijiyomi.entities.companies.listed import ENDINGS, aliases_of
from kijiyomi.entities.ner_model.decoding import best_tags, spans
from kijiyomi.entities.ner_model.network import Floats, Network, PackedSentences
from kijiyomi.entities.ner_model.token_features import FIELDS, Ints, WordVectors, token_features
from kijiyomi.entities.phrase_matcher import PhraseMatcher
from kijiyomi.errors import ModelError
from kijiyomi.knowledge.companies import load_companies
from kijiyomi.model_store import read_model, shipped_model
from kijiyomi.tokenizer.tokens import Tokens

FORM = "kijiyomi-names"
LABELS = ("法人名", "製品名", "人名", "地名", "政治的組織名", "その他の組織名", "施設名", "イベント名")
"""Labels of the data it was trained on: companies, products, people, places, political and other
organisations, facilities, events."""

COMPANY = LABELS[0]
_TOKENS_TOGETHER = 8192
_LONGEST_SENTENCE = 256


class Name(NamedTuple):
    """A name in a passage.

    Attributes:
        start: First code point in ``document.passage.text``.
        end: One past the last.
        label: One of :data:`LABELS`.
        score: Probability of its least probable token's tag.
    """

    start: int
    end: int
    label: str
    score: float


class NameRecogniser:
    """Find names that no list has.

    A recurrent network reads the tokens of each sentence from both ends; ``models/names/README.md`` says
    what it was trained on and how good it is.

    Args:
        path: Folder of the model; the one that ships with kijiyomi when not given.

    Raises:
        ModelError: If the model is missing, damaged, or made by a newer version.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = path
        self._network, self._vectors = _loaded(path)
        self._aliases = aliases_of(load_companies().values())
        self._matcher = PhraseMatcher((alias.text for alias in self._aliases), ENDINGS)

    def __reduce__(self) -> tuple[type[NameRecogniser], tuple[str | Path | None]]:
        return type(self), (self.path,)

    def __call__(self, document: Document) -> list[Name]:
        """Return the names by start, none overlapping."""
        tokens = document.tokens
        features = token_features(document.passage.normalised, tokens, self._matcher, self._aliases)
        rows = tokens.column(self._vectors.row)
        features, rows, word = _distinct(tokens, features, rows)
        names = []
        for first, lengths in _sentences(document):
            part = slice(first, first + int(lengths.sum()))
            scores = self._network(features, rows, word[part], PackedSentences.of(lengths))
            tags = best_tags(scores, lengths)
            chances = _chances(scores, tags)
            for begin, stop, label in spans(tags):
                start, end = int(tokens.start[first + begin]), int(tokens.end[first + stop - 1])
                names.append(Name(start, end, LABELS[label], float(chances[begin:stop].min())))
        return names


def _distinct(tokens: Tokens, features: Ints, rows: Ints) -> tuple[Ints, Ints, NDArray[np.intp]]:
    """Return the distinct features, their word vectors, and which of them each token has."""
    here = [place for place, field in enumerate(FIELDS) if field.of is None]
    keys = tokens.morpheme.astype(np.int64)
    for place in here:
        keys = (keys << FIELDS[place].bits) | features[:, place]
    _, chosen, word = np.unique(keys, return_index=True, return_inverse=True)
    return features[chosen], rows[chosen], word


def _sentences(document: Document) -> list[tuple[int, NDArray[np.intp]]]:
    """Return groups of whole sentences, long ones cut: their first token, and the tokens of each."""
    ends = document.passage.sentence_spans()[:, 1]
    sentence = np.searchsorted(ends, document.tokens.start, side="right")
    firsts = np.flatnonzero(np.diff(sentence, prepend=-1))
    within = np.arange(len(sentence)) - np.repeat(firsts, np.diff(np.append(firsts, len(sentence))))
    bounds = np.append(np.flatnonzero(within % _LONGEST_SENTENCE == 0), len(sentence))
    groups = []
    place = 0
    while place < len(bounds) - 1:
        limit = bounds[place] + _TOKENS_TOGETHER
        stop = max(int(np.searchsorted(bounds, limit, side="right")) - 1, place + 1)
        groups.append((int(bounds[place]), np.diff(bounds[place : stop + 1])))
        place = stop
    return groups


def _chances(scores: Floats, tags: NDArray[np.intp]) -> Floats:
    """Return float32 ``(tokens,)``: the probability of each token's tag on its own."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers[np.arange(len(tags)), tags] / powers.sum(axis=1))


@lru_cache(maxsize=2)
def _loaded(path: str | Path | None) -> tuple[Network, WordVectors]:
    folder = shipped_model("names") if path is None else path
    _, _, arrays = read_model(folder, FORM)
    try:
        return Network(arrays), WordVectors(arrays["word_keys"], arrays["word_rows"])
    except KeyError as error:
        raise ModelError(f"{folder}: the model lacks {error}; copy it again") from error
