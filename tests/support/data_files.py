"""What every data file must withstand."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.data_files import read_data, read_toml

WRONG = datetime.date(2000, 1, 1)
"""A value that no entry of any file allows."""


def assert_typos_are_named(file: Path, kind: type, tmp_path: Path) -> None:
    """Check that an unknown key and a wrong value, in each kind of table, are errors with file, entry, remedy."""
    content = read_toml(file)
    broken_file = tmp_path / file.name
    read_data(file, kind)
    for keys in [*_tables(content), *_values(content)]:
        broken = copy.deepcopy(content)
        _put(broken, keys, WRONG)
        broken_file.write_text(tomlkit.dumps(broken), encoding="utf-8")
        with pytest.raises(KnowledgeError) as error:
            read_data(broken_file, kind)
        message = str(error.value)
        assert message.startswith(f"{broken_file}: "), message
        assert all(key in message for key in keys), (keys, message)
        assert "; mend this entry" in message


def _tables(content: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the keys of an entry ``typo`` in one table of each kind."""
    kinds = {(keys[:1], len(keys)): keys for keys, value in _walk(content) if isinstance(value, dict)}
    for table in ((), *map(tuple, kinds.values())):
        yield [*table, "typo"]


def _values(content: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the keys of one value of each kind."""
    kinds = {(keys[:1], len(keys)): keys for keys, value in _walk(content) if not isinstance(value, dict)}
    yield from map(list, kinds.values())


def _walk(table: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        yield (*above, key), value
        if isinstance(value, dict):
            yield from _walk(value, (*above, key))


def _put(table: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        table = table[key]
    table[keys[-1]] = value
