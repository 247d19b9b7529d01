"""Every field of an analysis is in the record, in Arrow and in the flat columns."""

from dataclasses import fields

import pyarrow as pa
import pytest

from kijiyomi.archive.arrow_batches import records_of, scored_batch, without_failures
from kijiyomi.archive.writers import WRITERS, csv_header
from kijiyomi.display.data_frames import analysis_frame
from kijiyomi.records.analysis import Analysis, Entity, Keyword
from kijiyomi.records.schema import FLAT_COLUMNS, record_schema
from kijiyomi.records.views import VIEWS, view
from support.display_samples import analysis


def test_every_field_but_the_text_is_in_the_record_and_in_arrow() -> None:
    names = [field.name for field in fields(Analysis) if field.name != "text"]
    assert list(analysis().to_dict()) == record_schema().names == names


@pytest.mark.parametrize("name", record_schema().names)
def test_every_field_is_in_a_flat_column(name: str) -> None:
    """Some column reads the field: without it the columns cannot be made."""
    record = analysis().to_dict()
    del record[name]
    with pytest.raises(KeyError, match=name):
        [column.value(record) for column in FLAT_COLUMNS]


def test_members_of_lists_have_the_fields_of_their_types() -> None:
    assert [f.name for f in record_schema().field("entities").type.value_type] == list(Entity._fields)
    assert [f.name for f in record_schema().field("keywords").type.value_type] == list(Keyword._fields)
    assert record_schema().field("characters").type == pa.int32()
    assert record_schema().field("reading_time").type.field("seconds").type == pa.float64()
    assert record_schema().field("warnings").type.value_type == pa.string()


def test_a_record_is_the_same_by_json_and_by_arrow() -> None:
    records, _ = without_failures(scored_batch([analysis()]))
    assert records_of(records) == [analysis().to_dict()]


def test_csv_and_frames_have_the_columns_of_the_table() -> None:
    in_csv = [column.name for column in FLAT_COLUMNS if column.in_csv]
    assert csv_header().decode().strip().split(",") == in_csv
    records, _ = without_failures(scored_batch([analysis()]))
    assert WRITERS["csv"].encode(records).count(b"\n") == 1
    assert list(analysis_frame([analysis()]).columns) == [column.name for column in FLAT_COLUMNS]


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_there(name: str) -> None:
    assert callable(view(name))
