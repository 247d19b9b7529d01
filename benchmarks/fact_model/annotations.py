"""Annotated facts beside what the extractor sees of their figures."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np
from numpy.typing import NDArray

from kijiyomi import Analyzer, Article
from kijiyomi.document import Document, Documents
from kijiyomi.facts.extractor import Reading, read_figures
from kijiyomi.facts.model import STATUSES, TYPES
from kijiyomi.facts.pairs import Pairs
from kijiyomi.facts.token_columns import Spans
from kijiyomi.facts.word_classes import WordClusters

Floats = NDArray[np.float64]
_LONGEST = 24


class Example(NamedTuple):
    """An annotated text.

    Attributes:
        group: Which set it belongs to, such as a genre.
        document: The text, read.
        facts: Its facts by start and end of the figure; optional ones are left out.
    """

    group: str
    document: Document
    facts: dict[tuple[int, int], dict[str, Any]]


class Examples(NamedTuple):
    """Annotated texts read together.

    Attributes:
        examples: The texts that have figures.
        reading: What the extractor sees.
        facts: The fact of each figure, ``None`` where none is asked for.
        missed: How many annotated figures are not found.
    """

    examples: Sequence[Example]
    reading: Reading
    facts: Sequence[dict[str, Any] | None]
    missed: int


def read_examples(
    paths: Iterable[Path], analyzer: Analyzer, clusters: WordClusters, corpora: Path | None = None
) -> Examples:
    """Return the texts of some files of facts.

    Args:
        paths: The files.
        analyzer: Reads the texts and finds their figures.
        clusters: Clusters of words.
        corpora: Folder of the corpora, ``NAME.jsonl.gz``, that files without texts point into.
    """
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line]
    _add_texts(rows, corpora)
    documents = Documents([analyzer.read(Article(r["text"], title=r.get("title") or "")) for r in rows])
    entities = analyzer.entities.recognise_batch(documents)
    having = [
        i for i, some in enumerate(entities) if any(e.label in ("MONEY", "PERCENT", "QUANTITY") for e in some)
    ]
    examples = [
        Example(
            rows[i]["set"],
            documents[i],
            {tuple(f["quantity"]): f for f in rows[i]["facts"] if not f.get("optional")},
        )
        for i in having
    ]
    reading = read_figures(Documents([e.document for e in examples]), [entities[i] for i in having], clusters)
    facts = [
        examples[text].facts.get((entity.start, entity.end))
        for text, entity in zip(reading.texts, reading.entities, strict=True)
    ]
    asked = sum(not f.get("optional") for row in rows for f in row["facts"])
    return Examples(examples, reading, facts, asked - sum(fact is not None for fact in facts))


def _add_texts(rows: Iterable[dict[str, Any]], corpora: Path | None) -> None:
    """Give each row that points into a corpus its passage and title."""
    wanted: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        if "text" not in row:
            wanted.setdefault(row["corpus"], {}).setdefault(str(row["article"]), []).append(row)
    for corpus, articles in wanted.items():
        if corpora is None:
            raise click.UsageError("facts point into corpora; give their folder with --corpora")
        with gzip.open(corpora / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                for row in articles.get(str(article["id"]), ()):
                    row["text"] = article["text"][row["start"] : row["end"]]
                    row["title"] = article.get("title") or ""


class Targets(NamedTuple):
    """Which answers to a question are right.

    Attributes:
        pairs: float ``(pairs,)``: 1 where the candidate is one.
        none: float ``(figures,)``: 1 where having none is.
        main: ``(figures,)``: index of the nearest candidate that is the first answer, -1 for none.
    """

    pairs: Floats
    none: Floats
    main: NDArray[np.intp]


def targets(examples: Examples, field: str, pairs: Pairs, spans: Spans) -> Targets:
    """Return the right answers for a field among candidates."""
    figures = len(examples.facts)
    answers = [
        answers_of(examples, figure, field) if fact else [] for figure, fact in enumerate(examples.facts)
    ]
    none = np.array([float(None in some) for some in answers])
    good = np.zeros(len(pairs.figure))
    main = np.full(figures, -1, dtype=np.intp)
    nearest = np.full(figures, 1 << 30)
    for pair, (figure, candidate) in enumerate(
        zip(pairs.figure.tolist(), pairs.candidate.tolist(), strict=True)
    ):
        some = [answer for answer in answers[figure] if answer]
        if some:
            found = mention(examples, spans, figure, candidate)
            good[pair] = any(matches(found, answer) for answer in some)
            first = answers[figure][0]
            apart = abs(int(pairs.rank[pair]))
            if first and matches(found, first) and apart < nearest[figure]:
                nearest[figure], main[figure] = apart, candidate
    return Targets(good, none, main)


def answers_of(examples: Examples, figure: int, field: str) -> list[tuple[int, int, str] | None]:
    """Return the right answers for a field of an annotated figure, the first one first."""
    fact = examples.facts[figure]
    assert fact is not None
    text = examples.examples[examples.reading.texts[figure]].document.article.text
    spans = [fact.get(field), *(fact.get(f"{field}_alt") or ())]
    return [(span[0], span[1], text[span[0] : span[1]]) if span else None for span in spans]


def mention(examples: Examples, spans: Spans, figure: int, candidate: int) -> tuple[int, int, str]:
    """Return start, end and text of a candidate in the article of a figure."""
    reading = examples.reading
    text = reading.texts[figure]
    tokens = reading.columns.tokens
    begin = int(tokens.source_begin[text])
    start = int(tokens.source_start[spans.first[candidate]]) - begin
    end = int(tokens.source_end[spans.last[candidate]]) - begin
    return start, end, examples.examples[text].document.article.text[start:end]


def matches(found: tuple[int, int, str], answer: tuple[int, int, str]) -> bool:
    """Does what was found cover the head or more than half of an answer, or read the same?"""
    start, end, text = found
    begin, stop, wanted = answer
    if _folded(text) and _folded(text) == _folded(wanted):
        return True
    if end - start > max(_LONGEST, 2 * (stop - begin)):
        return False
    covers_head = start <= max(begin, stop - 2) and end >= stop
    return covers_head or 2 * (min(end, stop) - max(start, begin)) > stop - begin


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"株式会社|\(株\)|[\s・,.\-_/「」『』“”\"'()*]+", "", text)


def class_targets(examples: Examples, field: str) -> Floats:
    """Return float ``(figures, classes)``: 1 where a type or a status is right."""
    name, classes = {"type": ("property_type", TYPES), "status": ("status", STATUSES)}[field]
    rows = [
        [float(bool(fact) and kind in (fact[name], *fact.get(f"{name}_alt", ()))) for kind in classes]
        for fact in ((fact or {name: None}) for fact in examples.facts)
    ]
    return np.array(rows)
