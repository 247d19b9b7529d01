from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.change_words import ChangeWords, change_words
from kijiyomi.knowledge.data_files import FOLDER, read_data
from kijiyomi.records.analysis import Basis, Change

DATA = FOLDER / "numbers" / "changes.toml"


def test_every_direction_and_basis_has_words() -> None:
    words = change_words()
    assert set(words.basis) == set(get_args(Basis))
    for group in (words.said, words.joined, words.done, words.compared):
        assert set(group) == set(get_args(Change))
        assert all(group.values())


@pytest.mark.parametrize("group", ["said", "joined", "done", "compared", "basis"])
def test_no_word_means_two_things(group: str) -> None:
    for one, other in combinations(getattr(change_words(), group).values(), 2):
        assert not set(one) & set(other)


def test_no_word_stands_twice() -> None:
    words = change_words()
    for group in (words.said, words.joined, words.done, words.compared, words.measured, words.basis):
        for some in group.values():
            assert len(set(some)) == len(some)


def test_a_typo_names_its_table(tmp_path: Path) -> None:
    broken = tmp_path / "changes.toml"
    broken.write_text(DATA.read_text(encoding="utf-8") + '"増か" = "x"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"not_before.*増か"):
        read_data(broken, ChangeWords)
