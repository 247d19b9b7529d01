import io

import pytest

from kijiyomi.archive.separated_rows import separated_rows
from kijiyomi.archive.table_rows import ColumnNames, NoRowsError
from kijiyomi.errors import InputError


def read(text, delimiter=",", columns=None, encoding="utf-8"):
    rows = separated_rows(delimiter)(io.BytesIO(text.encode(encoding)), columns or ColumnNames())
    return [row if isinstance(row, str) else dict(row.values) for row in rows]


ROW = {"id": "7", "title": "風車", "text": "海の上で回る。"}


@pytest.mark.parametrize("said", [None, "sep={}", '"sep={}"', "SEP={}"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("format_delimiter", [",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_is_found_in_every_format(delimiter, format_delimiter, said, end):
    lines = [delimiter.join(ROW), delimiter.join(ROW.values())]
    if said:
        lines.insert(0, said.format(delimiter))
    assert read(end.join([*lines, ""]), format_delimiter) == [ROW]


def test_the_delimiter_of_the_format_is_kept_where_it_finds_the_texts():
    assert read("id,title;text,text\n1,;,本文\n") == [{"id": "1", "title;text": ";", "text": "本文"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp932", "iso2022_jp"])
def test_the_line_of_excel_is_read_in_every_encoding(encoding):
    assert read("sep=;\r\nid;text\r\n1;風が吹く。\r\n", encoding=encoding) == [
        {"id": "1", "text": "風が吹く。"}
    ]


def test_spaces_after_delimiters_belong_to_no_field():
    rows = read('id, title , text\n1, "風, 波", "海、""沖"""\n')
    assert rows == [{"id": "1", "title": "風, 波", "text": '海、"沖"'}]


def test_spaces_that_no_header_has_stay():
    assert read("id,text\n1, 字下げ\n") == [{"id": "1", "text": " 字下げ"}]


@pytest.mark.parametrize("text", ["1,風車,海の上で回る。\n", "1;風車;海\n2;波;岸\n", "題,本文\nあ,い\n"])
def test_a_table_without_names_is_one_error_with_the_remedy(text):
    with pytest.raises(
        InputError, match=r"'text' is missing; there are .*write them above it: id,title,text"
    ):
        read(text)


@pytest.mark.parametrize("text", ["id,title,text\n", "id,text", "sep=,\nid,text\n", "\n\n", " \n"])
def test_a_table_without_rows_says_so(text):
    with pytest.raises(NoRowsError, match=r"no row|blank lines"):
        read(text)


def test_an_empty_file_has_nothing_to_say():
    assert read("") == []


def test_a_mark_alone_is_a_blank_line():
    with pytest.raises(NoRowsError, match="blank lines only"):
        read("\ufeff")


def test_a_carriage_return_in_quotes_stays():
    assert read('id,text\r1,"風が\r吹く。"\r2,海\r') == [
        {"id": "1", "text": "風が\r吹く。"},
        {"id": "2", "text": "海"},
    ]


def test_row_numbers_of_data_frames_are_left_out():
    assert read(",id,text\n0,a,本文\n") == [{"id": "a", "text": "本文"}]
