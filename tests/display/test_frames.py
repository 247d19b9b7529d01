from __future__ import annotations

import subprocess
import sys

import pytest
from kijiyomi.display.frames import analysis_frame, analysis_series, entity_frame

from kijiyomi.errors import DependencyError
from kijiyomi.records.analysis import Entity
from support.display_samples import analysis, bare, entity

pd = pytest.importorskip("pandas")


def test_a_series_is_flat() -> None:
    series = analysis_series(analysis())
    assert series.name == series["id"] == "2025-06-03-ai-factory.md"
    assert series["reading_minutes"] == 1
    assert series["tags"] == ["データセンター", "NVIDIA"]
    assert series["companies"] == ["ハルニレ・グループ", "NVIDIA"]
    assert series["gpus"] == ["NVIDIA GB200 NVL72"]
    assert series["entities"] == 10
    assert analysis().to_series().equals(series)


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
    assert analysis().to_frame().equals(entity_frame([analysis()]))


def test_kinds_do_not_depend_on_what_was_found() -> None:
    for frame in (entity_frame([]), entity_frame([analysis()])):
        assert frame["start"].dtype == "int64"
        assert frame["min"].dtype == "float64"
    assert analysis_frame([])["reading_minutes"].dtype == "int64"


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
        "import sys, kijiyomi.display.frames, kijiyomi.display.plots, kijiyomi.display.html;"
        "assert not {'pandas', 'altair', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_polars_has_the_same() -> None:
    polars = pytest.importorskip("polars")
    for make in (analysis_frame, entity_frame):
        ours, theirs = (
            make([analysis(), bare("壊\ud800")]),
            make([analysis(), bare("壊\ud800")], backend="polars"),
        )
        assert list(theirs.columns) == list(ours.columns)
        assert len(theirs) == len(ours)
        assert theirs["article" if make is entity_frame else "id"].to_list() == list(ours.iloc[:, 0])
    assert theirs.schema["value"] == polars.Float64
    assert analysis_frame([analysis()], backend="polars").schema["tags"] == polars.List(polars.String)
    assert analysis_frame([], backend="polars").height == 0
