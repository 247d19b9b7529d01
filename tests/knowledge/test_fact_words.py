from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge import fact_words as module
from kijiyomi.knowledge.data_files import FOLDER
from kijiyomi.knowledge.fact_words import FactWords, fact_words
from kijiyomi.records.facts import FactStatus, PropertyType
from support.data_files import assert_typos_are_named

DATA = FOLDER / "fact_words.toml"


def test_every_type_and_status_has_words() -> None:
    words = fact_words()
    assert set(words.types) == set(get_args(PropertyType))
    assert set(words.statuses) == set(get_args(FactStatus))
    assert all([*words.types.values(), *words.statuses.values(), *words.holders.values()])


def test_typos_are_named(tmp_path: Path) -> None:
    assert_typos_are_named(DATA, FactWords, tmp_path)


@pytest.mark.parametrize("lost", ["market_size", "forecast"])
def test_a_list_that_is_lost_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    lines = DATA.read_text(encoding="utf-8").splitlines()
    broken = tmp_path / DATA.name
    broken.write_text("\n".join(line for line in lines if not line.startswith(f"{lost} =")), encoding="utf-8")
    monkeypatch.setattr(module, "_PATH", broken)
    with pytest.raises(KnowledgeError, match=rf"{broken}: no words for {lost}; give each an entry"):
        fact_words.__wrapped__()
