import csv
import gzip
import io
import json
from contextlib import closing

import pyarrow as pa
import pyarrow.parquet
import pytest

from kijiyomi.archive.arrow_batches import scored_batch, without_failures
from kijiyomi.archive.atomic_file import AtomicFile
from kijiyomi.archive.formats import output_format
from kijiyomi.archive.writers import WRITERS
from kijiyomi.errors import InputError
from kijiyomi.records.analysis import Analysis, Category, Entity, Keyword, ReadingTime, Subject, Tag
from kijiyomi.records.facts import Mention
from support.display_samples import fact


def record(title="題"):
    return Analysis(
        id="1",
        title=title,
        path="posts/1.md",
        text="NVIDIAが5%増",
        characters=10,
        reading_time=ReadingTime(1, 1.2),
        categories=(Category("ニュース", 0.9),),
        tags=(Tag("半導体", 0.8, "topic"), Tag("NVIDIA", 0.7, "entity")),
        subjects=(Subject("科学・技術", "medtop:13000000", 0.8),),
        keywords=(Keyword("NVIDIA", 1.0, 1),),
        entities=(
            Entity(0, 6, "NVIDIA", "COMPANY", name="NVIDIA", kb_id="nvidia"),
            Entity(7, 9, "5%", "PERCENT", value=5.0),
        ),
        facts=(fact("NVIDIAが5%増", "5%", entity="NVIDIA", type="change"),),
        excerpt="NVIDIAが5%増",
        warnings=("一つ", "二つ"),
    )


def written(path, records):
    writer = WRITERS[output_format(path).name]
    with AtomicFile(path) as stream, closing(writer.start_file(stream, {"model": "abc"})) as file:
        for analyses in (records, []):
            file.write(writer.encode(without_failures(scored_batch(analyses))[0]))
    return path


def test_json_lines(tmp_path):
    raw = written(tmp_path / "out.jsonl", [record(), record()]).read_text(encoding="utf-8")
    assert [json.loads(line) for line in raw.splitlines()] == [record().to_dict()] * 2
    assert "題" in raw


def test_compressed_json_lines_are_the_same_bytes_each_time(tmp_path):
    first = written(tmp_path / "out.jsonl.gz", [record()]).read_bytes()
    assert first == written(tmp_path / "out.jsonl.gz", [record()]).read_bytes()
    assert first == written(tmp_path / "other.jsonl.gz", [record()]).read_bytes()
    assert json.loads(gzip.decompress(first)) == record().to_dict()
    packed = written(tmp_path / "out.jsonl.zst", [record()])
    assert json.loads(pa.input_stream(str(packed), compression="zstd").read()) == record().to_dict()


def test_csv_is_a_flat_summary(tmp_path):
    text = written(tmp_path / "out.csv", [record('改\n行,と"引用"')]).read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"] == '改\n行,と"引用"'
    assert (row["tags"], row["companies"], row["reading_minutes"]) == ("半導体; NVIDIA", "NVIDIA", "1")
    assert row["facts"] == "1"


def test_parquet_holds_typed_records_and_provenance(tmp_path):
    table = pyarrow.parquet.read_table(written(tmp_path / "out.parquet", [record()]))
    assert table.schema.metadata[b"kijiyomi.model"] == b"abc"
    (row,) = table.to_pylist()
    assert row["reading_time"] == {"minutes": 1, "seconds": 1.2}
    assert [e["value"] for e in row["entities"]] == [None, 5.0]
    assert row["facts"] == record().to_dict()["facts"]
    mention = table.schema.field("facts").type.value_type.field("entity").type
    assert [field.name for field in mention] == list(Mention._fields)
    assert table.schema.field("characters").type == pa.int32()


@pytest.mark.parametrize("name", ["out.txt", "out", "out.parquet.gz"])
def test_unknown_formats_are_refused(tmp_path, name):
    with pytest.raises(InputError, match=r"use \.jsonl"):
        output_format(tmp_path / name)
