"""Tokens as columns over a shared lexicon of distinct morphemes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import Int32Array


class Morpheme(NamedTuple):
    """One dictionary entry (or unknown word) as the tokenizer reads it.

    辞書の1項目、または未知語。

    Attributes:
        surface: The characters as the tokenizer reads them; :meth:`Tokens.surface` returns them as written.
        lemma: Dictionary form; for proper nouns UniDic gives katakana, so group by it, never show it.
        pos1: Coarse part of speech in UniDic's terms, such as 名詞.
        pos2: Finer part of speech, such as 固有名詞; ``""`` when there is none.
        pos3: Finer still, such as 地名.
        pos4: Finest, such as 国.
        conjugation_type: Such as 五段-ラ行; ``""`` for words that do not conjugate.
        conjugation_form: Such as 連用形-一般.
        reading: Katakana reading; ``""`` when unknown.
        known: False for words the dictionary does not list.
    """

    surface: str
    lemma: str
    pos1: str
    pos2: str = ""
    pos3: str = ""
    pos4: str = ""
    conjugation_type: str = ""
    conjugation_form: str = ""
    reading: str = ""
    known: bool = True


BOUNDARY = 0
"""Id of the morpheme between texts that are joined to one; it is no word, and no tokenizer returns it."""

MorphemeProperty = Callable[[Morpheme], int]
MorphemeRows = Callable[["Lexicon", int], NDArray[Any]]


class Lexicon:
    """The distinct morphemes a tokenizer has met; it only grows, and ids never change.

    Features that need a fact about every token ask for a :meth:`column` once and index it with
    :attr:`Tokens.morpheme`: the fact is computed once per distinct morpheme, not per token.
    A lexicon belongs to one tokenizer of one thread.
    """

    __slots__ = ("_columns", "_morphemes", "_tables")

    def __init__(self) -> None:
        self._morphemes = [Morpheme("", "", "")]
        self._columns: dict[MorphemeProperty, _Column] = {}
        self._tables: dict[MorphemeRows, _Table] = {}

    def __len__(self) -> int:
        return len(self._morphemes)

    @overload
    def __getitem__(self, morpheme_id: int) -> Morpheme: ...
    @overload
    def __getitem__(self, morpheme_id: slice) -> list[Morpheme]: ...
    def __getitem__(self, morpheme_id: int | slice) -> Morpheme | list[Morpheme]:
        return self._morphemes[morpheme_id]

    def add(self, morpheme: Morpheme) -> int:
        """Append ``morpheme`` and return its id."""
        self._morphemes.append(morpheme)
        return len(self._morphemes) - 1

    def column(self, of: MorphemeProperty) -> Int32Array:
        """Return int32 ``(len(self),)``: ``of(morpheme)`` for every morpheme, computed once each.

        ``of`` must be a pure function kept for the life of the program (a module-level function or a
        bound method of a long-lived object), since the column is cached under it.
        """
        column = self._columns.get(of)
        if column is None:
            column = self._columns[of] = _Column(of)
        return column.of(self._morphemes)

    def table(self, of: MorphemeRows) -> NDArray[Any]:
        """Return ``(len(self), width)``: a row for every morpheme, computed for all new ones at once.

        ``of`` is kept like that of a :meth:`column`; given the lexicon and an id, it returns a row for each
        morpheme from that id on.
        """
        table = self._tables.get(of)
        if table is None:
            table = self._tables[of] = _Table(of(self, len(self)))
        if table.known < len(self):
            table.append(of(self, table.known))
        return table.rows()


class _Column:
    """A fact about every morpheme, in an array that grows by half, so that a few new ones do not copy all."""

    __slots__ = ("_known", "_of", "_values")

    def __init__(self, of: MorphemeProperty) -> None:
        self._of = of
        self._known = 0
        self._values = np.empty(0, dtype=np.int32)

    def of(self, morphemes: Sequence[Morpheme]) -> Int32Array:
        """Return int32 ``(len(morphemes),)``, computed for those that are new."""
        known, count = self._known, len(morphemes)
        if known < count:
            if count > len(self._values):
                self._values = np.concatenate(
                    (self._values[:known], np.empty(count + count // 2 - known, np.int32))
                )
            self._values[known:count] = list(map(self._of, morphemes[known:]))
            self._known = count
        return self._values[:count]


class _Table:
    """Rows for every morpheme, in an array that grows like a column's."""

    __slots__ = ("_values", "known")

    def __init__(self, no_rows: NDArray[Any]) -> None:
        self.known = 0
        self._values = no_rows

    def append(self, rows: NDArray[Any]) -> None:
        """Add rows for new morphemes."""
        count = self.known + len(rows)
        if count > len(self._values):
            spare = np.empty((count + count // 2 - self.known, *rows.shape[1:]), rows.dtype)
            self._values = np.concatenate((self._values[: self.known], spare))
        self._values[self.known : count] = rows
        self.known = count

    def rows(self) -> NDArray[Any]:
        """Return ``(known, width)``."""
        return self._values[: self.known]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text.

    1つの文字列のトークンを、列（配列）で持つ。

    Attributes:
        text: The tokenized text.
        lexicon: Where ``morpheme`` points.
        start: int32 ``(n,)``: first code point of each token in ``text``.
        end: int32 ``(n,)``: one past its last code point. White space lies between tokens.
        morpheme: int32 ``(n,)``: id of each token's morpheme.
    """

    text: str
    lexicon: Lexicon
    start: Int32Array
    end: Int32Array
    morpheme: Int32Array

    def __len__(self) -> int:
        return len(self.morpheme)

    def column(self, of: MorphemeProperty) -> Int32Array:
        """Return int32 ``(n,)``: ``of(morpheme)`` for every token (see :meth:`Lexicon.column`).

        トークンごとに、その形態素の値`of(morpheme)`を並べた配列を返す。
        """
        return self.lexicon.column(of).take(self.morpheme)

    def surface(self, index: int) -> str:
        """Return the characters of token ``index``.

        指定したトークンの文字を返す。
        """
        return self.text[self.start[index] : self.end[index]]

    def __iter__(self) -> Iterator[Morpheme]:
        """Yield each token's morpheme; for people exploring, not for the hot path.

        トークンの形態素を順に返す。中身を確かめるためのもので、速い処理には向かない。
        """
        lexicon = self.lexicon
        return (lexicon[i] for i in self.morpheme.tolist())
