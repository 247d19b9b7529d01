"""Articles read for training and evaluation: their labels, and what the classifier looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kijiyomi.article import Article
from kijiyomi.document import Document
from kijiyomi.entities.companies.recogniser import CompanyRecogniser
from kijiyomi.entities.recogniser import EntityRecogniser
from kijiyomi.frontmatter.keys import categories_of, tags_of
from kijiyomi.records.analysis import Entity
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with its author's labels.

    Attributes:
        document: The article, read.
        entities: Its companies.
        categories: Its categories, the main one first.
        tags: Its tags.
    """

    document: Document
    entities: tuple[Entity, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]


def read_labelled_articles(articles: Iterable[Article]) -> Iterator[LabelledArticle]:
    """Yield each article that has a category or tag, read as the analyzer reads it."""
    companies = EntityRecogniser([CompanyRecogniser()])
    labelled = (
        article for article in articles if categories_of(article.metadata) or tags_of(article.metadata)
    )
    for document in read_documents(labelled):
        metadata = document.article.metadata
        yield LabelledArticle(document, companies(document), categories_of(metadata), tags_of(metadata))


def read_documents(articles: Iterable[Article]) -> Iterator[Document]:
    """Yield each article, read as the analyzer reads it."""
    tokenizer = MecabTokenizer()
    for article in articles:
        passage = read_passage(article)
        yield Document(article, passage, tokenizer(passage.text), tokenizer(article.title))
