"""What a figure says: whose value it is, of what, when, and how sure.

Read in this order: ``joined_tokens`` puts the tokens of several documents into one row, ``token_columns``
makes columns of them and finds the chunks that facts may point to (``word_classes`` says what each morpheme
may be); ``pairs`` puts each figure beside the chunks near it; ``pair_features`` and ``figure_features`` say
what is seen of them, as indices of weights (``feature_slots``); ``model`` chooses by these weights
(``weight_counts`` knows how many there are); ``equal_facts`` finds figures that say what another one says;
``extractor`` leads through all of it.
"""

from __future__ import annotations

from kijiyomi.facts.extractor import FactExtractor

__all__ = ["FactExtractor"]
