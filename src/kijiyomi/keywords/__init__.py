"""Keywords: the phrases that say what an article is about.

The ``extractor`` finds noun ``compounds`` on token columns by what each morpheme may do in one
(``morpheme_roles``), scores them (``scoring``), and chooses among the likeliest (``candidates``), with the
``document_frequencies`` of an archive if they are known.
"""

from kijiyomi.keywords.document_frequencies import DocumentFrequencies
from kijiyomi.keywords.extractor import KeywordExtractor

__all__ = ["DocumentFrequencies", "KeywordExtractor"]
