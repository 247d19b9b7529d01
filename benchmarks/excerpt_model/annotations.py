"""Annotated excerpts beside the sentences the extractor sees."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kijiyomi import Analyzer, Article
from kijiyomi.arrays import BoolArray, IndexArray
from kijiyomi.document import Documents
from kijiyomi.excerpt.opening_sentences import OpeningSentences
from kijiyomi.excerpt.sentence_features import SentenceFeatures, sentence_features
from kijiyomi.records.analysis import Keyword

OTHER, AFTER, OK, BEST = range(4)
_FIELDS = {"after": AFTER, "ok": OK, "best": BEST}
_LEAST_OVERLAP = 0.6


class Examples(NamedTuple):
    """Annotated articles.

    Attributes:
        documents: The articles.
        keywords: Their keywords.
        openings: Their sentences.
        features: What is seen of these.
        may_stand: bool ``(sentences,)``: whether a sentence was judged, and its form lets it stand alone.
        is_whole: bool ``(articles,)``: whether all sentences of an article were judged.
        answers: ``(sentences,)``: what the annotation says of each, :data:`OTHER` to :data:`BEST`.
        sources: The source of each article.
        groups: What articles of one story have in common: their source, of a source of many also the day.
    """

    documents: Documents
    keywords: list[tuple[Keyword, ...]]
    openings: OpeningSentences
    features: SentenceFeatures
    may_stand: BoolArray
    is_whole: BoolArray
    answers: IndexArray
    sources: list[str]
    groups: list[str]


def read_examples(paths: Sequence[Path], corpora: Path, analyzer: Analyzer) -> Examples:
    """Return the first reading of each annotated article.

    Args:
        paths: The annotations.
        corpora: Folder of the texts.
        analyzer: Reads them.
    """
    readings = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    readings = [reading for reading in readings if reading.get("reading", 1) == 1]
    rows = _texts(readings, corpora)
    articles = [rows[reading["corpus"], reading["article"]] for reading in readings]
    documents = Documents([analyzer.read(Article(row["text"], title=row["title"])) for row in articles])
    keywords = analyzer.keywords.extract_batch(documents)
    openings = OpeningSentences.from_documents(documents)
    sources = [row["source"] for row in articles]
    days = [f"{row['source']} {row.get('date')}" for row in articles]
    many = {source for source in sources if sources.count(source) > len(sources) / 10}
    features = sentence_features(documents, openings, keywords)
    judged, answers = _answers(documents, openings, readings)
    return Examples(
        documents,
        keywords,
        openings,
        features,
        features.may_stand & judged,
        np.array(["judged" not in reading for reading in readings]),
        answers,
        sources,
        [day if source in many else source for source, day in zip(sources, days, strict=True)],
    )


def _texts(readings: list[dict[str, Any]], corpora: Path) -> dict[tuple[str, str], dict[str, Any]]:
    wanted = {(reading["corpus"], reading["article"]) for reading in readings}
    rows = {}
    for corpus in {corpus for corpus, _ in wanted}:
        with gzip.open(corpora / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if (corpus, row["id"]) in wanted:
                    rows[corpus, row["id"]] = row
    return rows


def _answers(
    documents: Documents, openings: OpeningSentences, readings: list[dict[str, Any]]
) -> tuple[BoolArray, IndexArray]:
    """Return which sentences were judged, and as what."""
    judged = np.ones(len(openings.owners), dtype=bool)
    answers = np.zeros(len(openings.owners), dtype=np.intp)
    for sentence, owner in enumerate(openings.owners.tolist()):
        start, end = (openings.spans[sentence] - openings.starts[owner]).tolist()
        own = documents[owner].passage.aligned.span(start, end)
        reading = readings[owner]
        if "judged" in reading:
            judged[sentence] = any(_are_same(own, given) for given in reading["judged"])
        for field, answer in _FIELDS.items():
            if any(_are_same(own, given) for given in reading.get(field, ())):
                answers[sentence] = answer
    return judged, answers


def _are_same(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= _LEAST_OVERLAP * max(one[1] - one[0], other[1] - other[0])
