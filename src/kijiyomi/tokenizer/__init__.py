"""Morphological analysis: text in, columns of tokens out."""

from __future__ import annotations

from kijiyomi.tokenizer.tokens import Lexicon, Morpheme, Tokenizer, Tokens

__all__ = ["Lexicon", "Morpheme", "Tokenizer", "Tokens"]
