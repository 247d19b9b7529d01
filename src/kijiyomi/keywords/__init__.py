"""Keywords: the phrases that say what an article is about."""

from kijiyomi.keywords.document_frequencies import DocumentFrequencies
from kijiyomi.keywords.extractor import KeywordExtractor

__all__ = ["DocumentFrequencies", "KeywordExtractor"]
