"""Articles read as the analyzer reads them."""

from __future__ import annotations

from collections.abc import Iterable

from kijiyomi.article import Article
from kijiyomi.document import Document, Documents
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

TOKENIZER = MecabTokenizer()


def read_document(text: str, title: str = "") -> Document:
    article = Article(text, title=title)
    passage = read_passage(article)
    return Document(article, passage, TOKENIZER(passage.text), TOKENIZER(title))


def read_documents(texts: Iterable[str]) -> Documents:
    """Return documents of one lexicon."""
    documents = [read_document(text) for text in texts]
    assert len({id(document.tokens.lexicon) for document in documents}) <= 1
    return Documents(documents)
