import io
import json

import pytest

from kijiyomi.archive.json_rows import json_rows
from kijiyomi.archive.table_rows import ColumnNames, NoRowsError
from kijiyomi.errors import InputError

ROWS = [{"id": n, "text": f"第{n}回。"} for n in range(3)]


def read(text):
    rows = json_rows(io.BytesIO(text.encode()), ColumnNames())
    return [row if isinstance(row, str) else dict(row.values) for row in rows]


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("above", ["", "\n", "\ufeff"])
def test_an_array_of_objects_is_read(indent, above):
    assert read(above + json.dumps(ROWS, ensure_ascii=False, indent=indent)) == ROWS


def test_one_object_over_several_lines_is_one_row():
    assert read(json.dumps(ROWS[0], indent=2)) == ROWS[:1]


def test_what_is_no_object_in_an_array_is_one_bad_row():
    assert read('[{"text": "雨"}, 5, {"text": "雪"}]') == [
        {"text": "雨"},
        "element 2: a int, not a JSON object",
        {"text": "雪"},
    ]


def test_a_list_above_lines_of_objects_is_one_bad_line():
    bad, *good = read("[1, 2]\n" + "".join(json.dumps(row) + "\n" for row in ROWS))
    assert bad.startswith("line 1: a list")
    assert good == ROWS


def test_a_broken_first_line_is_one_bad_line():
    bad, *good = read("{broken\n" + "".join(json.dumps(row) + "\n" for row in ROWS))
    assert bad.startswith("line 1: not JSON")
    assert good == ROWS


def test_an_array_cut_short_is_one_error():
    with pytest.raises(InputError, match="neither JSON Lines nor one JSON array"):
        read(json.dumps(ROWS, indent=1)[:-10])


@pytest.mark.parametrize("text", ["[]", "\n", " \n\n", "[\n]\n"])
def test_nothing_is_said_to_be_nothing(text):
    with pytest.raises(NoRowsError):
        read(text)
