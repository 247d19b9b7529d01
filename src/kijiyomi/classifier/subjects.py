"""What an article is about, in the news industry's own vocabulary.

A word counts by what it means, not by its spelling: each has a row of word vectors, and a row weighs so much
for each subject. So words that no training text had say something too, and an article of another publisher is
read nearly as well as those of the publishers in training.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import IndexArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.features.lead import cut_to_lead_batch
from kijiyomi.document import Document, Documents
from kijiyomi.knowledge.subjects import subjects
from kijiyomi.model_store import (
    ArraySpec,
    check_arrays,
    damaged_model,
    read_model,
    shipped_model,
    write_model,
)
from kijiyomi.records.analysis import Subject
from kijiyomi.text.fold import fold_width_and_case
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

FORM = "kijiyomi-subjects"
LEAD = 3000
"""Characters of the body that count."""
MOST_SUBJECTS = 3
_TITLE_WEIGHT = 0.7
_PUNCTUATION = frozenset({"補助記号", "空白"})


class SubjectCalibration(msgspec.Struct, frozen=True):
    """Turns decisions into probabilities, and says which are shown.

    Attributes:
        decision: Weight of a subject's own decision.
        lead: Weight of how far it is above, or below, the best other one.
        bias: Added to both; the sum is the log odds that an editor would name the subject.
        least_first: Least probability of the first subject.
        least_other: The same of further ones.
    """

    decision: float
    lead: float
    bias: float
    least_first: float
    least_other: float


class SubjectHeader(msgspec.Struct, frozen=True):
    """What ``model.json`` says.

    Attributes:
        subjects: Id of each subject, in the order of the weights.
        calibration: How decisions become probabilities.
    """

    subjects: tuple[str, ...]
    calibration: SubjectCalibration


class WeighedRows(NamedTuple):
    """The word vectors of a document.

    Attributes:
        rows: intp ``(n,)``: rows of the table, those of the title after those of the body.
        values: float32 ``(n,)``: ``(1 + ln tf) * idf``, the body's at length 1 and the title's at less.
    """

    rows: IndexArray
    values: Float32Array


class WordTable:
    """Which row each word has, and how much a row says.

    Args:
        keys: uint32 ``(words,)``, ascending: CRC-32 of each word.
        rows: uint16 ``(words,)``: the row of each; words that mean nearly the same share one.
        idf: float32 ``(rows,)``: inverse document frequency of each row.
    """

    def __init__(self, keys: NDArray[np.uint32], rows: NDArray[np.uint16], idf: Float32Array) -> None:
        self.keys, self.rows, self.idf = keys, rows, idf

    def row(self, morpheme: Morpheme) -> int:
        """Return the row of a morpheme by its lemma, or else as written; -1 for none."""
        if morpheme.pos1 in _PUNCTUATION:
            return -1
        for word in (morpheme.lemma, morpheme.surface):
            for spelling in (fold_width_and_case(word), word):
                key = zlib.crc32(spelling.encode("utf-8", "surrogatepass"))
                index = int(self.keys.searchsorted(np.uint32(key)))
                if index < len(self.keys) and self.keys[index] == key:
                    return int(self.rows[index])
        return -1

    def weigh(self, lead: Document) -> WeighedRows:
        """Return the weighed rows of a document, cut to its lead."""
        parts = [self._weigh(lead.tokens, 1.0), self._weigh(lead.title, _TITLE_WEIGHT)]
        rows, values = zip(*parts, strict=True)
        return WeighedRows(np.concatenate(rows), np.concatenate(values))

    def _weigh(self, tokens: Tokens, length: float) -> WeighedRows:
        rows = tokens.column(self.row)
        rows, frequency = np.unique(rows[rows >= 0], return_counts=True)
        values = (1 + np.log(frequency)) * self.idf.take(rows)
        norm = math.sqrt(values.dot(values)) or 1.0
        return WeighedRows(rows.astype(np.intp), (values * (length / norm)).astype(np.float32))


class SubjectClassifier:
    """Finds what documents are about.

    文書の主題を見つける。

    Args:
        words: The rows of words.
        weights: float32 ``(rows, subjects)``.
        intercepts: float32 ``(subjects,)``.
        header: Which subjects they are, and how their decisions are read.
        fingerprint: SHA-256 of the model's header; empty for one that was never saved.
    """

    def __init__(
        self,
        words: WordTable,
        weights: Float32Array,
        intercepts: Float32Array,
        header: SubjectHeader,
        fingerprint: str = "",
    ) -> None:
        self.fingerprint = fingerprint
        self.words, self.weights, self.intercepts, self.header = words, weights, intercepts, header
        names = subjects()
        self._labels = [(names[identifier].japanese, identifier) for identifier in header.subjects]

    def find_batch(self, documents: Documents) -> list[tuple[Subject, ...]]:
        """Return one to three subjects of each document, best first; none where its words say nothing.

        文書ごとに、主題を1つから3つ、良い順に返す。語句から何もわからなければ空。
        """
        leads = chain.from_iterable(cut_to_lead_batch(documents, LEAD))
        return [self._best(self.decisions(self.words.weigh(lead))) for lead in leads]

    def decisions(self, weighed: WeighedRows) -> Float32Array:
        """Return float32 ``(subjects,)``: what the words of one document say of each; all 0 for no words.

        1つの文書の語句が、各主題について述べる値を返す。語句がなければすべて0。
        """
        if not len(weighed.rows):
            return np.zeros_like(self.intercepts)
        decisions: Float32Array = weighed.values.dot(self.weights.take(weighed.rows, axis=0))
        return decisions + self.intercepts

    def _best(self, decisions: Float32Array) -> tuple[Subject, ...]:
        if not decisions.any():
            return ()
        scores = probabilities(decisions, self.header.calibration)
        return tuple(
            Subject(*self._labels[index], round(float(scores[index]), 4))
            for index in shown_subjects(scores, self.header.calibration)
        )

    def save(self, path: str | Path) -> str:
        """Write the classifier to a folder, all or nothing, and return its fingerprint.

        分類器をフォルダーに、丸ごと書くか、まったく書かない。識別子を返す。

        Raises:
            ModelError: If ``path`` holds something else, or cannot be written.
        """
        tables: dict[str, NDArray[Any]] = {
            "word_keys": self.words.keys,
            "word_rows": self.words.rows,
            "idf": self.words.idf,
            "weights": self.weights.astype(np.float16),
            "intercepts": self.intercepts,
        }
        return write_model(path, FORM, msgspec.to_builtins(self.header), {}, tables)

    @classmethod
    def load(cls, path: str | Path | None = None) -> SubjectClassifier:
        """Return the classifier of a folder, or the one that ships with kijiyomi.

        フォルダーから、または付属のものから、分類器を読み込む。

        Raises:
            ModelError: If there is none, or it is damaged, foreign or made by a newer version.
        """
        path = path or shipped_model("subjects")
        record, _, arrays = read_model(path, FORM)
        try:
            header = msgspec.convert(record, SubjectHeader)
        except ValueError as error:
            raise damaged_model(path, f"model.json: {error}") from error
        if unknown := sorted(set(header.subjects) - subjects().keys()):
            raise damaged_model(path, f"model.json: no subject is called {unknown[0]!r}")
        check_arrays(
            path,
            arrays,
            {
                "word_keys": ArraySpec("<u4", (None,), is_ascending=True),
                "idf": ArraySpec("<f4", (None,), bounds=(0, math.inf)),
            },
        )
        rows = len(arrays["idf"])
        specs = {
            "word_rows": ArraySpec("<u2", arrays["word_keys"].shape, bounds=(0, rows - 1)),
            "weights": ArraySpec("<f2", (rows, len(header.subjects))),
            "intercepts": ArraySpec("<f4", (len(header.subjects),)),
        }
        check_arrays(path, arrays, specs)
        words = WordTable(arrays["word_keys"], arrays["word_rows"], arrays["idf"])
        return cls(
            words, arrays["weights"].astype(np.float32), arrays["intercepts"], header, record["fingerprint"]
        )


def probabilities(decisions: Float32Array, calibration: SubjectCalibration) -> Float32Array:
    """Return the probability of each subject from what is said of all of one document."""
    odds = calibration.decision * decisions + calibration.lead * leads_over_others(decisions)
    scores = 1 / (1 + np.exp(-(odds + calibration.bias)))
    return scores.astype(np.float32)


def shown_subjects(scores: Float32Array, calibration: SubjectCalibration) -> list[int]:
    """Return the subjects that are shown, best first."""
    first, *others = (-scores).argsort(kind="stable")[:MOST_SUBJECTS].tolist()
    if scores[first] < calibration.least_first:
        return []
    return [first, *(index for index in others if scores[index] >= calibration.least_other)]


def leads_over_others(decisions: Float32Array) -> Float32Array:
    """Return how far each decision is above the best other one, or below it."""
    second, best = np.sort(decisions)[-2:]
    leads: Float32Array = decisions - np.where(decisions == best, second, best)
    return leads


def weigh_batch(words: WordTable, documents: Sequence[Document]) -> Iterator[WeighedRows]:
    """Yield the weighed rows of each document."""
    for lead in chain.from_iterable(cut_to_lead_batch(Documents(documents), LEAD)):
        yield words.weigh(lead)
