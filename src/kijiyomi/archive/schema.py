"""Analysis records as Arrow tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa


@lru_cache(maxsize=1)
def record_schema() -> pa.Schema:
    """Return the schema of a table of analysis records: one row an article, lists of structs inside."""
    text, number, whole = pa.string(), pa.float64(), pa.int32()
    label_score = [("label", text), ("score", number)]
    entity = [
        ("start", whole),
        ("end", whole),
        *((name, text) for name in ("text", "label", "name", "kb_id", "vendor")),
        *((name, number) for name in ("value", "min", "max")),
        *((name, text) for name in ("currency", "unit", "timex", "modifier")),
    ]
    return pa.schema(
        [
            ("id", text),
            ("title", text),
            ("path", text),
            ("characters", whole),
            ("reading_time", pa.struct([("minutes", whole), ("seconds", number)])),
            ("categories", pa.list_(pa.struct(label_score))),
            ("tags", pa.list_(pa.struct([*label_score, ("source", text)]))),
            ("keywords", pa.list_(pa.struct([("text", text), ("score", number), ("count", whole)]))),
            ("entities", pa.list_(pa.struct(entity))),
            ("excerpt", text),
            ("warnings", pa.list_(text)),
        ]
    )


def record_batch(records: Sequence[dict[str, Any]]) -> pa.RecordBatch:
    """Return analysis records as an Arrow batch.

    Lone surrogates, which UTF-8 cannot carry, become U+FFFD.
    """
    try:
        return pa.RecordBatch.from_pylist(list(records), schema=record_schema())
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist([_encodable(r) for r in records], schema=record_schema())


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value
