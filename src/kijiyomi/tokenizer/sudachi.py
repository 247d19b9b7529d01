"""A second tokenizer with the same face: SudachiPy, which GiNZA builds on."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

import numpy as np

from kijiyomi.errors import DependencyError
from kijiyomi.tokenizer.alignment import taggable
from kijiyomi.tokenizer.segmentation import segments
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme, Tokenizer, Tokens

if TYPE_CHECKING:
    from sudachipy import Morpheme as SudachiMorpheme

SplitMode = Literal["A", "B", "C"]

# Sudachi refuses inputs of more than 49,149 bytes of UTF-8; 12,000 characters are at most 48,000.
SEGMENT_CHARACTERS = 12_000
LEXICON_LIMIT = 100_000


class SudachiTokenizer(Tokenizer):
    """Tokenize with Sudachi and its core dictionary.

    Safe to share between threads and to pickle: the tokenizer itself is built lazily, one per thread.

    Args:
        mode: Length of the units: ``"A"`` short like UniDic's, ``"B"`` middle, ``"C"`` named entities whole.

    Raises:
        DependencyError: If SudachiPy or its dictionary is not installed.
    """

    def __init__(self, mode: SplitMode = "C") -> None:
        try:
            import sudachidict_core  # noqa: F401
            import sudachipy  # noqa: F401
        except ImportError as error:
            raise DependencyError(
                "SudachiTokenizer needs SudachiPy and its dictionary: pip install 'kijiyomi[sudachi]'"
            ) from error
        self.mode = mode
        self._local = threading.local()

    def __reduce__(self) -> tuple[type[SudachiTokenizer], tuple[SplitMode]]:
        return SudachiTokenizer, (self.mode,)

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``, of any length; white space lies between them."""
        worker = self._worker()
        rows: list[tuple[int, int, int]] = []
        offset = 0
        for segment in segments(taggable(text), SEGMENT_CHARACTERS):
            rows += worker.rows(segment, offset)
            offset += len(segment)
        start, end, morpheme = np.array(rows, dtype=np.int32).reshape(-1, 3).T
        return Tokens(text, worker.lexicon, start, end, morpheme)

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._local, "worker", None)
        if worker is None or len(worker.lexicon) > LEXICON_LIMIT:
            worker = self._local.worker = _Worker(self.mode)
        return worker


class _Worker:
    """One thread's Sudachi tokenizer and the lexicon it fills."""

    def __init__(self, mode: SplitMode) -> None:
        from sudachipy import Dictionary, SplitMode

        self.lexicon = Lexicon()
        self._ids: dict[tuple[int, str], int] = {}
        self._tokenizer = Dictionary(dict="core").create(getattr(SplitMode, mode))

    def rows(self, segment: str, offset: int) -> list[tuple[int, int, int]]:
        """Return start, end and morpheme id of each token that is not white space."""
        rows = []
        reached = 0
        for found in self._tokenizer.tokenize(segment):
            # One source character may open into several (㈱ into (株)); its first token takes it.
            start, end = max(found.begin(), reached), found.end()
            if end <= start or segment[start:end].isspace():
                continue
            reached = end
            rows.append((offset + start, offset + end, self._morpheme_id(found, segment[start:end])))
        return rows

    def _morpheme_id(self, found: SudachiMorpheme, surface: str) -> int:
        key = (found.word_id(), surface)
        known = self._ids.get(key)
        if known is None:
            known = self._ids[key] = self.lexicon.add(_morpheme(found, surface))
        return known


def _morpheme(found: SudachiMorpheme, surface: str) -> Morpheme:
    fields = ["" if field == "*" else field for field in found.part_of_speech()]
    pos1, pos2, pos3, pos4, conjugation_type, conjugation_form = fields
    return Morpheme(
        surface,
        found.dictionary_form() or surface,
        pos1,
        pos2,
        pos3,
        pos4,
        conjugation_type,
        conjugation_form,
        reading=found.reading_form(),
        known=not found.is_oov(),
    )
