"""Morphological analysis: text in, columns of tokens out."""

from __future__ import annotations

from typing import Protocol

from kijiyomi.tokenizer.tokens import Lexicon, Morpheme, Tokens

__all__ = ["Lexicon", "Morpheme", "Tokenizer", "Tokens"]


class Tokenizer(Protocol):
    """What every backend offers."""

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``, with exact offsets."""
        ...
