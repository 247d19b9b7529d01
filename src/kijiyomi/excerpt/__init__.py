"""Excerpts: one or two sentences of an article that say what it is about.

The ``opening_sentences`` of articles are looked at (``sentence_features``, ``sentence_words``), scored by a
small ``model``, and the best become the excerpt (``extractor``).
"""

from kijiyomi.excerpt.extractor import MAX_EXCERPT, ExcerptExtractor
from kijiyomi.excerpt.sentence_features import MIN_LENGTH

__all__ = ["MAX_EXCERPT", "MIN_LENGTH", "ExcerptExtractor"]
