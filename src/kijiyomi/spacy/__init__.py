"""kijiyomi in spaCy: the pipeline component ``kijiyomi``, and entities to and from spaCy's documents.

spaCy finds the component, and displaCy the colours of our labels, by entry points of the package.
"""

from __future__ import annotations

from kijiyomi.spacy.component import KijiyomiPipe
from kijiyomi.spacy.doc_entities import entities_of, to_doc

__all__ = ["KijiyomiPipe", "entities_of", "to_doc"]
