"""The recogniser of names.

固有名の認識器。
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import IndexArray, run_bounds
from kijiyomi.document import Documents
from kijiyomi.entities.base import Recogniser
from kijiyomi.entities.ner_model.decoding import best_tags, labelled_spans
from kijiyomi.entities.ner_model.model_format import read_arrays
from kijiyomi.entities.ner_model.network import Floats, Network
from kijiyomi.entities.ner_model.token_stream import token_stream
from kijiyomi.model_store import shipped_model

NAME_LABELS = ("法人名", "製品名", "人名", "地名", "政治的組織名", "その他の組織名", "施設名", "イベント名")
"""Labels of the data it was trained on: companies, products, people, places, political and other
organisations, facilities, events.

固有名の認識器が返すラベル。学習に使ったデータのものと同じ。
"""

COMPANY = NAME_LABELS[0]
_ANY_LABEL, _ONLY_COMPANIES = range(2)


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

    A convolutional network reads the tokens where a name may be; ``models/names/README.md`` says what it was
    trained on and how good it is.

    Args:
        path: Folder of the model; the one that ships with kijiyomi when not given.
        labels: Which of :data:`NAME_LABELS` to find, one at least. Companies alone take less time.

    Raises:
        ModelError: If the model is missing, damaged, or made by a newer version.
    """

    def __init__(self, path: str | Path | None = None, *, labels: Collection[str] = NAME_LABELS) -> None:
        self.path, self.labels = path, tuple(labels)
        self._network, self._thresholds = _loaded(path)
        others = tuple(label for label in self.labels if label != COMPANY)
        self._sieves: list[tuple[int, tuple[str, ...]]] = []
        if COMPANY in self.labels:
            self._sieves.append((_ONLY_COMPANIES, (COMPANY,)))
        if others:
            self._sieves.append((_ANY_LABEL, others))

    def __reduce__(self) -> tuple[partial[NameRecogniser], tuple[str | Path | None]]:
        return partial(type(self), labels=self.labels), (self.path,)

    def recognise_batch(self, documents: Documents) -> list[tuple[Name, ...]]:
        """Return the names in each document.

        文書ごとに固有名を返す。
        """
        found: list[list[Name]] = [[] for _ in documents]
        if documents:
            for index, name in self._names(documents):
                found[index].append(name)
        return [tuple(sorted(names)) for names in found]

    def _names(self, documents: Documents) -> Iterator[tuple[int, Name]]:
        """Yield names with the index of their document, companies before others.

        Companies are read off the tokens that may be in one, and stay the same whatever else is asked for.
        """
        lexicon = documents[0].tokens.lexicon
        stream = token_stream([document.tokens for document in documents], self._network.reach)
        sieved = [
            (wanted, self._network.candidates(stream, lexicon, output)) for output, wanted in self._sieves
        ]
        candidates = np.logical_or.reduce([mask for _, mask in sieved])
        positions = candidates.nonzero()[0]
        if not len(positions):
            return
        scores = self._network.scores(stream, lexicon, candidates)
        taken = np.zeros(len(candidates), dtype=bool)
        for wanted, mask in sieved:
            chosen = mask[positions]
            for start, stop, number, score in self._spans(scores[chosen], positions[chosen], wanted):
                if not taken[start:stop].any():
                    taken[start:stop] = True
                    owner = int(stream.firsts.searchsorted(start, side="right")) - 1
                    first, tokens = stream.firsts[owner], documents[owner].tokens
                    begin, end = int(tokens.start[start - first]), int(tokens.end[stop - 1 - first])
                    yield owner, Name(begin, end, NAME_LABELS[number], score)

    def _spans(
        self, scores: Floats, positions: IndexArray, wanted: Collection[str]
    ) -> Iterator[tuple[int, int, int, float]]:
        """Yield first position, one past the last, label and score of each name that is probable enough."""
        if not len(positions):
            return
        tags = best_tags(scores, np.diff(run_bounds(len(positions), positions[1:] > positions[:-1] + 1)))
        for begin, stop, number in labelled_spans(tags):
            if NAME_LABELS[number] in wanted:
                score = float(_probabilities(scores[begin:stop], tags[begin:stop]).min())
                if score >= self._thresholds[number]:
                    start = int(positions[begin])
                    yield start, start + stop - begin, number, score


def _probabilities(scores: Floats, tags: IndexArray) -> Floats:
    """Return float32 ``(tokens,)``: the probability of each token's tag on its own."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers[np.arange(len(tags)), tags] / powers.sum(axis=1))


@lru_cache(maxsize=2)
def _loaded(path: str | Path | None) -> tuple[Network, list[float]]:
    folder = shipped_model("names") if path is None else path
    arrays = read_arrays(folder, labels=len(NAME_LABELS))
    return Network(arrays), arrays["thresholds"].tolist()
