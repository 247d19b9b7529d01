"""Documents of single texts."""

from __future__ import annotations

from kijiyomi.article import Article
from kijiyomi.document import Document
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

_TOKENIZER = MecabTokenizer()


def read(text: str) -> Document:
    """Return ``text`` as an article without title, tokenized by MeCab."""
    article = Article(text)
    passage = read_passage(article)
    return Document(article, passage, _TOKENIZER(passage.text), _TOKENIZER(""))
