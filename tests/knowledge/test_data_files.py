import re

import msgspec
import pytest

from kijiyomi.errors import KnowledgeError
from kijiyomi.knowledge.data_files import FOLDER, any_of, check_known, read_data, read_entries, read_toml


class Plant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    height: float
    names: tuple[str, ...] = ()


class Garden(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    beds: dict[str, dict[str, float | Plant]] = {}
    rows: tuple[Plant, ...] = ()
    oldest: str = ""

    def __post_init__(self):
        check_known(
            "oldest",
            [self.oldest] if self.oldest else [],
            {name for bed in self.beds.values() for name in bed},
        )


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "garden.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_file_becomes_a_typed_value(write):
    path = write('oldest = "菊"\n[beds.north]\n"菊" = 1\n"梅" = { height = 2.5, names = ["白梅"] }\n')
    assert read_data(path, Garden) == Garden({"north": {"菊": 1.0, "梅": Plant(2.5, ("白梅",))}}, oldest="菊")


def test_entries_are_read_by_name(write):
    path = write('["菊"]\nheight = 1\n["梅"]\nheight = 2\n')
    assert read_entries(path, Plant) == {"菊": Plant(1.0), "梅": Plant(2.0)}


@pytest.mark.parametrize(
    ("text", "entry", "reason", "fields"),
    [
        ('sise = 3', "", "unknown field `sise`", "beds, rows, oldest"),
        ('[beds.north]\n"菊" = 1\n"梅" = { heigth = 2 }', "beds.north.梅: ", "unknown field `heigth`", "height, names"),
        ('[beds.south]\n"菊" = 1\n[beds.north]\n"梅" = "tall"', "beds.north.梅: ", "got `str`", "height, names"),
        ('[beds.north]\n"梅" = { height = 1, names = ["白梅", 3] }', "beds.north.梅.names.1: ", "Expected `str`, got `int`", ""),
        ("[[rows]]\nheight = 1\n[[rows]]\nnames = []", "rows.1: ", "missing required field `height`", "height, names"),
        ('beds = ["north"]', "beds: ", "Expected `object`, got `array`", ""),
        ('oldest = "菊"\n[beds.north]\n"梅" = 1', "", "[oldest] names what the file does not list: 菊", "beds, rows, oldest"),
    ],
)  # fmt: skip
def test_an_error_names_file_entry_and_remedy(write, text, entry, reason, fields):
    path = write(text)
    with pytest.raises(KnowledgeError) as error:
        read_data(path, Garden)
    message = str(error.value)
    assert message.startswith(f"{path}: {entry}")
    assert reason in message
    assert message.endswith("; mend this entry" + (f" (its fields: {fields})" if fields else ""))


def test_an_error_in_an_entry_names_it(write):
    path = write('["菊"]\nheight = 1\n["梅"]\nheight = 2\nnames = [3]\n')
    message = r"garden\.toml: 梅: names\.0: Expected `str`, got `int`; mend this entry"
    with pytest.raises(KnowledgeError, match=message):
        read_entries(path, Plant)
    with pytest.raises(KnowledgeError, match="梅: Expected `object`, got `int`"):
        read_entries(write('"梅" = 3'), Plant)


@pytest.mark.parametrize("text", [b"a = \xff", "a = ", "a = 1\na = 2"])
def test_what_is_no_toml_is_an_error(write, text):
    for read in (read_toml, lambda path: read_data(path, Garden), lambda path: read_entries(path, Plant)):
        with pytest.raises(
            KnowledgeError, match=r"garden\.toml: cannot be read as TOML .*; give a UTF-8 TOML file"
        ):
            read(write(text))


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(KnowledgeError, match=r"none\.toml: cannot be read"):
        read_toml(tmp_path / "none.toml")


def test_the_longest_of_several_words_matches_literally():
    assert re.match(any_of(["a.", "a.b", "a"]), "a.bc")[0] == "a.b"
    assert not re.match(any_of(["a."]), "ab")


def test_every_data_file_is_toml():
    files = list(FOLDER.rglob("*.toml"))
    assert len(files) > 20
    for file in files:
        assert read_toml(file)
