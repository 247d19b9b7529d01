"""What articles and analysis records look like as Arrow tables."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa

ERROR = "error"


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
        *((name, text) for name in ("currency", "unit", "timex", "modifier", "part")),
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


@lru_cache(maxsize=1)
def scored_schema() -> pa.Schema:
    """Return the schema of scored articles: a record's, and ``error``.

    ``error`` tells why an article has no record; then only ``id``, ``title`` and ``path`` are given beside.
    """
    return record_schema().append(pa.field(ERROR, pa.string()))


@lru_cache(maxsize=1)
def article_schema() -> pa.Schema:
    """Return the schema in which articles are handed on; ``error`` is what kept one from being read."""
    text = pa.string()
    fields = [(name, text) for name in ("id", "title", "path", "text")]
    return pa.schema([*fields, ("warnings", pa.list_(text)), (ERROR, text)])
