"""The other tokenizer: SudachiPy, which GiNZA builds on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from kijiyomi.errors import DependencyError
from kijiyomi.tokenizer.alignment import replace_untaggable
from kijiyomi.tokenizer.base import ThreadLocalTokenizer, field_value
from kijiyomi.tokenizer.segmentation import split_segments
from kijiyomi.tokenizer.tokens import Lexicon, Morpheme, Tokens

if TYPE_CHECKING:
    from sudachipy import Morpheme as SudachiMorpheme

SplitMode = Literal["A", "B", "C"]

# Sudachi refuses inputs of more than 49,149 bytes of UTF-8; 12,000 characters are at most 48,000.
SEGMENT_CHARACTERS = 12_000


class SudachiTokenizer(ThreadLocalTokenizer["_SudachiTagger"]):
    """Tokenize with Sudachi and its core dictionary.

    Sudachiとそのコア辞書で形態素解析する。

    Safe to share between threads and to pickle: taggers are built lazily, one per thread and process.

    Args:
        mode: Length of the tokens: ``"A"`` short like UniDic's, ``"B"`` middle, ``"C"`` named entities whole.

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
        super().__init__()
        self.mode = mode

    def __reduce__(self) -> tuple[type[SudachiTokenizer], tuple[SplitMode]]:
        return SudachiTokenizer, (self.mode,)

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``, of any length; white space lies between them.

        文字列のトークンを返す。長さに制限はなく、空白はトークンに含めない。
        """
        tagger = self._tagger()
        rows: list[tuple[int, int, int]] = []
        offset = 0
        for segment in split_segments(replace_untaggable(text), SEGMENT_CHARACTERS):
            rows += tagger.rows(segment, offset)
            offset += len(segment)
        start, end, morpheme = np.array(rows, dtype=np.int32).reshape(-1, 3).T
        return Tokens(text, tagger.lexicon, start, end, morpheme)

    def _build_tagger(self) -> _SudachiTagger:
        return _SudachiTagger(self.mode)


class _SudachiTagger:
    """One thread's Sudachi tokenizer and the lexicon it fills."""

    def __init__(self, mode: SplitMode) -> None:
        from sudachipy import Dictionary, SplitMode

        self.lexicon = Lexicon()
        self._ids: dict[tuple[int, str], int] = {}
        self._tokenizer = Dictionary(dict="core").create(getattr(SplitMode, mode))

    def rows(self, segment: str, offset: int) -> list[tuple[int, int, int]]:
        """Return start, end and morpheme id of each token that is not white space."""
        rows = []
        last_end = 0
        for found in self._tokenizer.tokenize(segment):
            # One source character may open into several (㈱ into (株)); its first token takes it.
            start, end = max(found.begin(), last_end), found.end()
            if end <= start or segment[start:end].isspace():
                continue
            last_end = end
            rows.append((offset + start, offset + end, self._morpheme_id(found, segment[start:end])))
        return rows

    def _morpheme_id(self, found: SudachiMorpheme, surface: str) -> int:
        key = (found.word_id(), surface)
        morpheme_id = self._ids.get(key)
        if morpheme_id is None:
            morpheme_id = self._ids[key] = self.lexicon.add(_morpheme(found, surface))
        return morpheme_id


def _morpheme(found: SudachiMorpheme, surface: str) -> Morpheme:
    pos1, pos2, pos3, pos4, conjugation_type, conjugation_form = map(field_value, found.part_of_speech())
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
