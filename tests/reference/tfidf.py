"""One row of the tf-idf matrix, n-gram by n-gram."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Field = Mapping[int, float]
"""The inverse document frequency of each n-gram that has a column, in the order of the columns."""


def row(fields: Sequence[Field], counts: Sequence[Mapping[int, int]]) -> dict[int, float]:
    """Return the value of each column, given how often each n-gram occurs in each field."""
    columns = [(field, key) for field, keys in enumerate(fields) for key in keys]
    values = {}
    for column, (field, key) in enumerate(columns):
        if key in counts[field]:
            weights = {other: 1 + math.log(count) for other, count in counts[field].items()}
            values[column] = weights[key] / math.hypot(*weights.values()) * fields[field][key]
    return values
