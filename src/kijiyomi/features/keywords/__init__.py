"""Keywords: the phrases that say what an article is about."""

from kijiyomi.features.keywords.extractor import KeywordExtractor
from kijiyomi.features.keywords.frequencies import DocumentFrequencies

__all__ = ["DocumentFrequencies", "KeywordExtractor"]
