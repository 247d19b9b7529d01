"""Sentences of the corpora as token features with tags."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kijiyomi import Article
from kijiyomi.document import Document
from kijiyomi.entities.gazetteer import company_gazetteer
from kijiyomi.entities.ner_model import NAME_LABELS
from kijiyomi.entities.ner_model.token_features import FEATURES, WordVectors, token_features
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

SCHEMES: dict[str, tuple[str, ...]] = {
    "wikipedia": NAME_LABELS,
    "gsd": ("PERSON", "ORG", "GPE", "PRODUCT", "FAC", "NORP", "WORK_OF_ART", "LOC", "EVENT", "DATE"),
    "annotated": ("LOCATION", "ORGANIZATION", "ARTIFACT", "PERSON", "DATE"),
}
_FILES = {"gsd": "ner-ud-gsd", "annotated": "ner-wikipedia-annotated"}
_RAW = ("livedoor", "aicompass")
_ARTICLES = {"livedoor": 6000, "aicompass": 500}
_SHORTEST, _LONGEST = 12, 160

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for training.

    Attributes:
        features: int32 ``(tokens, features)``, with twice the rows the shipped network has for each of them.
        rows: int32 ``(tokens,)``: word vectors, 0 for none.
        words: int64 ``(tokens,)``: what the words are, for guessing them.
        tags: int64 ``(tokens,)``: four for each label of the scheme after 0 for outside.
    """

    features: NDArray[np.int32]
    rows: NDArray[np.int32]
    words: NDArray[np.int64]
    tags: NDArray[np.int64]


def tag_count(scheme: str) -> int:
    """Return how many tags a scheme has."""
    return 4 * len(SCHEMES[scheme]) + 1


class Reader:
    """Reads sentences as the recogniser does."""

    def __init__(self, vectors: WordVectors) -> None:
        self._vectors = vectors
        self._tokenizer = MecabTokenizer()
        self._gazetteer = company_gazetteer()

    def document(self, text: str) -> Document:
        article = Article(text, markup="plain")
        passage = read_passage(article)
        return Document(article, passage, self._tokenizer(passage.text), self._tokenizer(""))

    def sentence(self, text: str, spans: Sequence[Span] = (), scheme: str = "wikipedia") -> Sentence:
        document = self.document(text)
        tokens = document.tokens
        features = token_features(document.passage.normalised, tokens, self._gazetteer)
        for column, feature in enumerate(FEATURES):
            if feature.of_morpheme is not None:
                features[:, column] = tokens.column(feature.of_morpheme) & ((2 << feature.bits) - 1)
        words = [zlib.crc32(m.surface.encode("utf-8", "surrogatepass")) for m in tokens]
        starts, ends = (
            document.passage.aligned.starts[tokens.start],
            document.passage.aligned.ends[tokens.end - 1],
        )
        tags = _tags(starts, ends, spans, SCHEMES[scheme])
        return Sentence(features, tokens.column(self._vectors.row), np.array(words, dtype=np.int64), tags)


def _tags(
    starts: NDArray[np.int32], ends: NDArray[np.int32], spans: Iterable[Span], labels: Sequence[str]
) -> NDArray[np.int64]:
    tags = np.zeros(len(starts), dtype=np.int64)
    for start, end, label in spans:
        inside = np.flatnonzero((ends > start) & (starts < end))
        if label not in labels or not len(inside):
            continue
        begin = labels.index(label) * 4 + 1
        tags[inside] = begin + 1
        tags[inside[0]], tags[inside[-1]] = begin, begin + 2
        if len(inside) == 1:
            tags[inside] = begin + 3
    return tags


def records(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def wikipedia(corpora: Path, split: str) -> list[tuple[str, list[Span]]]:
    """Return texts and entities of one part of the Wikipedia set."""
    return [
        (row["text"], [(e["start"], e["end"], e["label"]) for e in row["entities"]])
        for row in records(corpora / "ner-wikipedia.jsonl.gz")
        if row["split"] == split
    ]


def labelled(corpora: Path, scheme: str) -> Iterator[tuple[str, list[Span]]]:
    """Yield sentences and entities of the sets with other schemes."""
    for row in records(corpora / f"{_FILES[scheme]}.jsonl.gz"):
        text, start = row["text"], 0
        for end in [*(match.end() for match in re.finditer("。", text)), len(text)]:
            if end > start:
                inside = [
                    (a - start, b - start, c) for a, b, c, _ in row["entities"] if a >= start and b <= end
                ]
                yield text[start:end], inside
            start = end


def unlabelled(corpora: Path, count: int) -> list[str]:
    """Return sentences of articles, in random order."""
    found = []
    for name in _RAW:
        for row in records(corpora / f"{name}.jsonl.gz")[: _ARTICLES[name]]:
            pieces = (piece.strip() for piece in re.split(r"(?<=[。！？\n])", row["text"]))
            found += [
                p for p in pieces if _SHORTEST <= len(p) <= _LONGEST and not p.startswith(("http", "|", "#"))
            ]
    random.Random(0).shuffle(found)
    return found[:count]
