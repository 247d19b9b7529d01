"""Labelled articles as they are trained on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from kijiyomi.article import Article
from kijiyomi.classifier.features.lead import cut_to_lead
from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.classifier.features.vectorizer import VectorizerSettings, document_counts
from kijiyomi.classifier.labelled_articles import (
    LabelledArticle,
    read_documents,
    read_labelled_articles,
)
from kijiyomi.document import Document
from kijiyomi.frontmatter.keys import date_of
from kijiyomi.records.analysis import Entity


@dataclass(frozen=True, slots=True)
class Example:
    """A training article.

    Attributes:
        lead: The document cut to its lead.
        entities: Its companies.
        counts: Its n-grams, for each field.
        categories: Its categories, the main one first.
        tags: Its tags.
        group: Articles of one group tell one story and are never on both sides of a split.
    """

    lead: Document
    entities: tuple[Entity, ...]
    counts: NGramCounts
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    group: str


def read_examples(articles: Iterable[Article], settings: VectorizerSettings) -> list[Example]:
    """Return the articles that have labels; those of one day are one group."""
    return [_example(labelled, settings) for labelled in read_labelled_articles(articles)]


def read_counts(articles: Iterable[Article], settings: VectorizerSettings) -> list[NGramCounts]:
    """Return what is counted in articles, labelled or not."""
    return [
        document_counts([cut_to_lead(document, settings.lead)], settings)
        for document in read_documents(articles)
    ]


def _example(labelled: LabelledArticle, settings: VectorizerSettings) -> Example:
    lead = cut_to_lead(labelled.document, settings.lead)
    return Example(
        lead,
        labelled.entities,
        document_counts([lead], settings),
        labelled.categories,
        labelled.tags,
        date_of(labelled.document.article.metadata)[:10],
    )


def archive_fingerprint(examples: Iterable[Example]) -> str:
    """Return the SHA-256 of the texts and labels trained on, in hexadecimal."""
    digest = sha256()
    for example in examples:
        article = example.lead.article
        parts = (article.title, article.text, example.categories, example.tags)
        digest.update(json.dumps(parts).encode())
    return digest.hexdigest()
