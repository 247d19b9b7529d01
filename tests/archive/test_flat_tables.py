"""Each flat table has the rows of the records, with the columns of its kind."""

from contextlib import closing

import pyarrow.parquet as pq
import pytest

from kijiyomi.archive.arrow_batches import scored_batch, without_failures
from kijiyomi.archive.flat_tables import TABLES, write_tables
from kijiyomi.archive.output import Output
from kijiyomi.records.analysis import Keyword
from kijiyomi.records.fact_rows import FACT_COLUMNS, fact_contexts, fact_row
from support.display_samples import analysis, bare

ANALYSES = [bare(id="empty"), analysis(), analysis(id="b", path="b.md")]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """The tables beside a file of two batches of records."""
    output = Output.of(tmp_path_factory.mktemp("tables") / "out.parquet")
    with output.path.open("wb") as stream, closing(output.writer.start_file(stream, {})) as file:
        for some in (ANALYSES[:2], ANALYSES[2:]):
            file.write(output.writer.encode(without_failures(scored_batch(some))[0]))
    write_tables(output, {"model": "abc"})
    return {name: pq.read_table(output.beside(f"{name}.parquet")) for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_rows_say_which_article_they_are_of(tables, name):
    table = tables[name]
    assert table.schema.metadata[b"kijiyomi.model"] == b"abc"
    assert table.column_names[:3] == ["article", "id", "path"]
    owners = list(dict.fromkeys((row["article"], row["id"], row["path"]) for row in table.to_pylist()))
    assert owners == [(n, ANALYSES[n].id, ANALYSES[n].path) for n in (1, 2)]


def test_keywords_have_their_fields(tables):
    assert tables["keywords"].column_names[3:] == list(Keyword._fields)


def test_facts_have_the_columns_of_fact_rows(tables):
    assert tables["facts"].column_names[3:] == [column.name for column in FACT_COLUMNS]
    rows = [tuple(row.values())[3:] for row in tables["facts"].to_pylist()]
    assert rows == [fact_row(context) for one in ANALYSES for context in fact_contexts(one.to_dict())]


def test_without_facts_their_table_is_empty(tmp_path):
    output = Output.of(tmp_path / "out.parquet")
    with output.path.open("wb") as stream, closing(output.writer.start_file(stream, {})) as file:
        file.write(output.writer.encode(without_failures(scored_batch([bare()]))[0]))
    write_tables(output, {})
    assert pq.read_table(output.beside("facts.parquet")).num_rows == 0
