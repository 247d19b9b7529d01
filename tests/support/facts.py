"""Texts read as facts are looked for in them."""

from __future__ import annotations

from collections.abc import Iterable

from kijiyomi.document import Documents
from kijiyomi.entities import EntityRecogniser
from kijiyomi.facts import FactExtractor
from kijiyomi.facts.extractor import Reading, read_figures
from kijiyomi.records.facts import Fact
from support.documents import read_document

RECOGNISER = EntityRecogniser()
EXTRACTOR = FactExtractor()


def read_texts(*texts: str) -> Reading:
    """Return texts, each of which has a figure, as facts are looked for in them."""
    documents = Documents([read_document(text) for text in texts])
    return read_figures(documents, RECOGNISER.recognise_batch(documents), EXTRACTOR.model.clusters)


def candidates(text: str) -> list[str]:
    """Return what facts of a text may point to, as written."""
    reading = read_texts(text)
    tokens, spans = reading.columns.tokens, reading.chunks.spans
    ends = zip(tokens.source_start[spans.first].tolist(), tokens.source_end[spans.last].tolist(), strict=True)
    return [text[start:end] for start, end in ends]


def facts_of(texts: Iterable[str]) -> list[tuple[Fact, ...]]:
    """Return the facts of several texts, found together."""
    documents = Documents([read_document(text) for text in texts])
    return EXTRACTOR.extract_batch(documents, RECOGNISER.recognise_batch(documents))


def facts(text: str, title: str = "") -> tuple[Fact, ...]:
    """Return the facts of one text."""
    documents = Documents([read_document(text, title)])
    return EXTRACTOR.extract_batch(documents, RECOGNISER.recognise_batch(documents))[0]
