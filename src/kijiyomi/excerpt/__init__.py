"""Excerpts: one or two sentences of an article that say what it is about.

The ``opening_sentences`` of articles are scored (``sentence_scores``), and the best become the excerpt
(``selection``).
"""

from kijiyomi.excerpt.selection import extract_excerpt, extract_excerpt_batch

__all__ = ["extract_excerpt", "extract_excerpt_batch"]
