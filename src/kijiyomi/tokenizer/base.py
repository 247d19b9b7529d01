"""What every tokenizer offers, and what those share whose dictionary is heavy."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from kijiyomi.tokenizer.tokens import Lexicon, Tokens

# About 50 MB of morphemes; then a new lexicon begins.
LEXICON_LIMIT = 100_000

# How UniDic and Sudachi's dictionary write a field that has no value.
NO_VALUE = "*"


class Tokenizer(ABC):
    """What every tokenizer offers.

    形態素解析器の基底クラス。自作の形態素解析器はこれを継承する。
    """

    @abstractmethod
    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``, of any length, with exact offsets.

        文字列のトークンを正確な位置とともに返す。長さに制限はない。
        """

    def tokenize_batch(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text, as if each were given alone.

        文字列ごとにトークンを返す。結果は、1つずつ渡したときと同じになる。
        """
        return list(map(self, texts))


class Tagger(Protocol):
    """One thread's morphological analyser with the lexicon it fills."""

    lexicon: Lexicon


TaggerType = TypeVar("TaggerType", bound=Tagger)


class ThreadLocalTokenizer(Tokenizer, Generic[TaggerType]):
    """A tokenizer whose tagger cannot be pickled nor shared between threads.

    It is built when it is first needed, one per thread and process, and again when its lexicon is full.
    """

    def __init__(self) -> None:
        self._local = threading.local()

    @abstractmethod
    def _build_tagger(self) -> TaggerType: ...

    def _tagger(self) -> TaggerType:
        tagger: TaggerType | None = getattr(self._local, "tagger", None)
        if tagger is None or len(tagger.lexicon) > LEXICON_LIMIT:
            tagger = self._local.tagger = self._build_tagger()
        return tagger


def field_value(field: str) -> str:
    """Return a field of a dictionary's entry, ``""`` if it has no value."""
    return "" if field == NO_VALUE else field
