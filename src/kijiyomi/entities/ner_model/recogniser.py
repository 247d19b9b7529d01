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
        labels: Which of :data:`NAME_LABELS` to find. Companies alone take less time.

    Raises:
        ModelError: If the model is missing, damaged, or made by a newer version.
    """

    def __init__(self, path: str | Path | None = None, *, labels: Collection[str] = NAME_LABELS) -> None:
        self.path, self.labels = path, tuple(labels)
        self._network, self._thresholds = _loaded(path)
        self._output = _ONLY_COMPANIES if self.labels == (COMPANY,) else _ANY_LABEL

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
        return list(map(tuple, found))

    def _names(self, documents: Documents) -> Iterator[tuple[int, Name]]:
        """Yield names with the index of their document."""
        lexicon = documents[0].tokens.lexicon
        stream = token_stream([document.tokens for document in documents], self._network.reach)
        candidates = self._network.candidates(stream, lexicon, self._output)
        positions = candidates.nonzero()[0]
        if not len(positions):
            return
        scores = self._network.scores(stream, lexicon, candidates)
        tags = best_tags(scores, np.diff(run_bounds(len(positions), positions[1:] > positions[:-1] + 1)))
        owners = stream.firsts.searchsorted(positions, side="right") - 1
        within = positions - stream.firsts[owners]
        for begin, stop, number in labelled_spans(tags):
            label = NAME_LABELS[number]
            if label not in self.labels:
                continue
            score = float(_probabilities(scores[begin:stop], tags[begin:stop]).min())
            if score >= self._thresholds[number]:
                owner = int(owners[begin])
                tokens = documents[owner].tokens
                start, end = int(tokens.start[within[begin]]), int(tokens.end[within[stop - 1]])
                yield owner, Name(start, end, label, score)


def _probabilities(scores: Floats, tags: IndexArray) -> Floats:
    """Return float32 ``(tokens,)``: the probability of each token's tag on its own."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers[np.arange(len(tags)), tags] / powers.sum(axis=1))


@lru_cache(maxsize=2)
def _loaded(path: str | Path | None) -> tuple[Network, list[float]]:
    folder = shipped_model("names") if path is None else path
    arrays = read_arrays(folder, labels=len(NAME_LABELS))
    return Network(arrays), arrays["thresholds"].tolist()
