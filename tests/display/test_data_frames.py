from __future__ import annotations

import subprocess
import sys
from typing import get_args, get_type_hints

import pytest

from kijiyomi.display.data_frames import analysis_frame, analysis_series, entity_frame, fact_frame
from kijiyomi.errors import DependencyError
from kijiyomi.records.analysis import Entity
from kijiyomi.records.fact_rows import FACT_COLUMNS, fact_contexts, fact_row
from kijiyomi.statistics.exchange_rates import ExchangeRates
from support.display_samples import analysis, bare, entity

pd = pytest.importorskip("pandas")

FULL_ENTITY = Entity(
    **{
        name: 7 if annotation is int else 2.5 if float in get_args(annotation) else name
        for name, annotation in get_type_hints(Entity).items()
    }
    | {"label": "QUANTITY"}
)


def test_a_series_is_flat() -> None:
    series = analysis_series(analysis())
    assert series.name == series["id"] == "2025-06-03-ai-factory.md"
    assert series["reading_minutes"] == 1
    assert series["tags"] == ["データセンター", "NVIDIA"]
    assert series["companies"] == ["ハルニレ・グループ", "NVIDIA"]
    assert series["gpus"] == ["NVIDIA GB200 NVL72"]
    assert (series["entities"], series["facts"]) == (10, 4)


def test_analyses_give_their_own_series_and_frame() -> None:
    assert analysis().to_series()["companies"] == ["ハルニレ・グループ", "NVIDIA"]
    assert list(analysis().to_frame()["label"]) == [entity.label for entity in analysis().entities]


def test_a_row_an_article() -> None:
    frame = analysis_frame(a for a in (analysis(), bare(id="empty")))
    assert list(frame["id"]) == ["2025-06-03-ai-factory.md", "empty"]
    assert frame["characters"].sum() == 120
    assert list(frame.columns) == list(analysis_series(analysis()).index)
    assert frame.explode("tags")["tags"].value_counts()["NVIDIA"] == 1


def test_a_row_an_entity() -> None:
    frame = entity_frame([analysis(), bare(), analysis(id="b")])
    assert list(frame.columns) == ["article", *Entity._fields, "dimension", "si_unit", "si_value"]
    assert len(frame) == 20
    money = frame[frame["label"] == "MONEY"].iloc[0]
    assert (money["text"], money["value"], money["currency"]) == ("約30億ドル", 3e9, "USD")
    assert set(frame["article"]) == {"2025-06-03-ai-factory.md", "b"}


@pytest.mark.parametrize("name", Entity._fields)
def test_every_field_of_an_entity_is_a_column_of_its_type(name: str) -> None:
    """Numbers are numbers, and the column's type does not depend on what was found."""
    annotation = get_type_hints(Entity)[name]
    expected = "int64" if annotation is int else "float64" if float in get_args(annotation) else "object"
    for analyses in ([], [analysis()]):
        assert entity_frame(analyses)[name].dtype == expected
    (row,) = entity_frame([bare(entities=(FULL_ENTITY,))]).to_dict("records")
    assert row[name] == getattr(FULL_ENTITY, name)


def test_a_row_a_fact_as_in_the_table_beside_parquet() -> None:
    frame = fact_frame([analysis(), bare(), analysis(id="b")])
    assert list(frame.columns) == ["article", *(column.name for column in FACT_COLUMNS)]
    assert list(frame["article"]) == ["2025-06-03-ai-factory.md"] * 4 + ["b"] * 4
    expected = [fact_row(context) for context in fact_contexts(analysis().to_dict())]
    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    assert [tuple(row[1:]) for row in rows[:4]] == expected
    types = {"text": "object", "integer": "int64", "number": "float64"}
    for column in FACT_COLUMNS:
        for analyses in ([], [analysis()]):
            assert fact_frame(analyses)[column.name].dtype == types[column.kind]


def test_facts_in_one_currency_with_the_rate() -> None:
    found = [analysis(), analysis(id="undated")]
    rates = ExchangeRates("JPY", {("USD", 2027): 150.0})
    frame = fact_frame(found, exchange_rates=rates)
    assert list(frame.columns[-5:]) == [
        "converted_value",
        "converted_min",
        "converted_max",
        "converted_currency",
        "conversion",
    ]
    money, count, *_ = frame.to_dict("records")
    assert (money["converted_value"], money["converted_currency"]) == (4.5e11, "JPY")
    assert money["conversion"] == "1 USD = 150 JPY (2027)"
    assert (count["converted_currency"], count["conversion"]) == (None, "")
    other = fact_frame(found, exchange_rates=ExchangeRates("JPY", {("USD", 2026): 150.0}))
    assert other["converted_value"].isna().all()
    assert other["conversion"][0] == "no rate of USD for 2027"
    assert "converted_value" not in fact_frame(found).columns


def test_columns_have_types_without_articles_too() -> None:
    assert analysis_frame([])["reading_minutes"].dtype == "int64"
    assert analysis_frame([])["reading_seconds"].dtype == "float64"


def test_lone_surrogates_survive() -> None:
    odd = bare("\ud800社", id="\ud800", entities=(entity("\ud800社", "COMPANY"),))
    assert entity_frame([odd])["text"][0] == "\ud800社"
    assert analysis_frame([odd])["id"][0] == "\ud800"


@pytest.mark.parametrize(
    "make",
    [
        analysis_series,
        lambda a: analysis_frame([a]),
        lambda a: entity_frame([a]),
        lambda a: fact_frame([a]),
    ],
)
def test_without_pandas_the_remedy_is_named(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(DependencyError, match=r"pip install 'kijiyomi\[pandas\]'"):
        make(analysis())  # type: ignore[operator]


def test_displays_load_neither_pandas_nor_altair() -> None:
    code = (
        "import sys, kijiyomi.display.data_frames, kijiyomi.display.plots, kijiyomi.display.analysis_html;"
        "assert not {'pandas', 'altair', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_polars_has_the_same() -> None:
    polars = pytest.importorskip("polars")
    several = [analysis(), bare("数", entities=(entity("数", "QUANTITY", value=3),))]
    for make in (analysis_frame, entity_frame, fact_frame):
        ours, theirs = make(several), make(several, backend="polars")
        expected = [[None if value != value else value for value in row] for row in ours.to_numpy().tolist()]
        assert theirs.columns == list(ours.columns)
        assert list(map(list, theirs.rows())) == expected
    assert theirs.schema["value"] == polars.Float64
    assert analysis_frame(several, backend="polars").schema["tags"] == polars.List(polars.String)
    assert analysis_frame([], backend="polars").height == 0


def test_polars_has_no_lone_surrogates() -> None:
    pytest.importorskip("polars")
    odd = bare("壊\ud800", entities=(entity("\ud800社", "COMPANY"),), warnings=("\ud800",))
    assert entity_frame([odd], backend="polars")["text"].to_list() == ["\ufffd社"]
    assert analysis_frame([odd], backend="polars")["warnings"].to_list() == [["\ufffd"]]
