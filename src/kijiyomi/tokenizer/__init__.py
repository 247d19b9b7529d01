"""Morphological analysis: text in, columns of tokens over a shared lexicon out.

``mecab`` is the default tokenizer, ``sudachi`` the other one; both offer what ``base`` says and return
``tokens``. MeCab's side: texts are cut by ``segmentation``; each line of output becomes a number
(``mecab_line_ids``) and, when it is new, a morpheme (``mecab_morphemes``, read from a
``mecab_dictionary``); ``alignment`` finds the tokens' offsets; ``user_dictionary`` compiles a user's words.
"""

from __future__ import annotations

from kijiyomi.tokenizer.base import Tokenizer
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme, Tokens

__all__ = ["Lexicon", "Morpheme", "Tokenizer", "Tokens"]
