"""The words of change: 12%増, 3割減, 5ポイント低下, and of what it is measured against: 前年同期比."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import Literal

import msgspec

from kijiyomi.knowledge.data_files import FOLDER, check_known, read_data
from kijiyomi.records.analysis import Basis, Change

ByDirection = dict[Change, tuple[str, ...]]


class JudgedWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words whose direction depends on the subject.

    Attributes:
        better: 改善 and the like.
        worse: 悪化 and the like.
        falling: Subjects that get better when they fall.
        rising: Subjects that get better when they rise.
    """

    better: tuple[str, ...]
    worse: tuple[str, ...]
    falling: tuple[str, ...]
    rising: tuple[str, ...]


class PeriodWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long before 前期 was.

    Attributes:
        words: 前期 and the like.
        quarter: Regular expressions of what makes the period a quarter.
        half: The same for half a year.
        year: The same for a year.
    """

    words: tuple[str, ...]
    quarter: tuple[str, ...]
    half: tuple[str, ...]
    year: tuple[str, ...]


class ChangeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``numbers/changes.toml``, whose comments say what each table means."""

    between: tuple[str, ...]
    shared: tuple[str, ...]
    parts: tuple[str, ...]
    rates: tuple[str, ...]
    then: tuple[str, ...]
    said: ByDirection
    joined: ByDirection
    done: ByDirection
    compared: ByDirection
    judged: JudgedWords
    measured: dict[Literal["increase", "decrease", "signed"], tuple[str, ...]]
    basis: dict[Basis, tuple[str, ...]]
    periods: PeriodWords
    not_before: dict[str, str]

    def __post_init__(self) -> None:
        groups = (self.said, self.joined, self.done, self.compared)
        words = chain.from_iterable(chain.from_iterable(group.values()) for group in groups)
        check_known("not_before", self.not_before, set(words))
        check_known("periods", self.periods.words, set(chain.from_iterable(self.basis.values())))


@lru_cache(maxsize=1)
def change_words() -> ChangeWords:
    """Return the words of change, read once.

    Raises:
        KnowledgeError: If the file is malformed.
    """
    return read_data(FOLDER / "numbers" / "changes.toml", ChangeWords)
