"""Analyses as data frames of pandas or polars; needs the extra of that name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from kijiyomi.archive.arrow_batches import encodable
from kijiyomi.errors import DependencyError
from kijiyomi.knowledge.units import unit_of
from kijiyomi.records.analysis import Analysis, Entity, EntityLabel

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Backend = Literal["pandas", "polars"]

_ENTITY_FIELDS = Entity._fields
_FIGURES = dict.fromkeys(("start", "end"), "int64") | dict.fromkeys(
    ("value", "min", "max", "si_value"), "float64"
)
_MEASURE = ("dimension", "si_unit", "si_value")


def analysis_series(analysis: Analysis) -> pd.Series[Any]:
    """Return one flat Series: scalars as they are, lists as their labels, names or texts.

    Raises:
        DependencyError: If pandas is not installed.
    """
    pandas = _pandas()
    series: pd.Series[Any] = pandas.Series(_flat(analysis), name=analysis.id, dtype=object)
    return series


@overload
def analysis_frame(analyses: Iterable[Analysis], *, backend: Literal["pandas"] = ...) -> pd.DataFrame: ...
@overload
def analysis_frame(analyses: Iterable[Analysis], *, backend: Literal["polars"]) -> pl.DataFrame: ...
def analysis_frame(
    analyses: Iterable[Analysis], *, backend: Backend = "pandas"
) -> pd.DataFrame | pl.DataFrame:
    """Return one row per article, with the columns of :func:`analysis_series`.

    Args:
        analyses: The articles.
        backend: Whose frame to return; polars types lists, and has U+FFFD for lone surrogates.

    Raises:
        DependencyError: If it is not installed.
    """
    rows = [_flat(analysis) for analysis in analyses]
    if backend == "polars":
        return _polars_frame(rows, {name: _POLARS.get(name, kind) for name, kind in _COLUMNS.items()})
    pandas = _pandas()
    frame: pd.DataFrame = pandas.DataFrame(rows, columns=list(_COLUMNS), dtype=object).astype(_COLUMNS)
    return frame


@overload
def entity_frame(analyses: Iterable[Analysis], *, backend: Literal["pandas"] = ...) -> pd.DataFrame: ...
@overload
def entity_frame(analyses: Iterable[Analysis], *, backend: Literal["polars"]) -> pl.DataFrame: ...
def entity_frame(analyses: Iterable[Analysis], *, backend: Backend = "pandas") -> pd.DataFrame | pl.DataFrame:
    """Return one row per entity: the article's id, every field of :class:`Entity`, and its measure.

    The measure is, for a QUANTITY whose unit is known, ``dimension`` (``length``, ``information``,
    ``count`` …), ``si_unit`` and, where it has one value, ``si_value``. Fields that do not belong to an
    entity's label are missing values.

    Args:
        analyses: The articles.
        backend: Whose frame to return.

    Raises:
        DependencyError: If it is not installed.
    """
    rows = [
        (analysis.id, *(getattr(entity, name) for name in _ENTITY_FIELDS), *_measure(entity))
        for analysis in analyses
        for entity in analysis.entities
    ]
    # Text stays ``object``: pandas' own string type cannot hold lone surrogates.
    columns = dict.fromkeys(("article", *_ENTITY_FIELDS, *_MEASURE), "object") | _FIGURES
    if backend == "polars":
        return _polars_frame([dict(zip(columns, row, strict=True)) for row in rows], columns)
    pandas = _pandas()
    frame: pd.DataFrame = pandas.DataFrame(rows, columns=list(columns), dtype=object).astype(columns)
    return frame


def _measure(entity: Entity) -> tuple[str | None, str | None, float | None]:
    unit = unit_of(entity.unit, entity.text) if entity.unit else None
    if unit is None:
        return None, None, None
    return unit.dimension, unit.si_unit, None if entity.value is None else unit.to_si(entity.value)


_COLUMNS = {
    "id": "object",
    "title": "object",
    "path": "object",
    "characters": "int64",
    "reading_minutes": "int64",
    "reading_seconds": "float64",
    "categories": "object",
    "tags": "object",
    "keywords": "object",
    "companies": "object",
    "gpus": "object",
    "entities": "int64",
    "excerpt": "object",
    "warnings": "object",
}


_POLARS = dict.fromkeys(("categories", "tags", "keywords", "companies", "gpus", "warnings"), "list")


def _flat(analysis: Analysis) -> dict[str, Any]:
    return {
        "id": analysis.id,
        "title": analysis.title,
        "path": analysis.path,
        "characters": analysis.characters,
        "reading_minutes": analysis.reading_time.minutes,
        "reading_seconds": analysis.reading_time.seconds,
        "categories": [category.label for category in analysis.categories],
        "tags": [tag.label for tag in analysis.tags],
        "keywords": [keyword.text for keyword in analysis.keywords],
        "companies": _names(analysis, "COMPANY"),
        "gpus": _names(analysis, "GPU"),
        "entities": len(analysis.entities),
        "excerpt": analysis.excerpt,
        "warnings": list(analysis.warnings),
    }


def _names(analysis: Analysis, label: EntityLabel) -> list[str]:
    """Return the canonical names under a label, each once, in the order of the article."""
    return list(dict.fromkeys(e.name or e.text for e in analysis.entities if e.label == label))


def _polars_frame(rows: list[dict[str, Any]], kinds: Mapping[str, str]) -> pl.DataFrame:
    try:
        import polars
    except ImportError as error:
        raise DependencyError("these data frames need polars: pip install 'kijiyomi[polars]'") from error
    types: dict[str, Any] = {
        "object": polars.String,
        "int64": polars.Int64,
        "float64": polars.Float64,
        "list": polars.List(polars.String),
    }
    whole = [{name: _encodable(value) for name, value in row.items()} for row in rows]
    return polars.DataFrame(whole, schema={name: types[kind] for name, kind in kinds.items()})


def _encodable(value: Any) -> Any:
    if isinstance(value, list):
        return list(map(_encodable, value))
    return encodable(value) if isinstance(value, str) else value


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise DependencyError("data frames need pandas: pip install 'kijiyomi[pandas]'") from error
    return pandas
