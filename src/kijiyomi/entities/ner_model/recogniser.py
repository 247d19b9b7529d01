"""The recogniser of names.

固有名の認識器。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import Document, Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.gazetteer import company_gazetteer
from kijiyomi.entities.ner_model.decoding import labelled_spans, viterbi_tags
from kijiyomi.entities.ner_model.model_format import read_arrays
from kijiyomi.entities.ner_model.network import Floats, Network, PackedSentences
from kijiyomi.entities.ner_model.token_features import FEATURES, Ints, WordVectors, token_features
from kijiyomi.model_store import shipped_model
from kijiyomi.tokenizer.tokens import Tokens

NAME_LABELS = ("法人名", "製品名", "人名", "地名", "政治的組織名", "その他の組織名", "施設名", "イベント名")
"""Labels of the data it was trained on: companies, products, people, places, political and other
organisations, facilities, events.

固有名の認識器が返すラベル。学習に使ったデータのものと同じ。
"""

COMPANY = NAME_LABELS[0]
_BATCH_TOKENS = 8192
_LONGEST_SENTENCE = 256


class Name(NamedTuple):
    """A name in a passage.

    本文の中の1つの固有名。

    Attributes:
        start: First code point in ``document.passage.text``.
        end: One past the last.
        label: One of :data:`NAME_LABELS`.
        score: Probability of its least probable token's tag.
    """

    start: int
    end: int
    label: str
    score: float


class NameRecogniser(Recogniser[Name]):
    """Find names that no list has, by start, none overlapping.

    どの一覧にもない固有名をニューラルネットワークで、重なりなく、現れる順に見つける。

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
        self._gazetteer = company_gazetteer()

    def __reduce__(self) -> tuple[type[NameRecogniser], tuple[str | Path | None]]:
        return type(self), (self.path,)

    def recognise_batch(self, documents: Documents) -> list[tuple[Name, ...]]:
        """Return the names in each document.

        文書ごとに固有名を返す。
        """
        return [tuple(self._recognise(document)) for document in documents]

    def _recognise(self, document: Document) -> Iterator[Name]:
        tokens = document.tokens
        features = token_features(document.passage.normalised, tokens, self._gazetteer)
        rows = tokens.column(self._vectors.row)
        features, rows, word = _distinct(tokens, features, rows)
        for first, lengths in _sentences(document):
            part = slice(first, first + int(lengths.sum()))
            scores = self._network(features, rows, word[part], PackedSentences.of(lengths))
            tags = viterbi_tags(scores, lengths)
            probabilities = _probabilities(scores, tags)
            for begin, stop, label in labelled_spans(tags):
                start, end = int(tokens.start[first + begin]), int(tokens.end[first + stop - 1])
                yield Name(start, end, NAME_LABELS[label], float(probabilities[begin:stop].min()))


def _distinct(tokens: Tokens, features: Ints, rows: Ints) -> tuple[Ints, Ints, NDArray[np.intp]]:
    """Return the distinct features, their word vectors, and which of them each token has."""
    keys = tokens.morpheme.astype(np.int64)
    for column, feature in enumerate(FEATURES):
        if feature.of_morpheme is None:
            keys = (keys << feature.bits) | features[:, column]
    _, chosen, word = np.unique(keys, return_index=True, return_inverse=True)
    return features[chosen], rows[chosen], word


def _sentences(document: Document) -> list[tuple[int, NDArray[np.intp]]]:
    """Return groups of whole sentences, long ones cut: their first token, and the tokens of each."""
    ends = document.passage.sentence_spans()[:, 1]
    sentence_of = np.searchsorted(ends, document.tokens.start, side="right")
    count = len(sentence_of)
    firsts = np.flatnonzero(np.diff(sentence_of, prepend=-1))
    within = np.arange(count) - np.repeat(firsts, np.diff(np.append(firsts, count)))
    bounds = np.append(np.flatnonzero(within % _LONGEST_SENTENCE == 0), count)
    groups = []
    sentence = 0
    while sentence < len(bounds) - 1:
        limit = bounds[sentence] + _BATCH_TOKENS
        stop = max(int(np.searchsorted(bounds, limit, side="right")) - 1, sentence + 1)
        groups.append((int(bounds[sentence]), np.diff(bounds[sentence : stop + 1])))
        sentence = stop
    return groups


def _probabilities(scores: Floats, tags: NDArray[np.intp]) -> Floats:
    """Return float32 ``(tokens,)``: the probability of each token's tag on its own."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers[np.arange(len(tags)), tags] / powers.sum(axis=1))


@lru_cache(maxsize=2)
def _loaded(path: str | Path | None) -> tuple[Network, WordVectors]:
    folder = shipped_model("names") if path is None else path
    arrays = read_arrays(folder, tags=4 * len(NAME_LABELS) + 1)
    return Network(arrays), WordVectors(arrays["word_keys"], arrays["word_rows"])
