"""Analyses as data frames of pandas or polars; needs the extra of that name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from kijiyomi.archive.arrow_batches import encodable
from kijiyomi.errors import DependencyError
from kijiyomi.knowledge.units import unit_of
from kijiyomi.records.analysis import Analysis, Entity
from kijiyomi.records.schema import FLAT_COLUMNS, ColumnKind

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
        return _polars_frame(rows, _COLUMNS | _LISTS)
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


_DTYPES: dict[ColumnKind, str] = {
    "text": "object",
    "integer": "int64",
    "number": "float64",
    "texts": "object",
}
_COLUMNS = {column.name: _DTYPES[column.kind] for column in FLAT_COLUMNS}
_LISTS = {column.name: "list" for column in FLAT_COLUMNS if column.kind == "texts"}


def _flat(analysis: Analysis) -> dict[str, Any]:
    record = analysis.to_dict()
    return {column.name: column.value(record) for column in FLAT_COLUMNS}


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
