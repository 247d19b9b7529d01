from __future__ import annotations

import subprocess
import sys
from typing import get_args, get_type_hints

import pytest

from kijiyomi.display.data_frames import analysis_frame, analysis_series, entity_frame
from kijiyomi.errors import DependencyError
from kijiyomi.records.analysis import Entity
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
    assert series["entities"] == 10


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


def test_columns_have_types_without_articles_too() -> None:
    assert analysis_frame([])["reading_minutes"].dtype == "int64"
    assert analysis_frame([])["reading_seconds"].dtype == "float64"


def test_lone_surrogates_survive() -> None:
    odd = bare("\ud800社", id="\ud800", entities=(entity("\ud800社", "COMPANY"),))
    assert entity_frame([odd])["text"][0] == "\ud800社"
    assert analysis_frame([odd])["id"][0] == "\ud800"


@pytest.mark.parametrize(
    "make", [analysis_series, lambda a: analysis_frame([a]), lambda a: entity_frame([a])]
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
    for make in (analysis_frame, entity_frame):
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
