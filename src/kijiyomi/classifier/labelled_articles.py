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
    tokenizer = MecabTokenizer()
    companies = EntityRecogniser([CompanyRecogniser()])
    for article in articles:
        categories, tags = categories_of(article.metadata), tags_of(article.metadata)
        if not categories and not tags:
            continue
        passage = read_passage(article)
        document = Document(article, passage, tokenizer(passage.text), tokenizer(article.title))
        yield LabelledArticle(document, companies(document), categories, tags)
