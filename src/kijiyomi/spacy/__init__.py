"""kijiyomi in spaCy: the pipeline component ``kijiyomi``, and documents to and from spaCy."""

from __future__ import annotations

from kijiyomi.spacy.component import KijiyomiPipe
from kijiyomi.spacy.convert import entities_of, to_doc

__all__ = ["KijiyomiPipe", "entities_of", "to_doc"]
