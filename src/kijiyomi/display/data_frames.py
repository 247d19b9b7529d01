"""Analyses as data frames of pandas or polars; needs the extra of that name.

解析結果をpandasかpolarsのデータフレームにする。その名のextraが要る。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from kijiyomi.archive.arrow_batches import encodable
from kijiyomi.display.fact_wording import describe_conversion
from kijiyomi.errors import DependencyError
from kijiyomi.knowledge.units import unit_of
from kijiyomi.records.analysis import Analysis, Entity
from kijiyomi.records.fact_rows import FACT_COLUMNS, FactContext, fact_contexts, fact_row
from kijiyomi.records.schema import FLAT_COLUMNS, ColumnKind, column_kinds, flat_row
from kijiyomi.statistics.dates import article_date
from kijiyomi.statistics.exchange_rates import ExchangeRates, convert

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Backend = Literal["pandas", "polars"]

# Text stays ``object``: pandas' own string type cannot hold lone surrogates.
_PANDAS_TYPES: dict[ColumnKind, str] = {
    "text": "object",
    "integer": "int64",
    "number": "float64",
    "texts": "object",
}
_ARTICLE_COLUMNS = {column.name: column.kind for column in FLAT_COLUMNS}
_MEASURE_COLUMNS: dict[str, ColumnKind] = {"dimension": "text", "si_unit": "text", "si_value": "number"}
_ENTITY_COLUMNS: dict[str, ColumnKind] = {"article": "text", **column_kinds(Entity), **_MEASURE_COLUMNS}

_FACT_COLUMNS: dict[str, ColumnKind] = {"article": "text", **{c.name: c.kind for c in FACT_COLUMNS}}
_CONVERSION_COLUMNS: dict[str, ColumnKind] = {
    "converted_value": "number",
    "converted_min": "number",
    "converted_max": "number",
    "converted_currency": "text",
    "conversion": "text",
}


def analysis_series(analysis: Analysis) -> pd.Series[Any]:
    """Return one flat Series: scalars as they are, lists as their labels, names or texts.

    解析結果を、入れ子のない1つのSeriesで返す。リストはラベルや名前、語句の並びになる。

    Raises:
        DependencyError: If pandas is not installed.
    """
    pandas = _pandas()
    series: pd.Series[Any] = pandas.Series(flat_row(analysis.to_dict()), name=analysis.id, dtype=object)
    return series


@overload
def analysis_frame(analyses: Iterable[Analysis], *, backend: Literal["pandas"] = ...) -> pd.DataFrame: ...
@overload
def analysis_frame(analyses: Iterable[Analysis], *, backend: Literal["polars"]) -> pl.DataFrame: ...
def analysis_frame(
    analyses: Iterable[Analysis], *, backend: Backend = "pandas"
) -> pd.DataFrame | pl.DataFrame:
    """Return one row per article, with the columns of :func:`analysis_series`.

    記事ごとに1行のデータフレームを返す。列は`analysis_series`と同じ。

    Args:
        analyses: The articles.
        backend: Whose frame to return; polars types lists, and has U+FFFD for lone surrogates.

    Raises:
        DependencyError: If it is not installed.
    """
    rows = (flat_row(analysis.to_dict()) for analysis in analyses)
    return _frame([tuple(row.values()) for row in rows], _ARTICLE_COLUMNS, backend)


@overload
def entity_frame(analyses: Iterable[Analysis], *, backend: Literal["pandas"] = ...) -> pd.DataFrame: ...
@overload
def entity_frame(analyses: Iterable[Analysis], *, backend: Literal["polars"]) -> pl.DataFrame: ...
def entity_frame(analyses: Iterable[Analysis], *, backend: Backend = "pandas") -> pd.DataFrame | pl.DataFrame:
    """Return one row per entity: the article's id, every field of :class:`Entity`, and its measure.

    エンティティーごとに1行のデータフレームを返す。数量にはSI単位での値も付く。

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
        (analysis.id, *entity, *_measure(entity)) for analysis in analyses for entity in analysis.entities
    ]
    return _frame(rows, _ENTITY_COLUMNS, backend)


def _measure(entity: Entity) -> tuple[str | None, str | None, float | None]:
    unit = unit_of(entity.unit, entity.text) if entity.unit else None
    if unit is None:
        return None, None, None
    return unit.dimension, unit.si_unit, None if entity.value is None else unit.to_si(entity.value)


@overload
def fact_frame(
    analyses: Iterable[Analysis],
    *,
    exchange_rates: ExchangeRates | None = ...,
    backend: Literal["pandas"] = ...,
) -> pd.DataFrame: ...
@overload
def fact_frame(
    analyses: Iterable[Analysis],
    *,
    exchange_rates: ExchangeRates | None = ...,
    backend: Literal["polars"],
) -> pl.DataFrame: ...
def fact_frame(
    analyses: Iterable[Analysis],
    *,
    exchange_rates: ExchangeRates | None = None,
    backend: Backend = "pandas",
) -> pd.DataFrame | pl.DataFrame:
    """Return one row per fact: the article's id and :data:`~kijiyomi.records.fact_rows.FACT_COLUMNS`.

    数値の表す事実ごとに1行のデータフレームを返す。為替レートを渡すと、金額を1つの通貨にそろえた列が付く。

    With exchange rates there are also ``converted_value``, ``converted_min``, ``converted_max`` and
    ``converted_currency``, and in ``conversion`` the rate that was used or why there is none. An amount is
    converted by the rate of the year that its date names, or of the article's year, as far as its id or the
    name of its file gives one.

    Args:
        analyses: The articles.
        exchange_rates: What :func:`~kijiyomi.statistics.exchange_rates.read_exchange_rates` returned; nothing
            is converted without them.
        backend: Whose frame to return.

    Raises:
        DependencyError: If it is not installed.
    """
    rows: list[tuple[Any, ...]] = []
    for analysis in analyses:
        record = analysis.to_dict()
        date = article_date(record) if exchange_rates else ""
        for context in fact_contexts(record):
            converted = _converted(context, date, exchange_rates) if exchange_rates else ()
            rows.append((analysis.id, *fact_row(context), *converted))
    return _frame(rows, _FACT_COLUMNS | (_CONVERSION_COLUMNS if exchange_rates else {}), backend)


def _converted(context: FactContext, date: str, rates: ExchangeRates) -> tuple[Any, ...]:
    conversion = convert(context, date, rates)
    note = describe_conversion(conversion, context.figure.get("currency"))
    return *conversion[:4], note


def _frame(
    rows: list[tuple[Any, ...]], columns: Mapping[str, ColumnKind], backend: Backend
) -> pd.DataFrame | pl.DataFrame:
    return _polars_frame(rows, columns) if backend == "polars" else _pandas_frame(rows, columns)


def _pandas_frame(rows: list[tuple[Any, ...]], columns: Mapping[str, ColumnKind]) -> pd.DataFrame:
    types = {name: _PANDAS_TYPES[kind] for name, kind in columns.items()}
    frame: pd.DataFrame = _pandas().DataFrame(rows, columns=list(columns), dtype=object).astype(types)
    return frame


def _polars_frame(rows: list[tuple[Any, ...]], columns: Mapping[str, ColumnKind]) -> pl.DataFrame:
    try:
        import polars
    except ImportError as error:
        raise DependencyError("these data frames need polars: pip install 'kijiyomi[polars]'") from error
    types: dict[ColumnKind, Any] = {
        "text": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "texts": polars.List(polars.String),
    }
    schema = {name: types[kind] for name, kind in columns.items()}
    return polars.DataFrame([tuple(map(_encodable, row)) for row in rows], schema=schema, orient="row")


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
